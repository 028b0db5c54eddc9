"""What a rep does on the first day of calls that who wrote the screens did not think of."""

from __future__ import annotations

from playbook.ids import shorten
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


async def test_what_was_recorded_wrongly_can_be_corrected_by_the_name_that_is_said(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("e", "1", "f10", "enter", "enter")
        (id_,) = world.of("lee").runs()
        short = shorten(id_)
        driver.sees(
            "1 Today", f"Recorded: First discovery. Something wrong in it? `playbook runs correct {short}`"
        )
