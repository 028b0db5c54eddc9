"""Lines painted without Textual, to the cell as its screens paint them: a frame, rows in it, the keys below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import ceil
from typing import TYPE_CHECKING

import msgspec
from rich.cells import set_cell_size
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style

from playbook.text import one_line
from tui.ink import blended, color_of, style_of
from tui.legible import is_text, plain_text, readable, sixteen, undimmed
from tui.rows import harmless, width_of
from tui.terse import NO_STYLE, written

if TYPE_CHECKING:
    from playbook.terminal import Terminal
    from tui.commands import Command
    from tui.rows import Row, Span

Line = Sequence[Segment]
Piece = tuple[str, str]
"""Text, and its style as rich writes it."""

WIDE = 100
"""Columns from which there is room for two panes beside each other."""
FRAME = 3
"""Cells of a pane beside its text."""

_SYSTEMS = {"true": ColorSystem.TRUECOLOR, "256": ColorSystem.EIGHT_BIT, "16": ColorSystem.STANDARD}
_ENDS = "▁▂▃▄▅▆▇ "
ROUND = ("╭", "─", "╮", "│", "╰", "╯")
HEAVY = ("┏", "━", "┓", "┃", "┗", "┛")


class Colors(msgspec.Struct, frozen=True):
    """What a theme comes to, as Textual works it out."""

    variables: dict[str, str]
    dark: bool
    grounds: tuple[tuple[int, int, int], ...]
    """What text lies on where nothing is marked."""


class NoRoomError(Exception):
    """What is to be painted does not fit, and how Textual would cut it is not known here."""


class Brush:
    """Paints with the colours of a theme on one terminal."""

    def __init__(self, colors: Colors, terminal: Terminal) -> None:
        self.colors, self.terminal = colors, terminal
        self._grounds = tuple(ColorTriplet(*ground) for ground in colors.grounds)
        self._inks: dict[str, Style] = {}
        self.background, self.surface = self.color("background"), self.color("surface")
        self.foreground = self.color("foreground")
        self.border, self.bar = (
            self.color("border"),
            (self.color("scrollbar-background"), self.color("scrollbar")),
        )
        self.text = self.on(self.background, self.foreground)

    def color(self, name: str, share: float = 1.0) -> ColorTriplet:
        """Return so much of a colour of the theme over its ground; raises KeyError where that is the terminal's."""
        color = color_of(self.colors.variables, name)
        if color is None:
            raise KeyError(name)
        return color if share == 1 else blended(self.background, color, share)

    @staticmethod
    def on(ground: ColorTriplet, color: ColorTriplet) -> Style:
        """Return a colour on a ground."""
        return Style(color=Color.from_triplet(color), bgcolor=Color.from_triplet(ground))

    def ink(self, names: str) -> Style:
        """Return the style of text of these names on the theme's ground."""
        style = self._inks.get(names)
        if style is None:
            style = style_of(names, self.text, self.background, self.colors.variables)
            self._inks[names] = style
        return style

    # Lines

    def row(self, spans: Sequence[Span], width: int, *, here: bool = False) -> list[Segment]:
        """Return the spans of a row, `width` cells wide; `here`: the cursor stands on it."""
        more = " cursor" if here else ""
        line = [Segment(harmless(text), self.ink(names + more)) for text, names in spans]
        rest = self.ink(more)
        if Segment.get_line_length(line) > width:
            line = [*Segment.adjust_line_length(line, width - 1, rest), Segment("…", rest)]
        return Segment.adjust_line_length(line, width, rest)

    def pane(
        self,
        title: str,
        rows: Sequence[Row],
        width: int,
        height: int,
        *,
        focus: bool = False,
        here: int = -1,
        top: int = 0,
    ) -> list[Line]:
        """Return a frame with rows from `top` on in it; `focus`: the keys go here, to the row `here`."""

        def lines(room: int, seen: int) -> list[Line]:
            last = min(top + seen, len(rows))
            return [self.row(rows[place].spans, room, here=place == here) for place in range(top, last)]

        return self.frame(title, lines, len(rows), width, height, focus=focus, top=top)

    def table(
        self, title: str, cells: Sequence[tuple[Sequence[Piece], ...]], width: int, height: int
    ) -> list[Line]:
        """Return a frame with a list in it, of cells of several lines; the keys go here, to its first cell."""
        under = blended(self.background, self.color("primary"), 0.35)
        chosen = self.on(under, self.foreground) + Style(bold=True)

        def lines(room: int, seen: int) -> list[Line]:
            found: list[Line] = []
            for place, cell in enumerate(cells[:seen]):
                base = self.text if place else chosen
                found += [
                    self._cell(pieces, width - FRAME - 3, room, base, here=not place) for pieces in cell
                ]
            return found[:seen]

        total = sum(len(cell) for cell in cells)
        return self.frame(title, lines, total, width, height, focus=True)

    @staticmethod
    def _cell(pieces: Sequence[Piece], width: int, room: int, base: Style, *, here: bool) -> Line:
        """Return a line of a cell, padded, its text cut with `…` where it is longer than `width`."""
        text = "".join(piece for piece, _ in pieces)
        if width_of(text) > width:
            left = set_cell_size(text, width - 1) + "…"
            cut: list[Piece] = []
            for piece, style in pieces:
                cut.append((left[: len(piece)], style))
                left = left[len(piece) :]
            pieces = cut
        line = [Segment(" ", base)]
        color = Style(color=base.color) if here else Style()  # the cursor's colour goes before the text's own
        line += [
            Segment(harmless(piece), base + Style.parse(style) + color) for piece, style in pieces if piece
        ]
        return Segment.adjust_line_length(line, room, base)

    def frame(
        self,
        title: str,
        lines: Callable[[int, int], Sequence[Line]],
        total: int,
        width: int,
        height: int,
        *,
        focus: bool,
        top: int = 0,
    ) -> list[Line]:
        """Return a frame, with a scroll bar where not all of `total` lines fit.

        `lines` are those seen in it, from the one at `top` on: told how wide and how many.
        """
        left, across, right, side, low_left, low_right = HEAVY if focus else ROUND
        style = self.on(self.background, self.border if focus else self.color("foreground", 0.25))
        seen = height - 2
        bar = self.scroll_bar(seen, total, top) if total > seen else [()] * seen
        room = width - FRAME - (total > seen)
        label = _label(title, width - 6)
        before = left + across if label else left
        after = across * (width - 1 - width_of(before) - width_of(label)) + right
        made: list[Line] = [[Segment(part, style) for part in (before, label, after)]]
        wall = Segment(side, style)
        inside = [*lines(room, seen)]
        inside += [[Segment(" " * room, self.text)]] * (seen - len(inside))
        made += [
            [wall, Segment(" ", self.text), *line, *cell, wall]
            for line, cell in zip(inside, bar, strict=True)
        ]
        return [*made, [Segment(low_left + across * (width - 2) + low_right, style)]]

    def scroll_bar(self, seen: int, rows: int, top: int) -> list[Line]:
        """Return the cells of a scroll bar, as Textual works them out."""
        ground, bar = self.bar
        back, thumb = self.on(ground, self.foreground), self.on(ground, bar)
        steps = len(_ENDS)
        length = max(1, seen / (rows / seen))
        start = int((seen - length) * (top / (rows - seen)) * steps)
        end = start + ceil(length * steps)
        first, above = divmod(max(0, start), steps)
        last, below = divmod(max(0, end), steps)
        cells = [Segment(" ", back)] * seen
        whole = self.on(self.background, bar) + Style(reverse=True)
        cells[first:last] = [Segment(" ", whole)] * (last - first)
        cells = cells[:seen]
        if first < seen and (glyph := _ENDS[steps - 1 - above]) != " ":
            cells[first] = Segment(glyph, thumb)
        if last < seen and (glyph := _ENDS[steps - 1 - below]) != " ":
            cells[last] = Segment(glyph, thumb + Style(reverse=True))
        return [[cell] for cell in cells]

    def keys(self, commands: Sequence[tuple[Command, str, bool]], width: int, *, moves: bool = True) -> Line:
        """Return the line of keys: as many as fit, and always the way out and F1."""
        line: list[Segment] = []
        out = [one for one in commands if _is_way_out(one[0])][:1]
        last = [part for one in out for part in self._key(*one)]
        base = self.on(self.surface, self.foreground)
        strong = base + Style(bold=True)
        if moves:
            last.append(Segment(" ↑↓", strong))
        last += [Segment(" F1", strong), Segment(" help ", base)]
        room = width - Segment.get_line_length(last)
        for one in commands:
            if [one] == out:
                continue
            part = self._key(*one)
            if (cells := Segment.get_line_length(part)) > room:
                break
            line += part
            room -= cells
        return Segment.adjust_line_length([*line, Segment(" " * max(room, 0), base), *last], width, base)

    def _key(self, command: Command, key: str, possible: bool) -> list[Segment]:
        base = self.on(self.surface, self.foreground) + Style(dim=not possible)
        return [Segment(f" {key}", base + Style(bold=possible)), Segment(f" {command.label} ", base)]

    def modes(
        self, modes: Sequence[tuple[str, str, int]], current: str, people: Sequence[str], width: int
    ) -> Line:
        """Return the line of modes: key, name and count of each; and the longest of `people` that fits.

        Raises NoRoomError.
        """
        base = self.on(self.surface, self.foreground)
        line = []
        for key, name, count in modes:
            here = name == current
            label = f" {key} {name}" + (f" {count} " if count else " ")
            line.append(Segment(label, base + Style(bold=here, reverse=here)))
        room = width - Segment.get_line_length(line)
        if room < 0:  # it would be cut between words
            raise NoRoomError
        for person in (*map(one_line, people), ""):
            if room > width_of(person) + 1:
                line += [
                    Segment(" " * (room - width_of(person) - 1), base),
                    Segment(person, base + Style(dim=True)),
                ]
                break
        return Segment.adjust_line_length(line, width, base)

    def blank(self, width: int) -> Line:
        """Return an empty line."""
        return [Segment(" " * width, self.text)]

    # The terminal

    def written(self, lines: Iterable[Line]) -> str:
        """Return what paints these lines on the terminal, from its first line on."""
        legible = ((0, number, map(self._legible, line)) for number, line in enumerate(lines))
        return NO_STYLE + written(legible, _SYSTEMS[self.terminal.colors])

    def _legible(self, segment: Segment) -> Segment:
        text, style = segment.text, segment.style or self.text
        if self.terminal.colors == "16":
            style = sixteen(style, self.colors.dark, self._grounds)
        else:
            style = undimmed(style)
            if is_text(text):
                style = readable(style, self.terminal.colors == "256")
        if self.terminal.glyphs != "all" and not text.isascii():
            text = plain_text(text, self.terminal.glyphs, self.terminal.encoding)
        return Segment(text, style)


def beside(left: Sequence[Line], right: Sequence[Line]) -> list[Line]:
    """Return two panes of the same height beside each other."""
    return [[*one, *other] for one, other in zip(left, right, strict=True)]


def text_width(pane: int) -> int:
    """Return the width that a pane asks its text to be folded for, with or without a scroll bar."""
    return max(pane - FRAME - 2, 24)


def _label(title: str, room: int) -> str:
    """Return a title as it stands on a frame, cut where it is longer than `room`."""
    if not title or room <= 0:
        return ""
    if width_of(title) > room:
        title = set_cell_size(title, room - 1) + "…"
    return f" {title} "


def _is_way_out(command: Command) -> bool:
    return "escape" in command.keys.split(",") or command.id == "app.quit"
