"""What a rep does on the first day of calls that who wrote the screens did not think of."""

from __future__ import annotations

from playbook.preferences import Preferences
from tests.tui import customers
from tests.tui.driver import Driver
from tests.tui.test_call_asides import calling, run
from tests.tui.world import World

SMALL = (80, 24)


async def at_the_cost(driver: Driver) -> Driver:
    """Go to the step that asks what it costs, whose first question is typed."""
    await driver.press("t", "4")
    return driver.sees("What it costs", "⏎ keep")


def line_typed_in(driver: Driver) -> int:
    """Return the line of the screen on which is typed."""
    focused = driver.app.screen.focused
    assert focused is not None
    return focused.region.y


async def test_an_answer_that_is_changed_later_is_typed_where_it_stands(world: World) -> None:
    async with calling(world, size=SMALL) as driver:
        await at_the_cost(driver)
        where = line_typed_in(driver)
        await driver.type("twenty thousand")
        await driver.press("enter", "t", "3", "t", "4")
        driver.sees("twenty thousand")
        await driver.press("k", "i")
        assert line_typed_in(driver) == where
        await driver.press(*["backspace"] * len("thousand"))
        await driver.type("five")
        assert driver.text.count("twenty") == 1
        driver.sees("twenty five")
        await driver.press("enter")
        driver.sees("twenty five").sees_no("draft")
        assert run(driver).events[-1].kind == "answer"


async def test_backspace_goes_back_from_the_line_that_a_branch_opens_with(world: World) -> None:
    async with calling(world, size=SMALL) as driver:
        await driver.press("enter", "enter", "j", "4", "enter")
        driver.sees("Part as friends", "What would change it?", "⏎ keep")
        await driver.press("backspace")
        driver.sees("2/3 A bad morning", "● Hardly ever")
        await driver.press("j", "1", "enter")
        driver.sees("3/6 How it works today")


async def test_an_empty_line_says_what_enter_does_and_no_more_once_one_types(world: World) -> None:
    says = "⏎ with nothing typed gives the keys back"
    async with calling(world, size=SMALL) as driver:
        await at_the_cost(driver)
        driver.sees(says)
        await driver.type("n")
        driver.sees_no(says)
        await driver.press("backspace")
        driver.sees(says)
        await driver.press("enter")
        driver.sees("F6 skip").sees_no(says, "⏎ keep")


async def test_who_wipes_out_what_was_typed_stays_in_the_line(world: World) -> None:
    async with calling(world, size=SMALL) as driver:
        await at_the_cost(driver)
        await driver.type("no")
        await driver.press("backspace", "backspace", "backspace")
        driver.sees("What it costs", "⏎ keep", "esc, then ⌫ goes back a step.")
        await driver.press("escape", "backspace")
        driver.sees_no("What do hauliers charge you")


async def test_backspace_stays_in_the_line_where_another_key_was_chosen_to_go_back(world: World) -> None:
    mine = Preferences(keys={"call.back": "f11"})
    async with calling(world, size=SMALL, preferences=mine) as driver:
        await at_the_cost(driver)
        await driver.press("backspace")
        driver.sees("What it costs", "⏎ keep").sees_no("goes back")


async def test_an_arrow_that_leads_nowhere_leaves_the_letters_with_the_answer(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("t", "3", "j")
        driver.sees("⏎ keep")
        while True:
            before = driver.shown
            await driver.press("down")
            if driver.shown == before:
                break
        driver.sees("⏎ keep")
        await driver.type("tomorrow")
        driver.sees("tomorrow").sees_no("Go to step")


async def test_the_list_of_steps_says_how_each_stands_in_words(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("enter", "enter", "t", "2", "j", "4", "enter", "escape", "t")
        driver.sees("Open (done)", "Part as friends (you are here)", "How it works today (not taken)")
        driver.sees_no("not-taken")


async def test_where_what_was_recorded_wrongly_is_corrected_is_said(world: World) -> None:
    customers.account(world)
    async with calling(world) as driver:
        await driver.press("c", *"Brenner", "enter")
        driver.sees("First discovery · Brenner Foods")
        await driver.press("e", "1", "f10", "enter", "enter")
        driver.sees("1 Today", "Recorded: First discovery. Something wrong in it? e on it at its account (6)")
        await driver.press("6", "enter", "enter", "e")
        driver.sees("Correct: First discovery · Brenner Foods")
