"""A call in a window that is too small for it: nothing is done that nobody sees, and typing goes on."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from playbook.clock import FixedClock
from tests.tui.driver import Driver, opened
from tui.screens.call import CallScreen

DISCOVERY = "plays/discover/first-discovery"


async def typing(driver: Driver) -> CallScreen:
    """Be in a call, typing the answer of a text question."""
    from tui.calls import start_call

    start_call(driver.app, DISCOVERY)
    await driver.settle()
    await driver.press("enter", "enter", "enter", "enter", "j")
    driver.sees("3/6 How it works today")
    assert isinstance(driver.app.focused, Input)
    screen = driver.app.screen
    assert isinstance(screen, CallScreen)
    return screen


async def test_no_key_acts_in_a_tiny_window_and_typing_goes_on(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, person="lee", clock=clock) as driver:
        screen = await typing(driver)
        await driver.press(*"Jo")
        await driver.pilot.resize_terminal(20, 5)
        await driver.settle()
        events = screen.run.events
        await driver.press("e", "enter", "f6", "escape", "down")
        assert driver.app.screen is screen
        assert screen.run.events == events
        await driver.pilot.resize_terminal(100, 30)
        await driver.settle()
        await driver.press("y")
        driver.sees("Joey", "3/6 How it works today")
