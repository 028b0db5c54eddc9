"""A screen that is on the terminal already takes its place once it stands: nothing flickers on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from playbook.preferences import Preferences
from tests.tui.driver import Driver, opened
from tests.tui.world import DISCOVERY, World
from tui import page_look, today_look, unnoticed
from tui.unnoticed import Unnoticed


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, bool, str]]]:
    """What is handed to the terminal: of which screen, whether that is at rest, and what can be read of it."""
    found: list[tuple[str, bool, str]] = []
    display = App._display

    def watch(self: App[Any], screen: Screen[Any], renderable: Any) -> None:
        if renderable is not None and isinstance(self, Unnoticed):
            text = "".join(strip.text for strip in screen._compositor.render_strips())
            found.append((type(screen).__name__, self.is_at_rest(screen), text))
        display(self, screen, renderable)

    monkeypatch.setattr(App, "_display", watch)
    yield found


async def test_today_is_painted_once_it_stands(world: World, painted: list[tuple[str, bool, str]]) -> None:
    due = today_look.read(world.of("lee"))
    async with opened(
        world.root, world.data, person="lee", clock=world.clock, due=due, painted=True
    ) as driver:
        await driver.comes(lambda: bool(painted), "it was never painted")
        name, at_rest, text = painted[0]
        assert (name, at_rest) == ("TodayScreen", True)
        assert "Nothing is due, Lee" in text
        assert "┏━ Today" in text  # it has its focus
        await driver.press("2")
        driver.sees("⏎ plays")


async def test_a_named_page_is_painted_first_and_nothing_below_it(
    world: World, painted: list[tuple[str, bool, str]]
) -> None:
    page = page_look.lay(world.of("lee"), DISCOVERY, Preferences(), 120, 40)
    start: dict[str, Any] = {"start": lambda app: app.open_at("page", DISCOVERY), "page": page}
    async with opened(
        world.root, world.data, person="lee", clock=world.clock, painted=True, paints=True, **start
    ) as driver:
        await driver.comes(lambda: bool(painted), "it was never painted")
        name, at_rest, text = painted[0]
        assert (name, at_rest) == ("PrepScreen", True)
        assert "┏━ First discovery" in text


async def waiting(driver: Driver) -> Driver:
    """Have the app wait to be at rest once more, as at its start."""
    await driver.comes(lambda: not driver.app._waits, "it was never shown")
    driver.app.wait_to_stand()
    return driver


async def test_a_key_shows_what_it_leads_to_at_once(
    world: World, painted: list[tuple[str, bool, str]]
) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await waiting(driver)
        painted.clear()
        driver.app.screen.refresh()
        await driver.settle()
        assert painted == []
        await driver.press("2")
        assert painted
        driver.sees("⏎ plays")


async def test_a_screen_that_never_comes_to_rest_is_shown_all_the_same(
    world: World, painted: list[tuple[str, bool, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unnoticed, "LONGEST", 0.0)
    monkeypatch.setattr(unnoticed, "CALM", 1_000_000)
    async with opened(world.root, world.data, person="lee", clock=world.clock, painted=True) as driver:
        await driver.comes(lambda: bool(painted), "it was never painted")
        assert not driver.app._waits


async def test_without_anything_painted_before_every_step_is_seen(
    world: World, painted: list[tuple[str, bool, str]]
) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        assert painted
        await driver.press("2")
        driver.sees("⏎ plays")
