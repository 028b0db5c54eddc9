"""What the desk refuses and says why: who may not, what cannot be saved, who was faster."""

from __future__ import annotations

import shutil

import pytest

from tests.tui.test_desk_screen import desk, three
from tests.tui.world import World

# Who may


async def test_a_rep_says_not_yet_to_an_answer_and_to_nothing_else(world: World) -> None:
    id_ = world.feedback("Nobody says whom")
    async with desk(world, "lee") as driver:
        await driver.press("O")
        driver.sees("There is no answer yet to say “not yet” to: it is new.")
    assert world.item(id_).thread == ()


@pytest.mark.parametrize("key", list("aqdmrslSw"))
async def test_a_rep_who_presses_a_liaisons_key_is_told_whose_it_is(world: World, key: str) -> None:
    ids = three(world)
    async with desk(world, "lee") as driver:
        await driver.press(key)
        driver.sees("That is for the marketing liaison (role “liaison” in playbook.toml).")
    assert world.item(ids[0]).thread == ()


async def test_a_rep_replies_to_a_question_on_the_desk(world: World) -> None:
    id_ = world.feedback("The list price is old")
    world.act("ask", id_, "Which list?")
    async with desk(world, "lee") as driver:
        await driver.press("]", "]", "y")
        driver.sees("Reply to marketing")
        await driver.type("The public one")
        await driver.press("enter")
        driver.sees("✓ Replied: marketing sees it.")
    assert world.item(id_).thread[-1].text == "The public one"


async def test_feedback_for_the_liaisons_alone_is_not_on_a_reps_desk(world: World) -> None:
    world.feedback("My manager said so", by="mia", audience="liaison")
    async with desk(world, "lee") as driver:
        driver.sees("No feedback yet.").sees_no("My manager")
    async with desk(world) as driver:
        driver.sees("My manager said so", "to the liaisons alone")


# Trouble


async def test_two_decisions_made_apart_are_shown_as_a_conflict(world: World) -> None:
    settings = world.root / "playbook.toml"
    sam = '\n[people.sam]\nname = "Sam Rivers"\nside = "marketing"\nroles = ["liaison"]\n'
    settings.write_text(settings.read_text("utf-8") + sam, "utf-8")
    id_ = world.feedback("The list price is old")
    apart = World(world.root, world.data.with_name("apart"), world.clock)
    shutil.copytree(world.data, apart.data)
    world.act("answer", id_, "It is the new one.")
    apart.act("decline", id_, "Prices are public.", by="sam")
    shutil.copytree(apart.data / "fernyard/records/sam", world.data / "fernyard/records/sam")
    assert world.item(id_).conflict
    async with desk(world, "lee") as driver:
        await driver.press("F")
        driver.sees("Sam Rivers declined it", "one stands.").sees_no(" decides.")
    async with desk(world) as driver:
        await driver.press("[")
        driver.sees("! The list price is old", "! Dana Ortiz answered, and Sam Rivers declined it")
        await driver.press("c")
        driver.sees("Which one stands?", "1  Dana Ortiz answered: ", "2  Sam Rivers declined it: ")
        await driver.press("2")
        driver.sees("Why? Both read this")
        await driver.type("Sam asked legal")
        await driver.press("enter")
        driver.sees("✓ Decided: both read the reason.", "Sam asked legal").sees_no("! The list price")
    assert (world.item(id_).conflict, len(world.item(id_).thread)) == ("", 3)


async def test_an_answer_that_cannot_be_saved_stays_on_the_screen(world: World) -> None:
    three(world)
    async with desk(world) as driver:
        await driver.press("w")
        await driver.type("Corrected.")
        records = world.data / "fernyard"
        records.rename(records.with_name("aside"))
        records.write_text("in the way")
        await driver.press("enter")
        driver.sees("Answer to Lee Park", "Corrected.", "✗")
        records.unlink()
        records.with_name("aside").rename(records)
        await driver.press("enter")
        driver.sees("✓ Answered: both are told.")


async def test_an_action_that_cannot_be_saved_says_so(world: World) -> None:
    ids = three(world)
    async with desk(world) as driver:
        records = world.data / "fernyard"
        records.rename(records.with_name("aside"))
        records.write_text("in the way")
        await driver.press("a")
        driver.sees("✗", "The list price is old")
        records.unlink()
        records.with_name("aside").rename(records)
        await driver.press("a")
        driver.sees("✓ Accepted.")
    assert world.item(ids[0]).state == "accepted"


async def test_somebody_else_was_faster(world: World) -> None:
    ids = three(world)
    async with desk(world) as driver:
        world.act("answer", ids[0], "Corrected.")
        await driver.press("1", "3")
        driver.sees(" New 2 ")
