"""From what several reps hear to a draft of a page, by a few keys on the desk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from playbook.liaison.promotion import NOT_A_PAGE
from playbook.proposing import open_reviews
from tests.tui.driver import Driver, opened
from tests.tui.world import World

COUNCIL = {
    "lee": "“The works council must agree first.” I had no answer to that.",
    "mia": "They must ask their works council before anybody books",
    "kim": "Works council again: they have to agree first",
}


@asynccontextmanager
async def desk(
    world: World, person: str = "dana", size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Driver]:
    async with opened(world.root, world.data, person=person, clock=world.clock, size=size) as driver:
        await driver.press("3")
        yield driver


def heard(world: World) -> list[str]:
    """Let three reps hear the same, and one something else."""
    ids = [world.feedback(text, "objection", by=rep, play="") for rep, text in COUNCIL.items()]
    world.feedback("Velantis now has a portal", "competitor", play="", account="Elbe Paper")
    return ids


async def test_what_three_heard_becomes_a_draft_that_is_proposed(world: World) -> None:
    ids = heard(world)
    async with desk(world) as driver:
        await driver.press("p")
        driver.sees(
            "Make a page of what no page answers", "1  3 people: “The works council must agree first.”"
        )
        await driver.press("1")
        driver.sees("What is it to become?", "1  a draft: objection", "They must ask their works council")
        await driver.press("1")
        driver.sees(
            "What is the objection called?", "The works council must agree first", "nothing is published"
        )
        await driver.press("enter")
        # There is no terminal to hand over here: what was begun stays, and the same key goes on with it.
        driver.sees("An editor cannot be opened from here: edit the-works-council-must-agree-first.md")
        await driver.press("p", "1", "1", "enter")
        driver.sees("You changed this page before, and did not propose it")
        await driver.press("1")
        driver.sees("Your change, not proposed yet", "The works council must agree first")
        await driver.press("enter")
        driver.sees("Propose the change as", "New page: The works council must agree first")
        await driver.press("enter")
        driver.sees(
            "New page: The works council must agree first", "They must ask their works council before"
        )
        await driver.press("escape")
        driver.sees(" Ready 3 ", " New 1 ")
    assert {world.item(id_).state for id_ in ids} == {"ready"}
    workspace = world.of("dana")
    (proposal,) = open_reviews(workspace).all()
    assert [page.path for page in proposal.pages] == ["objections/the-works-council-must-agree-first.md"]
    assert not (world.root / proposal.pages[0].path).exists(), "nothing is published by itself"


async def test_where_no_page_is_wanted_it_is_not_proposed_again(world: World) -> None:
    ids = heard(world)
    async with desk(world, size=(80, 24)) as driver:
        await driver.press("p", "1")
        driver.sees("6  no page: it is not proposed again")
        await driver.press("6")
        driver.sees("(3 items).")
        await driver.press("p")
        driver.sees("What is it to become?")
        driver.sees_no("3 people:")
    assert {world.item(id_).labels for id_ in ids} == {(NOT_A_PAGE,)}


async def test_an_idea_under_the_cursor_becomes_a_play(world: World) -> None:
    world.feedback("Ring them after stocktaking", "idea", play="")
    async with desk(world) as driver:
        await driver.press("p")
        driver.sees("This item: Ring them after stocktaking", "1  a draft: play", "2  a draft: objection")
        await driver.press("1")
        driver.sees("What is the play called?", "Ring them after stocktaking")
        await driver.press("escape", "escape")
    assert open_reviews(world.of("dana")).all() == []


async def test_where_nothing_waits_it_says_what_would(world: World) -> None:
    async with desk(world) as driver:
        await driver.press("p")
        driver.sees("No objection was heard by 3 people in 60 days that no page answers.")


async def test_what_was_heard_long_ago_is_not_offered(world: World) -> None:
    heard(world)
    world.clock.at += timedelta(days=61)
    async with desk(world) as driver:
        await driver.press("p")
        driver.sees("What is it to become?", "This item: ")


async def test_an_author_may_begin_a_page_and_only_a_liaison_says_that_none_is_wanted(world: World) -> None:
    heard(world)
    async with desk(world, person="kim") as driver:
        await driver.press("p", "1")
        driver.sees("5  a draft: page")
        driver.sees_no("no page: it is not proposed again")


async def test_a_rep_is_told_whose_work_it_is(world: World) -> None:
    heard(world)
    settings = world.root / "playbook.toml"
    settings.write_text(settings.read_text("utf-8").replace('"rep", "author"', '"rep"'), "utf-8")
    async with desk(world, person="lee") as driver:
        await driver.press("p")
        driver.sees("That is for the marketing liaison")
