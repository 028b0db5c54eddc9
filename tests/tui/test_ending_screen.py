"""Ending and review: most of it one key each; what will be recorded is read before it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.events import Paste

from tests.tui.driver import Driver, opened
from tests.tui.test_call_screen import start
from tests.tui.world import World


@asynccontextmanager
async def ending(world: World, **how: Any) -> AsyncIterator[Driver]:
    """Open a call's ending."""
    async with opened(world.root, world.data, person="lee", clock=world.clock, **how) as driver:
        await start(driver)
        await driver.press("enter", "e")
        driver.sees("Ending: First discovery", "How did it end?")
        yield driver


def recorded(world: World) -> Any:
    (row,) = world.of("lee").runs().values()
    return row.run


@pytest.mark.parametrize(
    ("key", "result"),
    [("1", "advance"), ("2", "continuation"), ("4", "declined"), ("5", "disqualified"), ("6", "closed")],
)
async def test_a_result_is_one_digit_and_the_rest_can_be_left_out(
    world: World, key: str, result: str
) -> None:
    async with ending(world) as driver:
        await driver.press(key, "r")
        driver.sees("▸ Did they commit?") if "recorded" not in driver.text else None
        if "this is what will be recorded" not in driver.text:
            await driver.press("4", "enter", "r")
        driver.sees("this is what will be recorded", result)
        await driver.press("enter")
        driver.sees("✓ Recorded: First discovery", "Recap: First discovery")
        await driver.press("enter")
        driver.sees("✓ Recorded: First discovery", "1 Today")
    assert recorded(world).result == result


async def test_a_digit_folds_no_line_anew(world: World) -> None:
    async with ending(world, size=(80, 24)) as driver:
        asked = [line[3:] for line in driver.lines[5:14]]
        await driver.press("2")
        driver.sees("2 ● continuation", "▸ Did they commit?")
        assert [line[3:] for line in driver.lines[5:14]] == asked


async def test_not_now_asks_until_when_and_a_promise_by_when(world: World) -> None:
    async with ending(world) as driver:
        await driver.press("3")
        driver.sees("▸ Not now until")
        await driver.type("1.3.")
        await driver.press("enter", "2")
        driver.sees("2027-03-01", "▸ Promised by")
        await driver.type("2026-12-01")
        await driver.press("enter", "enter", "r")
        driver.sees("not now until Mon 1 Mar 2027", "promised by Tue 1 Dec 2026")
        await driver.press("enter")
    run = recorded(world)
    assert (run.result, run.result_until, run.commitment_by) == ("not-now", "2027-03-01", "2026-12-01")


async def test_a_day_that_is_none_is_refused_and_stays_to_be_mended(world: World) -> None:
    async with ending(world) as driver:
        await driver.press("3")
        await driver.type("soonish")
        await driver.press("enter")
        driver.sees("soonish", "▸ Not now until")
        await driver.press("down")
        driver.sees("▸ Not now until")
        await driver.press(*["backspace"] * 7)
        await driver.type("+7")
        await driver.press("enter")
        driver.sees("2026-11-27")


async def test_what_is_missing_is_asked_before_the_review(world: World) -> None:
    async with ending(world) as driver:
        await driver.press("down", "r")
        driver.sees("▸ How did it end?").sees_no("this is what will be recorded")
        await driver.press("1", "2", "r")
        driver.sees("▸ Promised by")


async def test_the_questions_are_gone_through_up_and_down(world: World) -> None:
    async with ending(world) as driver:
        await driver.press("down")
        driver.sees("▸ Did they commit?")
        await driver.press("down")
        driver.sees("▸ Exit proven?", "in their own words. Their words?")
        await driver.press("up", "up", "up")
        driver.sees("▸ How did it end?")
        await driver.press("tab", "shift+tab")
        driver.sees("▸ How did it end?")


async def test_what_was_typed_is_kept_when_one_goes_up_or_back_to_the_call(world: World) -> None:
    async with ending(world) as driver:
        await driver.press("1", "4")
        await driver.type("Nine thousand, they say")
        await driver.press("up")
        driver.sees("Nine thousand, they say")
        await driver.press("escape")
        driver.sees("1/6 Open")
        await driver.press("e")
        driver.sees("Nine thousand, they say", "advance")


async def test_a_next_step_asks_for_its_day(world: World) -> None:
    async with ending(world) as driver:
        await driver.press("1", "4", "enter", "2")
        driver.sees("▸ Next step").sees_no("When")
        await driver.type("Send the numbers")
        await driver.press("enter")
        driver.sees("▸ When", "tomorrow, fri, +7, 1.12. or 2026-12-01")
        await driver.type("tomorrow")
        await driver.press("enter")
        driver.sees("2026-11-21", "▸ Anything to note?")


# Everything on one screen


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (200, 60)])
async def test_all_that_is_asked_and_said_is_on_the_screen_at_once(
    world: World, size: tuple[int, int]
) -> None:
    async with ending(world, size=size) as driver:
        await driver.press("3")
        await driver.type("1.3.")
        await driver.press("enter", "2")
        await driver.type("fri")
        await driver.press("enter")
        await driver.type("Nine thousand a month")
        await driver.press("enter", "1")
        await driver.type("Send the numbers")
        await driver.press("enter")
        await driver.type("tomorrow")
        await driver.press("enter")
        await driver.type("Ring before eight")
        driver.sees(
            "3 ● not now until …", "2027-03-01", "2 ● promised by …", "2026-11-27  Fri, in 7 days",
            "Nine thousand a month", "1 ● yes", "Send the numbers", "2026-11-21  Sat, tomorrow",
            "▸ Anything to note? Ring before eight", "F10 review",
        )  # fmt: skip
        assert driver.app.screen.query_one("#form-view").max_scroll_y == 0


async def test_a_digit_says_what_it_means_and_backspace_takes_it_back(world: World) -> None:
    async with ending(world) as driver:
        await driver.press("1", "up")
        driver.sees("1 ● advance", "Advance: they agreed to something that moves it on.")
        await driver.press("backspace")
        driver.sees("1 ○ advance", "▸ How did it end?")
        await driver.press("backspace")
        driver.sees("Nothing is chosen here.")


async def test_a_day_is_read_back_while_it_is_typed(world: World) -> None:
    async with ending(world) as driver:
        await driver.press("3")
        await driver.type("end of month")
        driver.sees("= Mon 30 Nov 2026, in 10 days")


async def test_a_promise_in_the_past_is_not_taken_without_a_word(world: World) -> None:
    async with ending(world) as driver:
        await driver.press("1", "2")
        await driver.type("2026-11-02")
        await driver.press("enter")
        driver.sees("▸ Promised by", "Mon 2 Nov 2026 is over. Name today or a day to come.", "again keeps it")
        await driver.press(*["backspace"] * 10)
        await driver.type("2026-11-03")
        await driver.press("enter")
        driver.sees("▸ Promised by", "Tue 3 Nov 2026 is over.")
        await driver.press("enter")
        driver.sees("2026-11-03  Tue, 17 days late", "▸ Exit proven?")
        await driver.press("f10", "enter")
    assert recorded(world).commitment_by == "2026-11-03"


async def test_the_mouse_chooses_and_goes_anywhere(world: World) -> None:
    async with ending(world) as driver:
        await click(driver, "4 ○ declined")
        driver.sees("4 ● declined", "▸ Did they commit?")
        await click(driver, "Next step")
        driver.sees("▸ Next step")
        await driver.type("Leave them alone")
        await click(driver, "1 ○ yes")
        driver.sees("1 ● yes", "Leave them alone")
        await click(driver, "3 ○ refused")
        driver.sees("3 ● refused")
        await driver.press("f10", "enter")
    run = recorded(world)
    assert (run.result, run.next, run.cut_short, run.commitment) == (
        "declined", "Leave them alone", True, "refused",
    )  # fmt: skip


async def test_the_last_note_is_one_however_often_one_comes_back_to_it(world: World) -> None:
    async with ending(world) as driver:
        await driver.press("2", *["down"] * 4)
        driver.sees("▸ Anything to note?")
        await driver.type("Two gates")
        await driver.press("escape")
        driver.sees("1/6 Open")
        await driver.press("e", "r")
        driver.sees("last note", "Two gates")
        await driver.press("escape", *["down"] * 5)
        await driver.type(", one key")
        await driver.press("f10", "enter")
    assert [note.text for note in recorded(world).notes] == ["Two gates, one key"]


async def test_f10_is_the_review_also_while_typing(world: World) -> None:
    async with ending(world) as driver:
        await driver.press("1", "4")
        await driver.type("She said nine")
        await driver.press("f10")
        driver.sees("this is what will be recorded", "She said nine")


# Nobody was reached


async def not_reached(driver: Driver, digit: str) -> None:
    await start(driver)
    await driver.press(digit)
    if "Ending:" not in driver.text:
        await driver.press("e")


@pytest.mark.parametrize(
    ("digit", "how", "asks"),
    [
        ("2", "no answer", "Try again"), ("4", "gatekeeper", "Try again"), ("5", "wrong person", "Try again"),
        ("6", "no-show", "New day"), ("7", "rescheduled", "New day"),
    ],
)  # fmt: skip
async def test_a_call_that_reached_nobody_asks_two_things(
    world: World, digit: str, how: str, asks: str
) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await not_reached(driver, digit)
        driver.sees(f"Ending: First discovery · {how}", f"▸ {asks}", "Anything to note?")
        driver.sees_no("How did it end?", "Next step", "Cut short?")
        await driver.type("mon")
        await driver.press("enter")
        driver.sees("2026-11-23  Mon, in 3 days")
        await driver.type("After two")
        await driver.press("enter")
        driver.sees("this is what will be recorded", how)
        await driver.press("enter")
        driver.sees("Recorded: First discovery")
    run = recorded(world)
    assert (run.result, run.next_date, [n.text for n in run.notes]) == ("", "2026-11-23", ["After two"])


async def test_a_voicemail_has_its_script_above_and_both_lines_in_sight(world: World) -> None:
    play = world.root / "plays/discover/first-discovery.md"
    play.write_text(play.read_text() + "\n## Voicemail (branch)\n\n> It is Lee. I will ring on Monday.\n")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await not_reached(driver, "3")
        driver.sees("Say to the machine", "I will ring on Monday.", "▸ Try again", "Anything to note?")


async def click(driver: Driver, text: str) -> None:
    """Click on the first place of the screen that shows `text`."""
    y, line = next((y, line) for y, line in enumerate(driver.lines) if text in line)
    await driver.pilot.click(offset=(line.index(text) + 1, y))
    await driver.settle()


async def test_megabytes_pasted_into_a_line_are_cut_and_said_to_be(world: World) -> None:
    async with ending(world) as driver:
        await driver.press("1", "4")
        driver.app.post_message(Paste("line one\nline two \x1b[31m" + "x" * 2_000_000))
        await driver.settle()
        driver.sees("characters pasted are kept: no more fit here.")
        await driver.press("home")
        driver.sees("line one line two ␛[31mxxx")
        await driver.press("f10", "enter")
    assert len(recorded(world).exit_proof) == 20_000


async def test_another_size_in_the_middle_of_a_word_loses_nothing(world: World) -> None:
    async with ending(world) as driver:
        await driver.press("1", "4")
        await driver.type("Nine thou")
        await driver.resize(80, 24)
        driver.sees("Nine thou", "▸ Exit proven?")
        await driver.type("sand")
        await driver.resize(200, 60)
        driver.sees("Nine thousand")
        await driver.press("f10", "enter")
    assert recorded(world).exit_proof == "Nine thousand"
