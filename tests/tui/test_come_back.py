"""Two windows of one person: what was done in the other stands here as soon as one comes back to it."""

from __future__ import annotations

from textual.events import AppBlur, AppFocus

from tests.tui.driver import Driver, opened
from tests.tui.world import World


async def look_elsewhere(driver: Driver) -> None:
    """Go to another window."""
    driver.app.post_message(AppBlur())
    await driver.settle()


async def come_back(driver: Driver) -> None:
    """Come back to the terminal."""
    driver.app.post_message(AppFocus())
    await driver.settle()


async def test_what_is_told_meanwhile_stands_on_the_open_desk_when_one_comes_back(world: World) -> None:
    world.feedback("The first thing", by="lee")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("3")
        driver.sees("New 1", "The first thing")
        await look_elsewhere(driver)
        world.feedback("One more thing", by="mia")
        driver.sees_no("One more thing")
        await come_back(driver)
        driver.sees("New 2", "One more thing", "The first thing")


async def test_a_call_begun_in_another_window_stands_on_today_when_one_comes_back(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees_no("open call")
        await look_elsewhere(driver)
        async with opened(world.root, world.data, person="lee", clock=world.clock) as other:
            await other.press("2", "enter", "c", "enter", "escape", "2")
            other.sees("Parked. It waits on Today.")
        await come_back(driver)
        driver.sees("open call", "parked at")


async def test_a_terminal_that_tells_of_its_focus_unasked_has_nothing_read_anew(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("3")
        world.feedback("One more thing", by="mia")
        await come_back(driver)
        driver.sees_no("One more thing")


async def test_a_question_over_the_list_stays_when_one_comes_back(world: World) -> None:
    world.feedback("The first thing", by="lee")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("3", "w")
        await driver.type("Half an ")
        await look_elsewhere(driver)
        await come_back(driver)
        await driver.type("answer")
        driver.sees("Half an answer")
