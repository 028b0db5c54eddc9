"""You said, we did: in Today, in News and inside the play at that step; thanks, or "not yet"."""

from __future__ import annotations

from tests.tui.conftest import commit_all
from tests.tui.driver import opened
from tests.tui.world import DISCOVERY, World

SAID, STEP = "Nobody says whom any more", "a-bad-morning"
OLD, NEW = "and who rang whom?", "and who rang first?"


def published(world: World, *voters: str) -> str:
    """Lee says something of a step, others join, and Dana publishes a change because of it."""
    id_ = world.feedback(SAID, step=STEP, account="Brenner Foods")
    for one in voters:
        world.me_too(id_, by=one)
    page = world.root / f"{DISCOVERY}.md"
    page.write_text(page.read_text("utf-8").replace(OLD, NEW), "utf-8")
    commit_all(world.root, f"Say who rang first\n\nFeedback: {id_}", at="2026-11-18T10:00:00Z")
    world.act("publish", id_, commit=world.of("dana").repository.head() or "")
    return id_


async def test_the_change_stands_inside_the_play_at_its_step_and_not_yet_is_two_keys_away(
    world: World,
) -> None:
    id_ = published(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees("Dana Ortiz changed the play: ", "−whom?", "+first?")
        await driver.press("enter")
        driver.sees(
            "▎ You said: Nobody says whom any more", "▎ Dana Ortiz changed the play: Say who rang first"
        )
        box = [line for line in driver.lines if "▎" in line]
        assert any("−whom?" in line and "+first?" in line for line in box)
        await driver.press("s")
        driver.sees("◕ published", "What changed", "Say who rang first · Dana Ortiz, Wed 18 Nov")
        await driver.press("n")
        driver.sees("What is not right yet?")
        await driver.type("It still asks twice")
        await driver.press("enter")
        driver.sees("Open again: marketing reads why.", "◔ accepted", "It still asks twice")
        await driver.press("escape", "s")
        driver.sees("Nothing that was said of this page has been answered yet.")
    item = world.item(id_)
    assert (item.state, item.assignee) == ("accepted", "dana")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("3", "]")
        driver.sees("It still asks twice")


async def test_not_yet_from_today_takes_the_line_away_and_u_brings_it_back(world: World) -> None:
    id_ = published(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("n")
        driver.sees("What is not right yet?", "You said: Nobody says whom any more")
        await driver.type("Not on page two")
        await driver.press("enter")
        driver.sees("Open again: marketing reads why.").sees_no("✓ answer")
        assert world.item(id_).thread[-1].text == "Not on page two"
        await driver.press("u")
        driver.sees("✓ answer", "Dana Ortiz changed the play")
    assert world.item(id_).state == "published"


async def test_in_news_the_words_stand_beside_it_thanks_and_not_yet_are_a_key_each(world: World) -> None:
    id_ = published(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("5")
        driver.sees("You said: Nobody says whom any more", "Dana Ortiz changed the play", "−whom?", "+first?")
        await driver.press("t")
        driver.sees("✓ Thanked.")
        assert [act.action for act in world.item(id_).thread] == ["publish", "thanks"]
        await driver.press("u")
        driver.sees("The thanks are taken back.")
        await driver.press("n")
        await driver.type("Not yet")
        await driver.press("enter")
        driver.sees("Open again: marketing reads why.").sees_no("You said")
        await driver.press("u")
        driver.sees("It is as it was.", "answer", "You said it, and the play was")
    assert world.item(id_).state == "published"


async def test_who_only_said_me_too_hears_it_as_somebody_elses_and_may_say_not_yet(world: World) -> None:
    id_ = published(world, "mia")
    async with opened(world.root, world.data, person="mia", clock=world.clock) as driver:
        driver.sees("you too: Nobody says", "Lee Park said, and you too: ")
        await driver.press("5")
        driver.sees("Lee Park said, and you too: Nobody says whom any more")
        await driver.press("n")
        await driver.type("My customers neither")
        await driver.press("enter")
        driver.sees("Open again")
    assert world.item(id_).thread[-1].person == "mia"


async def test_a_decline_carries_its_reason_to_who_voted_and_says_so(world: World) -> None:
    id_ = world.feedback(SAID, step=STEP)
    world.me_too(id_, by="mia")
    world.act("decline", id_, "Two of three answer it")
    for person in ("lee", "mia"):
        async with opened(world.root, world.data, person=person, clock=world.clock) as driver:
            driver.sees("Dana Ortiz declined: Two of three answer it")
            await driver.press("n")
            driver.sees("It was declined, with a reason: add what speaks against that")
            await driver.press("5")
            driver.sees("Dana Ortiz declined", "Two of three answer it")
            await driver.press("n")
            driver.sees("It was declined, with a reason")


async def test_a_change_that_has_not_come_to_this_folder_says_how_it_does(world: World) -> None:
    id_ = world.feedback(SAID, step=STEP)
    world.act("publish", id_, commit="0" * 40)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("F")
        driver.sees("The change has not come to this folder yet", "refresh in")
        await driver.press("escape", "5")
        driver.sees("The change has not come to this folder yet")
