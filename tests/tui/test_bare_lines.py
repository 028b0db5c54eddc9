"""Lines painted past Textual's own way look as Textual paints them, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from playbook.preferences import Preferences
from tests.tui.driver import Driver, opened
from tests.tui.test_call_screen import start
from tests.tui.world import World
from tui.rows import Row
from tui.widgets.bare_bar import BareBar
from tui.widgets.bare_lines import BareLine, BareLines
from tui.widgets.page_view import PageView

Cell = tuple[str, str]


def cells(strips: list[Strip]) -> list[list[Cell]]:
    """Return each letter with its look; of what is blank only its ground."""
    return [
        [
            (
                letter,
                str(style)
                if letter.strip() or (style and (style.underline or style.reverse))
                else f"on {style and style.bgcolor}",
            )
            for text, style, _ in strip
            for letter in text
        ]
        for strip in strips
    ]


def bare(driver: Driver) -> Iterator[BareLine | BareLines | BareBar]:
    """Return what is painted here past Textual's own way."""
    for widget in driver.app.screen.walk_children(Widget):
        if isinstance(widget, BareLine | BareLines) and widget.size and widget.display:
            yield widget
            if widget.show_vertical_scrollbar:
                assert isinstance(widget.vertical_scrollbar, BareBar)
                yield widget.vertical_scrollbar


def differ(driver: Driver) -> list[str]:
    """Return the widgets that look otherwise than Textual would paint them, of all that are seen."""
    wrong = []
    for widget in bare(driver):
        for crop in (
            widget.size.region,
            Region(min(1, widget.size.width - 1), 0, max(widget.size.width - 3, 1), 1),
        ):
            mine = cells(widget.render_lines(crop))
            widget._styles_cache.clear()
            theirs = cells(Widget.render_lines(widget, crop))
            if mine != theirs:
                wrong.append(f"{widget!r} {crop}")
    return wrong


@pytest.mark.parametrize("theme", ["playbook", "playbook-light", "nord"])
@pytest.mark.parametrize("size", [(80, 24), (140, 45)], ids=["small", "large"])
async def test_every_line_looks_as_textual_paints_it(world: World, theme: str, size: tuple[int, int]) -> None:
    async with opened(
        world.root,
        world.data,
        person="lee",
        clock=world.clock,
        paints=True,
        size=size,
        preferences=Preferences(theme=theme),
    ) as driver:
        assert len([*bare(driver)]) >= 3 and differ(driver) == []
        for key in ("2", "3", "5", "6"):
            await driver.press(key)
            assert differ(driver) == []
        await driver.press("f2")
        assert differ(driver) == []
        await driver.press("escape")
        await start(driver)
        for key in ("1", "space", "down", "f6", "escape", "enter", "f5"):
            await driver.press(key)
            assert differ(driver) == [], key


async def test_a_theme_chosen_meanwhile_is_seen_in_lines_painted_before(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await start(driver)
        pane = driver.app.screen.query_one("#call-view", BareLines)
        before = cells(pane.render_lines(pane.size.region))
        driver.app.theme = "playbook-light"
        await driver.settle()
        after = cells(pane.render_lines(pane.size.region))
        assert [[letter for letter, _ in line] for line in before] == [
            [letter for letter, _ in line] for line in after
        ]
        assert before != after and differ(driver) == []


async def test_what_is_wider_than_the_line_is_cut_with_a_mark(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await start(driver)
        pane = driver.app.screen.query_one("#call-view", BareLines)
        (line,) = cells([pane.painted((("a" * 30, ""), ("世" * 30, "dim")), "", 40)])
        assert "".join(letter for letter, _ in line) == "a" * 30 + "世" * 4 + " …"
        assert pane.painted((("a", ""),), "", 40) is pane.painted((("a", ""),), "", 40)
        assert pane.painted((("a\x1b[2J\n", ""),), "", 8).text.startswith("a")
        assert "\x1b" not in pane.painted((("a\x1b[2J\n", ""),), "", 8).text


async def test_a_pane_keeps_no_more_painted_lines_than_a_few_screens(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await start(driver)
        pane = driver.app.screen.query_one("#call-view", BareLines)
        for number in range(1_000):
            pane.painted(((str(number), ""),), "", 40)
        assert len(pane._painted) <= 240


@pytest.mark.parametrize("theme", ["playbook", "playbook-light", "nord"])
async def test_a_scroll_bar_looks_as_textual_paints_it_wherever_it_stands(world: World, theme: str) -> None:
    preferences = Preferences(theme=theme)
    async with opened(
        world.root,
        world.data,
        person="lee",
        clock=world.clock,
        paints=True,
        size=(140, 45),
        preferences=preferences,
    ) as driver:
        await driver.press("2")
        view = driver.app.screen.query_one(PageView)
        view.show([Row(((f"Line {number}", ""),)) for number in range(200)])
        await driver.settle()
        bar = view.vertical_scrollbar
        assert isinstance(bar, BareBar) and bar.size.height > 10
        looks = set()
        for top in range(0, 181, 9):
            view.scroll_to(y=top, animate=False, force=True, immediate=True)
            await driver.settle()
            looks.add(str(cells(bar.render_lines(bar.size.region))))
            assert differ(driver) == [], top
        assert len(looks) > 10
        shown = bar.render_lines(bar.size.region)
        assert {str(style.meta) for strip in shown for _, style, _ in strip if style} == {
            "{'@mouse.down': 'grab'}",
            "{'@mouse.down': 'scroll_up'}",
        }
        bar.mouse_over = True
        assert differ(driver) == [] and str(cells(bar.render_lines(bar.size.region))) not in looks
        bar.grabbed = Offset(0, 3)
        assert differ(driver) == []


async def test_a_pane_whose_rows_fit_again_shows_them_from_the_first(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await driver.press("2")
        view = driver.app.screen.query_one(PageView)

        def rows(count: int) -> list[Row]:
            return [Row(((f"Line {number}", ""),)) for number in range(count)]

        async def shown(count: int) -> None:
            view.show(rows(count), keep=True)
            await driver.settle()

        await shown(200)
        view.scroll_to(y=50, animate=False, force=True, immediate=True)
        await driver.settle()
        for count in (view.size.height, 12, 9, 14):
            await shown(count)
        assert view.scroll_offset.y == 0 and not view.show_vertical_scrollbar
        driver.sees("Line 0", "Line 13")
        await shown(200)
        # Where the bar stood when it went is not where it stands when it comes again, as Textual has it.
        assert "reverse" in cells(view.vertical_scrollbar.render_lines(Region(0, 0, 1, 1)))[0][0][1]
