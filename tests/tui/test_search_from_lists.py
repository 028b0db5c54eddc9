"""Searching a page from the list beside it, and lists in dialogs that take the room of a tall screen."""

from __future__ import annotations

import pytest

from tests.tui.driver import opened
from tests.tui.world import World
from tui.widgets.page_view import PageView
from tui.widgets.table import Table


@pytest.mark.parametrize("size", [(140, 45), (80, 24)])
async def test_the_page_beside_a_list_is_searched_from_the_list(world: World, size: tuple[int, int]) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=size) as driver:
        await driver.press("2", "down", "right")
        driver.sees("First discovery")
        assert driver.focus == "plays"
        await driver.press("ctrl+f")
        driver.sees("Search in this page")
        await driver.type("bad morning")
        await driver.press("enter")
        page = driver.app.screen.query_one(PageView)
        assert page.has_focus
        assert page.row is not None
        assert "bad morning" in page.row.text.casefold()
        first = page.cursor
        await driver.press("n")
        assert page.cursor != first, "the keys of the search are the page's now"


async def test_there_is_nothing_to_search_where_no_play_is_chosen(world: World) -> None:
    (world.root / "plays" / "discover" / "first-discovery.md").rename(world.root / "first.txt")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("2", "down", "ctrl+f")
        driver.sees("Choose a play first.").sees_no("Search in this page")


@pytest.mark.parametrize(("height", "whole"), [(24, False), (45, True)])
async def test_an_outline_has_the_room_of_the_screen(world: World, height: int, whole: bool) -> None:
    page = world.root / "plays" / "discover" / "first-discovery.md"
    more = "".join(f"\n## Step {number:02d}\n\nSay it.\n" for number in range(6))
    page.write_text(page.read_text("utf-8") + more, "utf-8")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(120, height)) as driver:
        await driver.press("2", "down", "right", "o")
        driver.sees("Outline", "⏎ go there")
        outline = driver.app.screen.query_one("#outline", Table)
        assert outline.show_vertical_scrollbar is not whole
        assert ("Step 05" in driver.text) is whole
        await driver.press("G")
        driver.sees("Step 05", "⏎ go there")
