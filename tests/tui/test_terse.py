"""What goes to the terminal says little, and shows what the long form shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import pyte
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style

from tests.tui.driver import opened
from tests.tui.test_call_screen import start
from tests.tui.world import World
from tui.terse import for_blanks, turned, written

Lines = Sequence[Sequence[tuple[str, Style | None]]]
WIDTH, HEIGHT = 24, 4


class Cell(NamedTuple):
    """What is seen of a cell."""

    text: str
    color: str
    ground: str
    attributes: tuple[bool, ...]


def seen(data: str) -> list[Cell]:
    """Return what a terminal shows of it."""
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    stream.feed(data)
    cells = []
    for line in range(HEIGHT):
        for column in range(WIDTH):
            cell = screen.buffer[line][column]
            lines = (cell.underscore, cell.strikethrough, cell.reverse, cell.blink)
            # Of a blank the letters' colour, weight and slant are not seen, unless it is marked otherwise.
            color = "" if not cell.data.strip() and not any(lines) else cell.fg
            weight = () if color == "" else (cell.bold, cell.italics)
            cells.append(Cell(cell.data, color, cell.bg, (*lines, *weight)))
    return cells


def long_form(lines: Lines, system: ColorSystem) -> str:
    """Return what shows the lines with each style said in full."""
    found = []
    for number, line in enumerate(lines, 1):
        found.append(f"\x1b[{number};1H")
        found += [text if style is None else style.render(text, color_system=system) for text, style in line]
    return "".join(found)


def short_form(lines: Lines, system: ColorSystem) -> str:
    """Return what shows them as the screens do."""
    return written(
        ((0, y, [Segment(text, style) for text, style in line]) for y, line in enumerate(lines)), system
    )


colors = st.one_of(
    st.none(),
    st.just(Color.default()),
    st.integers(0, 255).map(Color.from_ansi),
    st.tuples(*[st.sampled_from((0, 18, 230))] * 3).map(lambda rgb: Color.from_rgb(*rgb)),
)
switch = st.sampled_from((None, None, True, False))
styles = st.builds(
    Style,
    color=colors,
    bgcolor=colors,
    bold=switch,
    dim=switch,
    italic=switch,
    underline=switch,
    blink=switch,
    reverse=switch,
    strike=switch,
    link=st.sampled_from((None, None, None, "https://fernyard.example")),
)
texts = st.sampled_from(("", " ", "   ", "a", "is", "商", "é", "\u3000"))
lines = st.lists(st.lists(st.tuples(texts, st.none() | styles), max_size=6), min_size=1, max_size=HEIGHT)


@given(lines, st.sampled_from([ColorSystem.STANDARD, ColorSystem.EIGHT_BIT, ColorSystem.TRUECOLOR]))
@example(
    [[("a", Style(bold=True)), ("b", Style(bold=True, dim=True)), ("c", Style(dim=True))]],
    ColorSystem.STANDARD,
)
@example(
    [[("a", Style(color="red", bgcolor="default")), (" ", None), ("b", Style(color="red"))]],
    ColorSystem.STANDARD,
)
@example([[("", Style(color="black")), ("a", Style(color="black", bgcolor="default"))]], ColorSystem.STANDARD)
@example(
    [[("a", Style(bgcolor="red")), (" ", None), ("b", Style(underline=True)), (" ", Style())]],
    ColorSystem.STANDARD,
)
def test_what_is_seen_is_what_the_long_form_shows(lines: Lines, system: ColorSystem) -> None:
    # A style that is put together from colours of the terminal is rendered for one system in its life.
    fresh = [[(text, None if style is None else style.copy()) for text, style in line] for line in lines]
    short = short_form(lines, system)
    assert seen(short) == seen(long_form(fresh, system))
    # What follows is written in no style.
    end = f"\x1b[{HEIGHT};{WIDTH}H."
    assert seen(short + end)[-1] == seen(end)[-1]


def test_of_a_style_only_what_differs_is_said() -> None:
    assert turned("", "1;38;5;3") == "\x1b[1;38;5;3m"
    assert turned("1;38;5;3;48;5;4", "1;38;5;3;48;5;4") == ""
    assert turned("1;38;2;1;2;3;48;2;4;5;6", "38;2;1;2;3;48;2;4;5;6") == "\x1b[22m"
    assert turned("1;2;31;48;2;4;5;6", "2;31;48;2;4;5;6") == "\x1b[22;2m"
    assert turned("31;48;2;4;5;6", "4;48;2;4;5;6") == "\x1b[0;4;48;2;4;5;6m"
    assert turned("4;31", "") == "\x1b[0m"


def console(data: str) -> list[tuple[str, bool, bool, str, str]]:
    """Return each letter with its look on the Linux console, to which a bright colour is a bold one that stays bold."""
    found = []
    bold = line = False
    color = ground = "39"
    for part in data.split("\x1b[")[1:]:
        codes, end, text = re.match(r"([\d;]*)([mH])(.*)", part, re.DOTALL).groups()  # type: ignore[union-attr]
        for code in codes.split(";") if end == "m" else ():
            number = int(code or 0)
            if number == 0:
                bold, line, color, ground = False, False, "39", "39"
            elif number in (1, 22):
                bold = number == 1
            elif number in (4, 24):
                line = number == 4
            elif 90 <= number <= 97:
                bold, color = True, str(number - 60)
            elif 30 <= number <= 39:
                color = code
            else:
                ground = code
        found += [(letter, bold, line, color if letter != " " else "", ground) for letter in text]
    return found


plain = st.builds(
    Style,
    color=st.sampled_from((None, 1, 7, 9, 14)).map(
        lambda number: None if number is None else Color.from_ansi(number)
    ),
    bgcolor=st.sampled_from((0, 4)).map(Color.from_ansi),
    bold=switch,
    underline=switch,
)


@given(st.lists(st.tuples(st.sampled_from("ab"), plain), max_size=6))
def test_bright_words_leave_those_after_them_as_they_are_on_the_linux_console(
    line: list[tuple[str, Style]],
) -> None:
    system = ColorSystem.STANDARD
    assert console(short_form([line], system)) == console(long_form([line], system))


@pytest.mark.parametrize(
    ("before", "after", "on"),
    [
        ("1;31;44", "32;44", "1;31;44"),
        ("31;44", "1;31;45", "31;45"),
        ("31;48;2;1;2;3", "", "31"),
        ("", "31", ""),
        ("31", "4;31", "4;31"),
        ("7;31", "7;32", "7;32"),
        ("9;31;44", "44", "44"),
    ],
)
def test_blanks_are_painted_in_whatever_colour_of_letters_is_on(before: str, after: str, on: str) -> None:
    assert for_blanks(before, after) == on


async def test_a_call_is_painted_in_far_fewer_bytes(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await start(driver)
        await driver.press("1")
        strips = driver.app.screen._compositor.render_strips()
        system = ColorSystem.TRUECOLOR
        long = "".join(
            segment.style.render(segment.text, color_system=system) if segment.style else segment.text
            for strip in strips
            for segment in strip
        )
        short = written(((0, line, strip) for line, strip in enumerate(strips)), system)
        assert len(short) < len(long) * 0.6
