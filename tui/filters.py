"""What is done to every painted line, last of all: text stays readable, on few colours and without UTF-8 too."""

from __future__ import annotations

from collections.abc import Callable

from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.terminal_theme import TerminalTheme
from textual.color import Color
from textual.filter import ANSIToTruecolor, LineFilter

from playbook.terminal import Glyphs
from tui.legible import is_text, plain_text, readable, sixteen

XTERM = TerminalTheme(
    (0, 0, 0),
    (229, 229, 229),
    [(0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229)],
    [(127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
     (255, 255, 255)],
)  # fmt: skip
"""The sixteen colours as xterm has them: each of its own hue."""


class Readable(ANSIToTruecolor):
    """Moves the colour of text that is too near its ground towards black or white, until it can be read.

    It is Textual's own filter, which knows the colours that the terminal names, and takes its place: a filter costs
    a copy of every line that is painted.
    """

    def __init__(self, terminal_theme: TerminalTheme, *, few: bool = False) -> None:
        super().__init__(terminal_theme)
        self.few = few
        """The terminal rounds to 256 colours: what counts is the rounded one."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the line with every text readable."""
        known, few, ground = self.truecolor_style, self.few, background.rich_color
        return [
            Segment(text, readable(known(style, ground), few) if is_text(text) else known(style, ground))
            if style is not None
            else Segment(text)
            for text, style, _ in segments
        ]


class Sixteen(LineFilter):
    """Paints with the terminal's sixteen colours: the ground plain, what is marked on blue, text by its hue."""

    def __init__(self, grounds: Callable[[], tuple[bool, tuple[ColorTriplet, ...]]]) -> None:
        super().__init__()
        self.grounds = grounds
        """Whether the theme is dark, and the colours of its grounds."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the line in sixteen colours."""
        dark, grounds = self.grounds()
        return [
            Segment(text, None if style is None else sixteen(style, dark, grounds), control)
            for text, style, control in segments
        ]


class Plain(LineFilter):
    """Writes only characters that the terminal has: frames become `+-|`, arrows `<>`, each as wide as before."""

    def __init__(self, glyphs: Glyphs, encoding: str) -> None:
        super().__init__()
        self.glyphs, self.encoding = glyphs, encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the line in plain characters."""
        return [
            Segment(text if text.isascii() else plain_text(text, self.glyphs, self.encoding), style, control)
            for text, style, control in segments
        ]
