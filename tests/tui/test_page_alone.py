"""A narrow screen has room for the list or the page: `v` shows the other, and Escape leads back."""

from __future__ import annotations

import pytest

from tests.tui.driver import Driver, opened
from tests.tui.test_sizes import busy
from tests.tui.world import World
from tui.screens.person import RunsScreen
from tui.widgets.rows_view import RowsView

NARROW = (80, 24)
MODES = {"1": "detail", "2": "page", "3": "preview", "4": "figures", "5": "detail"}
"""The key of a mode → what its page is called."""


def bar(driver: Driver) -> str:
    """Return the line of keys."""
    return driver.lines[-1]


def panes(driver: Driver) -> list[str]:
    """Return the screen without what was said last, and the keys."""
    return driver.lines[:-2]


@pytest.mark.parametrize("mode", MODES)
async def test_the_page_of_a_narrow_screen_is_left_by_escape_for_its_list(world: World, mode: str) -> None:
    busy(world)
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=NARROW) as driver:
        await driver.press(mode)
        listed, focused = panes(driver), driver.app.screen.focused
        assert f"v {MODES[mode]}" in bar(driver)
        await driver.press("v")
        assert panes(driver) != listed
        assert "v list" in bar(driver)
        assert "esc back" in bar(driver)
        page = driver.app.screen.focused
        assert isinstance(page, RowsView), "the arrows have nothing to scroll"
        await driver.press("escape")
        assert panes(driver) == listed
        assert driver.app.screen.focused is focused
        await driver.press("escape")
        assert panes(driver) == listed, "nothing lies behind a list"


async def test_escape_leads_from_the_page_of_a_second_screen_to_its_list_first(world: World) -> None:
    busy(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=NARROW) as driver:
        await driver.press("F")
        listed = driver.text
        await driver.press("v")
        assert "v list" in bar(driver)
        await driver.press("escape")
        assert driver.text == listed
        await driver.press("escape")
        driver.sees("1 Today")


async def test_where_there_is_room_for_both_escape_leaves_at_once(world: World) -> None:
    busy(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=NARROW) as driver:
        await driver.press("F")
        assert "v thread" in bar(driver)
        await driver.press("v")
        await driver.resize(140, 40)
        assert "v list" not in bar(driver)
        assert "thread" not in bar(driver), "a key that would change nothing is not offered"
        await driver.press("escape")
        driver.sees("1 Today", "^q quit")


async def test_the_key_that_swaps_the_panes_comes_and_goes_with_the_room(world: World) -> None:
    world.ran(("acknowledge",), ("next_step",), days_ago=3)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=NARROW) as driver:
        driver.app.push_screen(RunsScreen(rep="lee"))
        await driver.settle()
        assert "v run" in bar(driver)
        await driver.resize(120, 40)
        assert "v run" not in bar(driver)
        await driver.resize(*NARROW)
        assert "v run" in bar(driver)
