"""A picture of a terminal's screen, and what a machine sees on it that an eye may miss."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import groupby

import pyte
from pyte.screens import Char
from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tui.filters import XTERM
from tui.legible import LEAST, contrast, is_text

_SIXTEEN = [(one.red, one.green, one.blue) for one in (XTERM.ansi_colors[number] for number in range(16))]
LIGHT_TERMINAL = TerminalTheme((255, 255, 255), (0, 0, 0), _SIXTEEN)
"""A terminal set to black on white, with xterm's sixteen colours."""

_NAMES = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")


def _color(name: str) -> Color | None:
    if name == "default":
        return None
    bright = name.startswith("bright")
    plain = name.removeprefix("bright")
    if plain in _NAMES:
        return Color(name, ColorType.STANDARD, number=_NAMES.index(plain) + 8 * bright)
    return Color.parse(f"#{name}")


def _shown(char: Char, theme: TerminalTheme) -> tuple[ColorTriplet, ColorTriplet]:
    """Return the colours of a cell as they are seen: text, ground."""
    fore, ground = _color(char.fg), _color(char.bg)
    pair = (
        fore.get_truecolor(theme) if fore else theme.foreground_color,
        ground.get_truecolor(theme) if ground else theme.background_color,
    )
    return (pair[1], pair[0]) if char.reverse else pair


def _runs(screen: pyte.Screen, theme: TerminalTheme) -> Iterator[list[tuple[str, Style]]]:
    """Yield each line as its texts of one style."""
    for number in range(screen.lines):
        cells = [screen.buffer[number][column] for column in range(screen.columns)]
        line = []
        for style, group in groupby(cells, lambda cell: _style(cell, theme)):
            line.append(("".join(cell.data for cell in group), style))
        yield line


def _style(char: Char, theme: TerminalTheme) -> Style:
    fore, ground = _shown(char, theme)
    return Style(
        color=Color.from_triplet(fore),
        bgcolor=Color.from_triplet(ground),
        bold=char.bold,
        italic=char.italics,
        underline=char.underscore,
        strike=char.strikethrough,
    )


def svg(screen: pyte.Screen, name: str, theme: TerminalTheme) -> str:
    """Return the screen as an SVG picture whose ids are unlike those of any other `name`."""
    console = Console(
        record=True,
        width=screen.columns,
        file=io.StringIO(),
        color_system="truecolor",
        force_terminal=True,
        legacy_windows=False,
    )
    for line in _runs(screen, theme):
        console.print(Text.assemble(*line, no_wrap=True, overflow="ignore"), crop=False, soft_wrap=True)
    return console.export_svg(title=name, theme=theme, unique_id=f"p-{name}")


def too_faint(screen: pyte.Screen, theme: TerminalTheme) -> list[str]:
    """Return the texts with less than the contrast that can be read, with the contrast they have."""
    found = []
    for line in _runs(screen, theme):
        for text, style in line:
            # Between the edges of a frame blanks are painted in its colour, which is not seen of them.
            if not is_text("".join(text.split())) or not style.color or not style.bgcolor:
                continue
            had = contrast(style.color.get_truecolor(theme), style.bgcolor.get_truecolor(theme))
            if had < LEAST:
                found.append(f"{had:.1f}:1 {text.strip()!r}")
    return found
