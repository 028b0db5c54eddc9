"""A run that was recorded wrongly is put right from where it is shown, and that is taken back with `u`."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tui.driver import Driver, opened
from tests.tui.test_call_asides import calling
from tests.tui.world import World
from tui.screens.person import RunsScreen

FREQUENCY = "a-bad-morning/how-often-do-you-have-one"


def recorded(world: World) -> Any:
    (row,) = world.of("lee").runs().values()
    return row


async def at_the_run(driver: Driver) -> Driver:
    """Look at Lee's runs."""
    driver.app.push_screen(RunsScreen(rep="lee"))
    await driver.settle()
    return driver


@pytest.fixture
def wrong(world: World) -> World:
    """A run of Lee's with an answer, a note and an end."""
    world.ran(
        ("acknowledge",), ("next_step",), ("choose", FREQUENCY, "every-day"),
        ("note", "They ring on Monday"), ("next_step",),
        account="Brenner Foods", result="advance", commitment="promised", commitment_by="2026-12-01", next="Send it",
    )  # fmt: skip
    return world


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_result_an_answer_and_a_note_are_put_right_and_taken_back(
    wrong: World, size: tuple[int, int]
) -> None:
    async with opened(wrong.root, wrong.data, person="lee", clock=wrong.clock, size=size) as driver:
        await at_the_run(driver)
        before = recorded(wrong).run
        await driver.press("e")
        driver.sees(
            "Correct: First discovery · Brenner Foods", "1 ● advance", "2 ● promised by …", "2026-12-01"
        )
        await driver.press("3")
        driver.sees("3 ● not now until …", "▸ Not now until")
        await driver.type("1.3.")
        await driver.press("enter", "f10")
        driver.sees("Corrected: the result, the day from which. u takes it back.", "Runs: Lee Park")
        row = recorded(wrong)
        assert (row.run.result, row.run.result_until, row.corrected) == ("not-now", "2027-03-01", True)
        assert (row.run.trace, row.run.seconds, row.run.answers) == (
            before.trace,
            before.seconds,
            before.answers,
        )
        await driver.press("u")
        driver.sees("Taken back: the run reads as before.")
        row = recorded(wrong)
        assert (row.run.result, row.run.result_until) == ("advance", "")
        await driver.press("u")
        driver.sees("Nothing was corrected here yet.")


async def test_an_answer_and_the_notes_are_said_anew(wrong: World) -> None:
    async with opened(wrong.root, wrong.data, person="lee", clock=wrong.clock) as driver:
        await at_the_run(driver)
        await driver.press("e")
        while driver.app.screen.at != f"question:{FREQUENCY}":  # type: ignore[attr-defined]
            await driver.press("enter" if driver.app.screen.is_typing else "j")  # type: ignore[attr-defined]
        await driver.press("2")
        await driver.type(", at nine")
        await driver.press("enter")
        driver.sees("▸ Anything to note?")
        await driver.type("Maria joined")
        await driver.press("enter")
        driver.sees(
            "Corrected: the notes, the answers.", "Every week", "They ring on Monday, at nine", "Maria joined"
        )
        run = recorded(wrong).run
        assert [answer.values for answer in run.answers] == [("every-week",)]
        await driver.press("u")
        driver.sees("Taken back", "Every day").sees_no("Maria joined")
        run = recorded(wrong).run
        assert [note.text for note in run.notes if note.text] == ["They ring on Monday"]


async def test_what_was_chosen_is_cleared_and_what_is_missing_is_asked_first(wrong: World) -> None:
    async with opened(wrong.root, wrong.data, person="lee", clock=wrong.clock) as driver:
        await at_the_run(driver)
        await driver.press("e", "f10")
        driver.sees("Nothing was changed; esc goes back.", "▸ How did it end?")
        await driver.press("enter")
        driver.sees("▸ Did they commit?").sees_no("▸ How did it end?")
        await driver.press("up", "backspace", "down")
        driver.sees_no("● advance")
        await driver.press("f10")
        driver.sees("▸ How did it end?", "Say how the conversation ended.")
        await driver.press("escape")
        driver.sees("Not on record yet: F10 records it, esc again drops it.")
        await driver.press("escape")
        driver.sees("Runs: Lee Park", "advance").sees_no("Correct: ")
    assert not recorded(wrong).corrected


async def test_a_run_of_somebody_else_is_theirs_to_correct(world: World) -> None:
    world.ran(by="mia", account="Brenner Foods")
    async with opened(world.root, world.data, person="kim", clock=world.clock) as driver:
        driver.app.push_screen(RunsScreen(rep="mia"))
        await driver.settle()
        await driver.press("e")
        driver.sees("Only Mia Novak can correct this run; it is theirs.")


async def test_right_after_a_call_its_recap_is_corrected_too(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("e", "1", "f10", "enter")
        driver.sees("Recap: First discovery", "Result: advance")
        await driver.press("e", "4", "f10")
        driver.sees("Corrected: the result.", "Result: declined")
        await driver.press("u")
        driver.sees("Taken back", "Result: advance")
        await driver.press("enter")
        driver.sees("Something wrong in it? e on it among your runs (4) corrects it.")


async def test_a_call_that_reached_nobody_has_its_day_corrected(world: World) -> None:
    async with calling(world, connected=False) as driver:
        await driver.press("7", "enter")
        driver.sees("Logged: rescheduled")
        await at_the_run(driver)
        await driver.press("e")
        driver.sees("▸ New day").sees_no("How did it end?")
        await driver.type("1.12.")
        await driver.press("f10")
        driver.sees("Corrected: the day of the next step.")
    assert recorded(world).run.next_date == "2026-12-01"
