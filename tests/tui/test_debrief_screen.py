"""Debrief: a conversation logged afterwards, everything on one form, with keys alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.tui.driver import Driver, opened
from tests.tui.test_call_screen import DISCOVERY
from tests.tui.test_ending_screen import click
from tests.tui.world import World
from tui.calls import start_call
from tui.rows import width_of
from tui.widgets.rows_view import RowsView


@asynccontextmanager
async def debrief(
    world: World, size: tuple[int, int] = (100, 60), *, account: str = "Kallio"
) -> AsyncIterator[Driver]:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=size) as driver:
        start_call(driver.app, DISCOVERY, account=account, mode="debrief")
        await driver.settle()
        driver.sees("Debrief: First discovery · Kallio · 0 of 6 steps done", "▸ ☐ Open")
        yield driver


def recorded(world: World) -> Any:
    (row,) = world.of("lee").runs().values()
    return row.run


def saved(world: World) -> Any:
    (run,) = world.of("lee").my_open_runs()
    return run


async def test_everything_is_on_one_form_without_who_picked_up_or_what_to_say(world: World) -> None:
    async with debrief(world, (100, 90)) as driver:
        driver.sees(
            "☐ A bad morning", "1 ☐ Trucks came all at once", "What do hauliers charge you for waiting, a month?",
            "☐ What it costs  must", "☐ Agree the next step  must", "How did it end?", "Cut short?", "Next step",
        )  # fmt: skip
        driver.sees_no("Who picked up?", "Thanks for making time", "Part as friends  ")


async def test_the_bar_of_a_long_form_stands_at_the_edge_of_a_wide_screen(world: World) -> None:
    async with debrief(world, (160, 24)) as driver:
        form = driver.app.screen.query_one("#form-view", RowsView)
        assert form.show_vertical_scrollbar
        assert form.region.right >= 158
        assert max(width_of(row.text.rstrip()) for row in form.rows) <= 96, "questions are no wider for it"


async def test_a_conversation_is_logged_with_keys_alone(world: World) -> None:
    async with debrief(world, (80, 24)) as driver:
        await driver.press("down", "space")
        driver.sees("☑ No recording without a spoken yes", "understood")
        await driver.press("up", "up", "space")
        driver.sees("✓ Open", "1 of 6 steps done", "▸ ☐ A bad morning")
        await driver.press("down", "1", "3", "enter", "2")
        driver.sees("1 ☑ Trucks came all at once", "2 ● Every week", "▸ ☐ How it works today")
        await driver.press("f6", "2")
        driver.sees("– How it works today  skipped: not relevant", "▸ ☐ What it costs")
        await driver.press("space", "up", "up", "up")
        driver.sees("▸ What do hauliers charge you for waiting")
        await driver.type("nine thousand")
        await driver.press("f10")
        driver.sees("▸ How did it end?", "Say how the conversation ended")
        await driver.press("1", "2")
        await driver.type("fri")
        await driver.press("enter")
        await driver.type("It is nine thousand")
        await driver.press("f10")
        driver.sees("this is what will be recorded", "as a debrief, afterwards", "nine thousand")
        await driver.press("enter")
        driver.sees("Recap: First discovery · Kallio", "Result: advance")
        await driver.press("enter")
        driver.sees("Recorded: First discovery", "1 Today")
    run = recorded(world)
    assert (run.mode, run.connect, run.result, run.commitment_by, run.account) == (
        "debrief", "connected", "advance", "2026-11-27", "Kallio",
    )  # fmt: skip
    states = {step.id: (step.state, step.reason) for step in run.steps}
    assert states["open"] == states["what-it-costs"] == ("done", "")
    assert states["how-it-works-today"] == ("skipped", "not relevant")
    assert [answer.values for answer in run.answers] == [
        ("trucks-came-all-at-once", "nobody-knew-who-was-late"), ("every-week",), ("nine thousand",),
    ]  # fmt: skip


async def test_all_done_is_one_key_and_one_undo_and_acknowledges_nothing(world: World) -> None:
    async with debrief(world) as driver:
        await driver.press("a")
        driver.sees("5 of 6 steps done", "5 steps done. A notice first: Open.", "✓ Read it back")
        await driver.press("u")
        driver.sees("0 of 6 steps done", "Undone: 5 steps.").sees_no("✓ Read it back")
        await driver.press("down", "space", "a")
        driver.sees("6 of 6 steps done", "6 steps done.")
        await driver.press("a")
        driver.sees("Every step was said already.")
        await driver.press("right", "s", "1")
        driver.sees("– A bad morning  skipped: no time", "5 of 6 steps done")


async def test_an_answer_that_leads_somewhere_brings_that_step_and_takes_others_away(world: World) -> None:
    async with debrief(world) as driver:
        driver.sees_no("☐ Part as friends")
        await driver.press("right", "down", "down", "4")
        driver.sees("4 ● Hardly ever", "☐ Part as friends").sees_no("☐ How it works today")
        await driver.press("u")
        driver.sees("☐ How it works today", "Undone: answer").sees_no("☐ Part as friends")


async def test_steps_are_gone_to_by_arrow_keys_and_what_is_not_there_is_said(world: World) -> None:
    async with debrief(world) as driver:
        await driver.press("right")
        driver.sees("▸ ☐ A bad morning")
        await driver.press("right_square_bracket", "left")
        driver.sees("▸ ☐ A bad morning")
        await driver.press("down", "space")
        driver.sees("There is nothing to tick here; a digit answers.")
        await driver.press("left", "left", "left")
        driver.sees("▸ ☐ Open")
        await driver.press("space")
        driver.sees("has a notice to acknowledge first", "▸ ☐ Open")


async def test_a_tick_is_taken_off_and_a_step_opened_again(world: World) -> None:
    async with debrief(world) as driver:
        await driver.press("down", "down", "space")
        driver.sees("☑ Ask how long they have", "▸ ☐ Ask who else is on the line")
        await driver.press("up", "space")
        driver.sees("▸ ☐ Ask how long they have")
        await driver.press("right", "space", "left", "space")
        driver.sees("▸ ☐ A bad morning", "0 of 6 steps done")


async def test_escape_gives_the_letters_back_then_leaves_it_on_today_to_be_resumed(world: World) -> None:
    async with debrief(world) as driver:
        await driver.press("right", "right", "down", "down")
        driver.sees("▸ Who decides which truck goes first?")
        await driver.type("the gate")
        await driver.press("escape", "a")
        driver.sees("the gate", "5 of 6 steps done")
        await driver.press("escape")
        driver.sees("1 Today", "Kept as it is. It waits on Today.")
        await driver.press("1", "enter")
        driver.sees("Debrief: First discovery · Kallio · 5 of 6 steps done", "the gate", "● saved")
        assert saved(world).events[-1].kind != "park"


async def test_each_key_is_on_disk_when_the_mark_says_so(world: World) -> None:
    async with debrief(world) as driver:
        await driver.press("down", "space")
        driver.sees("● saved")
        assert [event.kind for event in saved(world).events] == ["acknowledge"]
        await driver.press("right", "down", "2")
        driver.sees("● saved")
        assert saved(world).events[-1].values == ("doors-stood-empty-while-trucks-waited",)


async def test_the_mouse_ticks_and_answers(world: World) -> None:
    async with debrief(world, (100, 90)) as driver:
        await click(driver, "Ask how long they have")
        driver.sees("☑ Ask how long they have")
        await click(driver, "2 ○ Every week")
        driver.sees("2 ● Every week")
        await click(driver, "☐ Read it back")
        driver.sees("✓ Read it back")


async def test_feedback_is_about_the_step_under_the_cursor(world: World) -> None:
    async with debrief(world) as driver:
        await driver.press("right", "f4", "2")
        await driver.type("Nobody says that")
        await driver.press("enter")
        driver.sees("▸ ☐ A bad morning")
    (item,) = world.of("dana").feedback().values()
    assert (item.play, item.step, item.account) == (DISCOVERY, "a-bad-morning", "Kallio")


async def test_who_it_was_with_can_be_said_afterwards(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        start_call(driver.app, DISCOVERY, mode="debrief")
        await driver.settle()
        await driver.press("c")
        await driver.type("Brenner Foods")
        await driver.press("enter")
        driver.sees("Debrief: First discovery · Brenner Foods")
        assert saved(world).account == "Brenner Foods"
        await driver.press("C")
        driver.sees("Who is on the call?")
        await driver.press("escape")
        driver.sees_no("Who is on the call?").sees("Brenner Foods")
