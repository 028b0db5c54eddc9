"""A key that is held down, and what is painted of a page that it passes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from textual.strip import Strip

from tests.tui.driver import Driver, opened
from tests.tui.test_at_once import watched
from tests.tui.world import World
from tui.screens.prep import PrepScreen
from tui.widgets.lazy_list import LazyList
from tui.widgets.rows_view import RowsView

# Held keys


@pytest.fixture
def many(world: World) -> World:
    """Forty more plays in the first stage."""
    for number in range(40):
        (world.root / f"plays/connect/p{number:02}.md").write_text(
            f"---\ntitle: Play {number:02}\nstage: connect\n---\n\n## A\n\n> Words {number:02}.\n\n## B\n",
            "utf-8",
        )
    return world


async def held(driver: Driver, *keys: str) -> None:
    """Send keys as a held one does, faster than anything is painted."""
    for key in keys:
        driver.send(key)
    await driver.settle()


@pytest.mark.parametrize("key", ["down", "j"])
async def test_a_held_arrow_is_painted_once_for_all_its_repeats(
    many: World, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with opened(many.root, many.data, person="lee", clock=many.clock, paints=True) as driver:
        await driver.press("2", "right")
        plays = driver.app.screen.query_one(LazyList)
        previews: list[str] = []
        screen: Any = driver.app.screen
        real = screen._laid_out

        def laid_out(id_: str, *said: Any) -> Any:
            previews.append(id_)
            return real(id_, *said)

        monkeypatch.setattr(screen, "_laid_out", laid_out)
        with watched(driver, monkeypatch) as work:
            await held(driver, *[key] * 30)
        assert plays.cursor == 30
        assert previews[-1] == plays.current, "the page beside it is that of the play it came to"
        assert len(previews) <= 4
        assert Counter(work.done)["painted"] + Counter(work.done)["painted whole"] <= 8
        driver.sees(f"Words {int(plays.current[-2:]):02}")


async def test_keys_after_a_held_one_come_after_it(many: World) -> None:
    async with opened(many.root, many.data, person="lee", clock=many.clock, paints=True) as driver:
        await driver.press("2", "right")
        plays = driver.app.screen.query_one(LazyList)
        await held(driver, *["down"] * 12, *["up"] * 2, *["down"] * 3, "k", "j")
        assert plays.cursor == 13
        here = plays.keys[11]
        await held(driver, *["up"] * 2, "enter")
        assert isinstance(driver.app.screen, PrepScreen)
        assert driver.app.screen.page_id == here


async def test_a_held_page_key_stops_at_the_end(many: World) -> None:
    async with opened(many.root, many.data, person="lee", clock=many.clock, paints=True) as driver:
        await driver.press("2", "right")
        plays = driver.app.screen.query_one(LazyList)
        await held(driver, *["pagedown"] * 20, *["up"] * 3)
        assert plays.cursor == len(plays.keys) - 4
        await held(driver, *["pageup"] * 20)
        assert plays.cursor == 0


async def test_a_held_key_that_opens_something_does_not_run_on_in_it(
    many: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(many.root, many.data, person="lee", clock=many.clock, paints=True) as driver:
        await driver.press("2", "right")
        plays = driver.app.screen.query_one(LazyList)
        screen: Any = driver.app.screen
        real = plays.do_down

        def down() -> None:
            real()
            if plays.cursor == 5:
                screen.do_help()

        monkeypatch.setattr(plays, "do_down", down)
        await held(driver, *["down"] * 9)
        assert plays.cursor == 5, "the rest of the keys are the help's"
        assert type(driver.app.screen).__name__ == "HelpScreen"


async def test_only_the_line_that_differs_is_painted_when_the_next_page_is_shown(
    many: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(many.root, many.data, person="lee", clock=many.clock, paints=True) as driver:
        await driver.press("2", "right", "down", "down", "down", "down")
        page = driver.app.screen.query_one("#page", RowsView)
        places: list[int] = []
        real = page.render_line

        def line(y: int) -> Strip:
            places.append(y)
            return real(y)

        monkeypatch.setattr(page, "render_line", line)
        before = [row.text for row in page.rows]
        await driver.press("down")
        after = [row.text for row in page.rows]
        differing = {y for y, (old, new) in enumerate(zip(before, after, strict=True)) if old != new}
        assert differing and set(places) <= differing
        await driver.press("v", "y")
        assert page.border_title and page.border_title in driver.text, "its new title stands on its frame"
