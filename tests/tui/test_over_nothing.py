"""A page that the shell named stands over nothing: the first mode is loaded when one goes back to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.events import AppFocus, Key

from playbook.preferences import Preferences
from tests.tui.driver import Driver, opened
from tests.tui.test_typed_ahead import at_once
from tests.tui.world import DISCOVERY, World
from tui import page_look
from tui.beneath import Nothing
from tui.prep_laid import Laid
from tui.screens.prep import PrepScreen


def laid(world: World, person: str = "lee") -> Laid:
    return page_look.lay(world.of(person), DISCOVERY, Preferences(), 120, 40)


@asynccontextmanager
async def straight(
    world: World, page: Laid | None, person: str = "lee", step: str = "", **options: Any
) -> AsyncIterator[Driver]:
    """Open the app at the page, as the shell does."""
    async with opened(
        world.root,
        world.data,
        person=person,
        clock=world.clock,
        start=lambda app: app.open_at("page", DISCOVERY, step=step),
        page=page,
        **options,
    ) as driver:
        yield driver


def prep(driver: Driver) -> PrepScreen:
    assert isinstance(driver.app.screen, PrepScreen)
    return driver.app.screen


async def test_today_is_loaded_when_one_goes_back_to_it(world: World) -> None:
    async with straight(world, laid(world)) as driver:
        assert [type(screen).__name__ for screen in driver.app.screen_stack] == ["Nothing", "PrepScreen"]
        driver.sees("First discovery", "call now")
        await driver.press("escape")
        driver.sees("1 Today", "Nothing is due, Lee")
        assert [type(screen).__name__ for screen in driver.app.screen_stack] == ["TodayScreen"]
        await driver.press("2", "1")
        driver.sees("Nothing is due, Lee")


async def test_a_liaison_comes_back_to_the_desk(world: World) -> None:
    async with straight(world, laid(world, "dana"), "dana") as driver:
        await driver.press("escape")
        driver.sees("3 Desk")
        assert type(driver.app.screen).__name__ == "DeskScreen"


async def test_the_keys_after_the_one_that_goes_back_are_todays(world: World) -> None:
    async with straight(world, laid(world)) as driver:
        await at_once(driver, "escape", "2")
        assert type(driver.app.screen).__name__ == "PlaysScreen"


async def test_keys_wait_until_what_was_named_is_open(world: World) -> None:
    async with straight(world, laid(world)) as driver:
        hold = driver.app.hold_keys()
        driver.app.post_message(Key("o", "o"))
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, PrepScreen)
        hold.let_go()
        await driver.settle()
        assert type(driver.app.screen).__name__ == "OutlineScreen"


async def test_it_is_not_read_again_where_it_was_laid_out_as_it_fits(world: World) -> None:
    page = laid(world)
    async with straight(world, page) as driver:
        assert prep(driver).view.rows is page.rows


async def test_in_a_window_of_another_size_it_is_laid_out_anew(world: World) -> None:
    async with straight(world, laid(world), size=(70, 24)) as driver:
        assert max(len(row.text) for row in prep(driver).view.rows) <= 65
        driver.sees("First discovery")


async def test_one_comes_to_the_step_that_was_named(world: World) -> None:
    step = laid(world).entry.page.steps[3]
    async with straight(world, laid(world), step=step.id) as driver:
        row = prep(driver).view.row
        assert row is not None
        assert row.line == step.line


async def test_a_page_that_was_saved_meanwhile_is_shown_as_it_is(world: World) -> None:
    page = laid(world)
    file = world.root / f"{DISCOVERY}.md"
    file.write_text(file.read_text(encoding="utf-8") + "\n\nOne more word.\n", encoding="utf-8")
    async with straight(world, page) as driver:
        driver.app.post_message(AppFocus())
        await driver.settle()
        assert any("One more word." in row.text for row in prep(driver).view.rows)


async def test_nothing_is_never_painted_nor_where_one_stays(world: World) -> None:
    async with straight(world, laid(world)) as driver:
        below = driver.app.screen_stack[0]
        assert isinstance(below, Nothing)
        driver.app._display(below, "what must not be seen")  # would fail: no terminal takes it
        driver.app.pop_screen()
        await driver.settle()
        assert below not in driver.app.screen_stack
