"""A page that is open is read anew when an editor or git saves it, and one stays where one was."""

from __future__ import annotations

import os
from typing import Any

from textual.events import AppFocus

from tests.tui.conftest import commit_all
from tests.tui.driver import Driver, opened
from tests.tui.test_prep_screen import prepare
from tests.tui.world import DISCOVERY, World
from tui.screens.read import ReadScreen
from tui.widgets.page_view import PageView

PATH = f"{DISCOVERY}.md"
HERE = "the one morning you least"
"""Words of a step in the middle of the page."""


async def come_back(driver: Driver) -> None:
    """Go to another window, and come back to the terminal."""
    driver.app.post_message(AppFocus())
    await driver.settle()


def change(world: World, old: str, new: str) -> None:
    """Save the page in an editor elsewhere."""
    path = world.root / PATH
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def page(driver: Driver) -> PageView:
    """Return the page on the screen."""
    return driver.app.screen.query_one(PageView)


def stand_on(driver: Driver, words: str, *, below_top: int = 3) -> None:
    """Put the cursor on a line, some rows below the top of the pane."""
    view = page(driver)
    row = next(number for number, row in enumerate(view.rows) if words in row.text)
    view.go_to(row, top=True)
    view.scroll_to(y=row - below_top, animate=False, force=True, immediate=True)


def stands(driver: Driver) -> tuple[str, int]:
    """Return the words under the cursor, and how many rows below the top of the pane they are."""
    view = page(driver)
    assert view.row is not None
    return view.row.text, view.cursor - view.scroll_offset.y


async def test_a_page_saved_in_an_editor_is_read_anew_and_one_stands_where_one_stood(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(80, 24)) as driver:
        await prepare(driver)
        stand_on(driver, "A bad morning")
        before = stands(driver)
        change(world, "## A bad morning", "## Before it\n\n> Five.\n\n> New.\n\n> Lines.\n\n## A bad morning")
        driver.sees_no("Lines.")
        await come_back(driver)
        assert stands(driver) == before
        await driver.press("up", "up", "up", "up")
        driver.sees("Lines.")


async def test_the_line_one_stands_on_may_be_the_one_that_changes(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(80, 24)) as driver:
        await prepare(driver)
        stand_on(driver, "A bad morning")
        _, below = stands(driver)
        change(world, "## A bad morning", "## A really bad morning")
        await come_back(driver)
        text, now = stands(driver)
        assert "A really bad morning" in text
        assert now == below


async def test_a_page_that_is_as_it_was_is_not_read_again(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await prepare(driver)
        stand_on(driver, "A bad morning")
        rows = page(driver).rows
        os.utime(world.root / PATH)
        await come_back(driver)
        assert page(driver).rows is rows


async def test_a_commit_elsewhere_takes_the_edited_mark_off(world: World) -> None:
    change(world, "## A bad morning", "## A really bad morning")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await prepare(driver)
        driver.sees("edited, not committed")
        await come_back(driver)
        commit_all(world.root, "Word it otherwise")
        await come_back(driver)
        driver.sees_no("edited, not committed")


async def test_a_page_that_git_removed_stays_readable_and_says_so(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await prepare(driver)
        (world.root / PATH).unlink()
        await come_back(driver)
        driver.sees("The page's file is gone: moved, removed, or on another branch.", "First discovery")


async def test_the_page_beside_the_list_of_plays_and_its_title_are_read_anew(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(140, 40)) as driver:
        await driver.press("2", "l")
        view, screen = page(driver), driver.app.screen
        assert view.page is not None
        path = world.root / view.page.path
        path.write_text(
            path.read_text("utf-8").replace(f"title: {view.page.title}", "title: Told anew"), "utf-8"
        )
        await come_back(driver)
        assert driver.text.count("Told anew") >= 2
        assert driver.app.screen is screen


async def test_a_page_read_over_something_is_read_anew(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        driver.app.push_screen(ReadScreen(DISCOVERY))
        await driver.settle()
        change(world, "## A bad morning", "## A really bad morning")
        await come_back(driver)
        screen: Any = driver.app.screen
        assert any("A really bad morning" in row.text for row in screen.query_one(PageView).rows)
