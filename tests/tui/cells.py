"""What a terminal shows once something was written to it, cell by cell as it is seen."""

from __future__ import annotations

import io

import pyte
from rich.console import Console

from tests.tui.driver import Driver
from tui.last_look import paint

Cell = tuple[str, str, str, bool, bool, bool]


def cells(written: str, columns: int, lines: int) -> list[list[Cell]]:
    """Return what is seen in each cell: character, its colour, its ground, bold, italic, underlined."""
    screen = pyte.Screen(columns, lines)
    pyte.Stream(screen).feed(written)
    return [[_seen(screen.buffer[line][column]) for column in range(columns)] for line in range(lines)]


def _seen(char: pyte.screens.Char) -> Cell:
    color, ground = (char.bg, char.fg) if char.reverse else (char.fg, char.bg)
    if char.data.isspace():  # what has no ink has no colour
        return (" ", "", ground, False, False, char.underscore)
    return (char.data, color, ground, char.bold, char.italics, char.underscore)


def on_terminal(driver: Driver) -> list[list[Cell]]:
    """Return what the terminal of an app shows, in full colours: rich keeps how it wrote a style first, for ever."""
    console = Console(color_system="truecolor", force_terminal=True, file=io.StringIO())
    return cells(paint(driver.app.screen, console), *driver.app.size)


def texts(shown: list[list[Cell]]) -> str:
    """Return what is written."""
    return "\n".join("".join(cell[0] for cell in line).rstrip() for line in shown)
