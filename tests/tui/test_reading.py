"""Reading a page: its links, its words to copy, its outline, over whatever one is doing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from playbook.plays.model import Page
from tests.tui.driver import Driver, opened
from tests.tui.test_plays_screen import page, plays, write
from tests.tui.test_prep_screen import prepare, view
from tests.tui.world import DISCOVERY, World
from tui.screens.prep import PrepScreen
from tui.screens.read import ReadScreen
from tui.widgets.page_view import PageView

BODY = """\
## A

> Say [the first thing](../discover/first-discovery.md#a-bad-morning) now.

## B

See [the study](https://study.example/of/2026?x=1), or [write](mailto:dana@fernyard.example).

[Run me](ftp://old.example/x) and [nothing](nowhere.md) and [back](#a).
"""


def reading(driver: Driver) -> ReadScreen:
    """Return the page that is read over what one is doing."""
    screen = driver.app.screen
    assert isinstance(screen, ReadScreen)
    return screen


def go_to(driver: Driver, words: str) -> None:
    """Put the cursor on the row of the page on top that holds `words`."""
    shown = driver.app.screen.query(PageView).first()
    shown.go_to(next(i for i, row in enumerate(shown.rows) if words in row.text))


# Links


async def test_a_link_under_the_cursor_opens_its_page_at_the_place_and_escape_is_back(world: World) -> None:
    write(world, "zz-links", body=BODY)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver, "plays/connect/zz-links")
        go_to(driver, "the first thing")
        before = view(driver).cursor
        await driver.press("L")
        assert isinstance(reading(driver).entry.page, Page)  # type: ignore[union-attr]
        driver.sees("First discovery", "Take me back to the last bad morning.")
        row = driver.app.screen.query_one(PageView).row
        assert row is not None
        assert "A bad morning" in row.text
        await driver.press("escape")
        assert isinstance(driver.app.screen, PrepScreen)
        assert view(driver).cursor == before


async def test_links_are_chosen_by_letter_where_the_line_has_none_or_several(world: World) -> None:
    write(world, "zz-links", body=BODY)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver, "plays/connect/zz-links")
        await driver.press("L")
        driver.sees("Links", "b  the study").sees_no("first-discovery.m")
        assert "First discovery" in driver.line_with("a  the first thing")
        await driver.press("a")
        driver.sees("Take me back to the last bad morning.")
        await driver.press("q")
        go_to(driver, "Run me")
        await driver.press("L")
        driver.sees("a  Run me", "b  nothing", "c  back")
        await driver.press("c")
        row = view(driver).row
        assert row is not None
        assert row.anchor == "a"


async def test_what_is_not_followed_says_why(world: World) -> None:
    write(world, "zz-links", body=BODY)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver, "plays/connect/zz-links")
        go_to(driver, "Run me")
        await driver.press("L", "a")
        driver.sees("Links that begin with “ftp:” are not opened.")
        await driver.press("L", "b")
        driver.sees("There is no page “plays/connect/nowhere”")
        await driver.press("escape")
        await prepare(driver, "README")
        await driver.press("L")
        assert "link" in driver.text.casefold()


def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the machine have a browser that writes down what it was opened with."""
    log, program = tmp_path / "opened.txt", tmp_path / "browser"
    program.write_text(f"#!{sys.executable}\nimport sys\nopen({str(log)!r}, 'w').write(sys.argv[1])\n")
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(program))
    return log


async def test_the_web_is_opened_only_by_choice_with_the_whole_address_in_sight(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = browser(tmp_path, monkeypatch)
    write(world, "zz-links", body=BODY)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver, "plays/connect/zz-links")
        go_to(driver, "the study")
        await driver.press("L", "a")
        driver.sees("Open outside?", "https://study.example/of/2026?x=1")
        await driver.press("escape")
        assert not log.exists()
        await driver.press("L", "a", "y")
        driver.sees("Copied 33 characters.")
        assert driver.app.clipboard == "https://study.example/of/2026?x=1"
        assert not log.exists()
        await driver.press("o")
        driver.sees("Opened in your browser.")
        assert log.read_text() == "https://study.example/of/2026?x=1"


async def test_no_browser_is_said(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", os.path.dirname(sys.executable))  # noqa: PTH120
    from tui.browsing import in_browser

    assert in_browser("https://study.example/") is False


# Copying


async def test_y_copies_the_talk_track_as_it_is_said(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await prepare(driver)
        await driver.press("m")
        await driver.type("Erja")
        await driver.press("enter")
        go_to(driver, "Thanks for making time")
        await driver.press("y")
        driver.sees("Copied ")
        assert driver.app.clipboard.startswith(
            "Thanks for making time, Erja. I'd like to spend half an hour on your docks"
        )
        assert driver.app.clipboard.endswith("A no is fine. All right?")
        assert "┃" not in driver.app.clipboard
        go_to(driver, "Ask how long")
        await driver.press("y")
        assert driver.app.clipboard == "Ask how long they have"
        view(driver).go_to(next(i for i, row in enumerate(view(driver).rows) if not row.text.strip()))
        await driver.press("y")
        driver.sees("There are no words under the cursor to copy.")


# Reading over what one is doing


async def test_a_page_over_another_has_an_outline_and_search_of_its_own(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.app.push_screen(ReadScreen(DISCOVERY))
        await driver.settle()
        driver.sees("[contact first name]").sees_no("{{")
        await driver.press("o")
        driver.sees("Outline", "  What went wrong that morning?")
        await driver.press("j", "enter")
        driver.sees_no("Outline")
        await driver.press("ctrl+f")
        await driver.type("portal")
        await driver.press("enter")
        driver.sees("1 of ", "esc back")
        await driver.press("escape")
        assert isinstance(driver.app.screen, ReadScreen)
        driver.sees_no("1 of ")
        await driver.press("q")
        assert not isinstance(driver.app.screen, ReadScreen)


async def test_a_page_that_is_not_there_is_said_where_it_would_stand(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.app.push_screen(ReadScreen("plays/gone"))
        await driver.settle()
        driver.sees("There is no page “plays/gone”")
        await driver.press("escape")
        driver.sees("1 Today")


async def test_of_two_pages_that_a_link_may_mean_the_one_that_is_there_is_read(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.app.push_screen(ReadScreen("nowhere/first#x", or_else=(f"{DISCOVERY}#what-it-costs",)))
        await driver.settle()
        driver.sees("What it costs")
        await driver.press("escape")


async def test_the_outline_begins_where_one_reads(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await driver.press("j", "right", "right")
        go_to(driver, "What it costs (8 min, must)")
        await driver.press("o", "enter")
        row = page(driver).row
        assert row is not None
        assert "What it costs" in row.text
