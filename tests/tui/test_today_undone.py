"""What was done on Today is taken back, and others' words are answered there."""

from __future__ import annotations

from playbook.records.model import Kept
from tests.tui.driver import opened
from tests.tui.test_today_screen import due, kept
from tests.tui.world import World

# Undo


async def test_the_last_thing_done_is_taken_back_first_and_the_cursor_is_on_it(world: World) -> None:
    due(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("y")
        driver.sees("✓ Done. u takes it back.", "? promised", "Did the customer do it?").sees_no(
            "→ next step"
        )
        await driver.press("x")
        driver.sees("✓ Broken; noted. u takes it back.", "Nothing is due, Lee.", "u undo")
        await driver.press("u")
        driver.sees("✓ Taken back: Broken; noted.", "? promised").sees_no("→ next step")
        await driver.press("u")
        driver.sees("✓ Taken back: Done.", "→ next step", "? promised", "y says it was")
        await driver.press("u")
        driver.sees("There is nothing to take back: you have done nothing here.")
    assert [state for _, state, _ in kept(world)] == ["kept", "broken", "undone", "undone"]


async def test_keys_pressed_faster_than_the_disk_mean_what_was_seen(world: World) -> None:
    due(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        for key in ("y", "y", "u"):
            driver.send(key)
        await driver.settle()
        driver.sees("? promised").sees_no("→ next step")
    assert [(what, state) for what, state, _ in kept(world)] == [
        ("next", "kept"), ("commitment", "kept"), ("commitment", "undone"),
    ]  # fmt: skip


async def test_a_day_that_moved_moves_back(world: World) -> None:
    due(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("m")
        await driver.type("19.11.2026")
        driver.sees("Thu 19 Nov 2026, which is over")
        await driver.press("enter")
        driver.sees("✗ Thu 19 Nov 2026 is over. Name today or a day to come.")
        await driver.press(*["backspace"] * 10)
        await driver.type("1 dec")
        driver.sees("Tue 1 Dec 2026, in 11 days")
        await driver.press("enter")
        driver.sees("✓ Moved to Tue 1 Dec 2026.").sees_no("→ next step")
        await driver.press("u")
        driver.sees("→ next step  1 day late")
    body = world.of("lee").records("kept")[0].body
    assert isinstance(body, Kept) and body.to == "2026-12-01"


async def test_what_cannot_be_saved_comes_back_with_the_reason(world: World) -> None:
    due(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        (journal,) = (world.of("lee").folder / "records" / "lee").glob("*/line/*.jsonl")
        journal.rename(journal.with_suffix(".kept"))
        journal.mkdir()
        await driver.press("y")
        driver.sees("→ next step", "✗ ")
    journal.rmdir()
    journal.with_suffix(".kept").rename(journal)
    assert kept(world) == []


async def test_what_i_did_is_not_somebody_elses_to_undo(world: World) -> None:
    due(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock, demo=True) as driver:
        await driver.press("y", "A", "j", "enter")
        driver.sees("Mia Novak", "Nothing is due, Mia.")
        await driver.press("u")
        driver.sees("There is nothing to take back")


# Questions and answers


async def test_enter_replies_to_a_question_beside_my_own_words(world: World) -> None:
    id_ = world.feedback("The price is old", quote="It starts at 12 a seat.")
    world.act("ask", id_, "Which price?")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees(
            "you: The price is old → Which price?",
            "About: “It starts at 12 a seat.”",
            "Dana Ortiz asks: Which price?",
        )
        driver.sees("⏎ reply")
        await driver.press("enter")
        driver.sees("Reply to marketing", "You said: The price is old", "Which price?")
        await driver.type("The list price")
        await driver.press("enter")
        driver.sees("✓ Replied. u takes it back.").sees_no("? question")
        await driver.press("u")
        driver.sees("✓ Taken back: Replied.", "? question")
    assert world.item(id_).state == "waiting"


async def test_y_takes_an_answer_as_read_without_opening_it(world: World) -> None:
    id_ = world.feedback("Nobody says whom any more")
    world.act("answer", id_, "It says who rang first now.")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees("⏎ read", "y got it")
        await driver.press("y")
        driver.sees("✓ Read. u takes it back.").sees_no("✓ answer")
        await driver.press("u")
        driver.sees("✓ answer")
