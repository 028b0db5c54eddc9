"""Keys that no other test needs: each is pressed once, and what it does is seen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tui.driver import Driver, opened
from tests.tui.test_sizes import busy
from tests.tui.world import DISCOVERY, World
from tui.screens.prep import PrepScreen
from tui.widgets.page_view import PageView
from tui.widgets.table import Table


async def prep(driver: Driver) -> PageView:
    """Open the discovery play in prep."""
    driver.app.push_screen(PrepScreen(DISCOVERY))
    await driver.settle()
    return driver.app.screen.query_one(PageView)


async def test_pages_of_a_list_and_of_a_page(world: World) -> None:
    busy(world)
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(80, 24)) as driver:
        table = driver.app.screen.query_one(Table)
        await driver.press("pagedown")
        assert table.cursor_row > 3
        await driver.press("pageup")
        assert table.cursor_row == 0
        await driver.press("G")
        assert table.cursor_row == table.row_count - 1
        await driver.press("g")
        assert table.cursor_row == 0
        view = await prep(driver)
        await driver.press("ctrl+d")
        assert view.cursor > 5
        await driver.press("ctrl+u")
        assert view.cursor == 0


async def test_objections_and_battlecards_are_one_key_away_in_every_mode(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f2")
        driver.sees("Objection")
        await driver.press("escape", "f3")
        driver.sees("Battlecard")
        await driver.press("escape")
        driver.sees_no("Battlecard")
        await driver.press("6")
        assert driver.app.current_mode == "accounts"


async def test_prep_finds_and_debriefs(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prep(driver)
        await driver.press("f2")
        driver.sees("Objection")
        await driver.press("escape", "f3")
        driver.sees("Battlecard", "⏎ read it")
        await driver.type("spread")
        await driver.press("enter")
        driver.sees("Spreadsheet and phone", "esc back").sees_no("⏎ read it")
        await driver.press("escape")
        assert isinstance(driver.app.screen, PrepScreen), "back where one read"


async def test_a_debrief_begins_in_prep(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prep(driver)
        await driver.press("d")
        driver.sees("Debrief")


async def test_plays_prepare_and_debrief(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("2", "l", "enter")
        assert isinstance(driver.app.screen, PrepScreen)


async def test_a_debrief_begins_in_plays(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("2", "l", "d")
        driver.sees("Debrief")


async def test_an_editor_is_not_opened_where_there_is_no_terminal(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    world.feedback("The list price is old")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("e")
        driver.sees("✗ An editor cannot be opened from here")
        await driver.press("2", "l", "e")
        driver.sees("✗ An editor cannot be opened from here")


async def test_the_finder_moves_and_reads_on_while_one_types(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(100, 24)) as driver:
        await driver.press("f2")
        screen: Any = driver.app.screen
        table = screen.query_one(Table)
        await driver.press("down", "down")
        assert table.cursor_row == 2
        await driver.press("up")
        assert table.cursor_row == 1
        await driver.press("escape", "slash")
        await driver.type("discovery")
        answer = driver.app.screen.query_one("#answer")
        await driver.press("pagedown")
        assert answer.scroll_offset.y > 0
        await driver.press("pageup")
        assert answer.scroll_offset.y == 0


async def test_the_outline_goes_to_a_heading(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        view = await prep(driver)
        await driver.press("o")
        driver.sees("Outline")
        await driver.press("j", "j", "enter")
        assert view.cursor > 0
        driver.sees_no("Outline")


async def test_a_page_read_over_something_is_searched_and_closed(world: World) -> None:
    from tui.screens.read import ReadScreen

    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.app.push_screen(ReadScreen(DISCOVERY))
        await driver.settle()
        await driver.press("ctrl+f")
        await driver.type("bad morning")
        await driver.press("enter")
        page: Any = driver.app.screen.query_one(PageView)
        assert "bad morning" in page.row.text.casefold()
        await driver.click("^f search")
        driver.sees("bad morning")
        assert driver.focus not in ("", "page")
        await driver.press("escape", "escape")
        driver.sees("1 Today")
        driver.app.push_screen(ReadScreen(DISCOVERY))
        await driver.settle()
        await driver.press("q")
        driver.sees("1 Today").sees_no("⏎ go there")


async def test_the_palette_opens_over_a_dialog_too(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("comma", "j", "enter", "ctrl+p")
        driver.sees("Search for commands", "Keep the theme under the cursor")
        await driver.press("escape", "escape", "escape")
        driver.sees("1 Today")


async def test_a_new_line_and_a_second_thought_in_a_box_of_words(world: World) -> None:
    world.feedback("The list price is old")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("w")
        await driver.type("First")
        await driver.press("ctrl+n")
        await driver.type("second")
        assert driver.app.screen.query_one("#write").text == "First\nsecond"  # type: ignore[attr-defined]
        await driver.press("escape")
        driver.sees("esc again to drop what you typed")
        await driver.type("!")
        driver.sees_no("esc again")
        await driver.press("enter")
        driver.sees("✓ Answered")


async def test_choosing_in_words_of_ones_own(world: World) -> None:
    from tui.screens.choose import ChooseScreen

    chosen: list[str | None] = []
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        screen = ChooseScreen("Why?", [("a", "apples")], other="something else")
        driver.app.push_screen(screen, chosen.append)
        await driver.settle()
        await driver.press("9")
        driver.sees("apples", "0 1 choose")
        await driver.press("0")
        driver.sees("⏎ choose").sees_no("1 choose")
        await driver.type("pears")
        await driver.press("enter")
        assert chosen == ["pears"]


async def test_runs_show_the_run_alone_on_a_narrow_screen_by_my_clock(world: World) -> None:
    from playbook.preferences import Preferences
    from tui.screens.person import RunsScreen

    world.ran(("acknowledge",), ("next_step",), account="Brenner Foods", days_ago=3)
    async with opened(
        world.root,
        world.data,
        person="lee",
        clock=world.clock,
        size=(80, 24),
        preferences=Preferences(clock="12h"),
    ) as driver:
        driver.app.push_screen(RunsScreen(rep="lee"))
        await driver.settle()
        driver.sees("17 Nov 10:00 am", "Brenner Foods").sees_no("Tue 17 Nov 2026, 10:00 am · Lee Park")
        for key in ("v", "enter"):
            await driver.press(key)
            driver.sees("Tue 17 Nov 2026, 10:00 am · Lee Park")
            await driver.press(key)
            driver.sees("17 Nov 10:00 am", "Brenner Foods").sees_no("Tue 17 Nov 2026, 10:00 am · Lee Park")


async def test_the_outline_of_a_page_read_over_something(world: World) -> None:
    from tui.screens.read import ReadScreen

    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.app.push_screen(ReadScreen(DISCOVERY))
        await driver.settle()
        await driver.press("o")
        driver.sees("Outline", "⏎ go there")
        await driver.press("escape", "ctrl+o", "escape")
        driver.sees_no("⏎ go there")


async def test_the_palette_shows_itself(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("ctrl+p")
        driver.sees("Search for commands")


async def test_a_search_in_a_page_goes_back_a_hit(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prep(driver)
        await driver.press("ctrl+f")
        await driver.type("the")
        driver.sees("1 of ")
        await driver.press("down")
        driver.sees("2 of ")
        await driver.press("up")
        driver.sees("1 of ").sees_no("2 of ")
