"""A long text shown line by line: one widget, however long the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import ClassVar

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from tui.commands import Command
from tui.host import CommandHost
from tui.rows import Row, Span
from tui.widgets.bare_bar import BareBar
from tui.widgets.bare_lines import BareLines
from tui.widgets.moving import MOVES

SLACK = 2
"""Cells by which a pane may be wider than its rows were folded for."""


class RowsView(CommandHost, BareLines, can_focus=True):
    """Rows on a scrollable pane, with an optional cursor line."""

    KEYS: ClassVar[tuple[Command, ...]] = MOVES

    cursor: reactive[int] = reactive(0, repaint=False)
    """Index of the row under the cursor; meaningless while `shows_cursor` is false."""

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, view: RowsView) -> None:
            self.view = view
            super().__init__()

        @property
        def control(self) -> RowsView:
            """The view it moved in."""
            return self.view

    def __init__(
        self,
        *,
        shows_cursor: bool = False,
        around: int = 4,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.rows: Sequence[Row] = ()
        self.shows_cursor = shows_cursor
        self._frame = around
        """Cells beside it in a window that it has alone: a frame and the room inside it."""
        self._folded_for = 0
        """The width that was asked for last; 0: nobody has asked."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar, made when it is first asked for, as Textual makes its own."""
        if self._vertical_scrollbar is None:
            bar = BareBar(vertical=True, name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar = bar
            bar.display = False
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar

    def show(self, rows: Sequence[Row], *, keep: bool = False) -> None:
        """Show `rows`; start at the top unless the place is to be kept.

        Only lines that differ are painted again: a whole pane is ten times the bytes of a key.
        """
        before, top, size = self.rows, self.scroll_offset.y, self.size
        self.rows = rows
        width = self.scrollable_content_region.width or size.width
        self.take_size(Size(width, len(rows)))
        if keep:
            self.cursor = min(self.cursor, max(len(rows) - 1, 0))
        else:
            self.cursor = 0
            self.scroll_to(0, 0, animate=False, force=True, immediate=True)
        if self.scroll_offset.y != top or not size.width:
            self.refresh()
        else:
            self._repaint(before, top, Size(width, size.height))
        self._fold_anew()

    def _repaint(self, before: Sequence[Row], top: int, seen: Size) -> None:
        width, height = seen
        was, now = before[top : top + height], self.rows[top : top + height]
        changed = [
            Region(0, line, width, 1)
            for line, (old, new) in enumerate(zip_longest(was, now))
            if old is None or new is None or old.spans != new.spans
        ]
        if changed:
            self.refresh(*changed)

    def take_size(self, size: Size) -> None:
        """Take the size of all rows; only where a scroll bar comes or goes need the whole screen be laid out."""
        before, seen = self.virtual_size, self.scrollable_content_region.height
        if before.width != size.width or (before.height > seen) != (size.height > seen):
            self.virtual_size = size
        elif before != size:
            self.set_reactive(Widget.virtual_size, size)
            if size.height > seen or self.show_vertical_scrollbar or self.scroll_offset.y:
                self._scroll_update(size)
                if self.scroll_offset.y > self.max_scroll_y:
                    self.scroll_to(y=self.max_scroll_y, animate=False, force=True, immediate=True)

    @property
    def text_width(self) -> int:
        """How many cells a row may take, with a scroll bar beside it; of a hidden pane, when it is shown alone."""
        self._folded_for = self._width_now
        return self._folded_for

    @property
    def _width_now(self) -> int:
        return max((self.size.width or self.app.size.width - self._frame) - 2, 24)

    def was_folded_for(self, width: int) -> None:
        """Take it that the rows were folded for so many cells: they are folded anew only where that is wrong."""
        self._folded_for = width

    def fits(self, width: int) -> bool:
        """Return whether rows folded for `width` cells can stay as they are in the room there is now."""
        return width <= self._width_now <= width + SLACK

    def on_resize(self) -> None:
        """Have the rows folded anew where they were folded for another width."""
        self._fold_anew()

    def _fold_anew(self) -> None:
        if not self._folded_for or not self.size.width or self.fits(self._folded_for):
            return
        self._folded_for = 0
        refold = getattr(self.screen, "refold", None)
        if refold is not None:
            refold()

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def render_line(self, y: int) -> Strip:
        """Return line `y` of the visible part."""
        return self._line(y + self.scroll_offset.y, self.size.width)

    def bare_lines(self, crop: Region) -> Iterable[Strip]:
        """Return the lines in `crop`; where the pane stands is asked once, not by every line."""
        top, width = self.scroll_offset.y, self.size.width
        return [self._line(top + y, width) for y in crop.line_range]

    def _line(self, index: int, width: int) -> Strip:
        if index >= len(self.rows):
            return Strip.blank(width, self.style_of(""))
        here = " cursor" if self.shows_cursor and index == self.cursor and self.has_focus else ""
        return self.painted(self.spans_at(index), here, width)

    def spans_at(self, index: int) -> tuple[Span, ...]:
        """Return the spans of row `index`, as they are painted now."""
        return self.rows[index].spans

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the two lines that changed, not the page."""
        if not self.shows_cursor:
            return
        width = self.scrollable_content_region.width  # the scroll bar beside them stays as it is
        top = self.scroll_offset.y
        for index in (old, new):
            self.refresh(Region(0, index - top, width, 1))
        self.post_message(self.Moved(self))

    def go_to(self, index: int, *, top: bool = False) -> None:
        """Put the cursor on row `index` and bring it into sight."""
        index = max(0, min(index, len(self.rows) - 1))
        self.cursor = index
        height = self.scrollable_content_region.height or 1
        first = self.scroll_offset.y
        if top or index < first:
            wanted = index
        elif index >= first + height:
            wanted = index - height + 1
        else:
            return
        self.scroll_to(y=wanted, animate=False, force=True, immediate=True)

    def go_to_line(self, line: int) -> None:
        """Go to where line `line` of the file begins, or the last line before it that is shown."""
        best = reached = 0
        for index, row in enumerate(self.rows):
            if row.line > line:
                break
            if row.line > reached:  # the rows it is folded into are the same line
                best, reached = index, row.line
        self.go_to(best, top=True)

    def go_to_anchor(self, anchor: str) -> bool:
        """Go to the heading with id `anchor`; say whether there is one."""
        for index, row in enumerate(self.rows):
            if row.anchor == anchor:
                self.go_to(index, top=True)
                return True
        return False

    def action_move(self, by: int) -> None:
        """Move the cursor, or scroll where there is none."""
        if self.shows_cursor:
            self.go_to(self.cursor + by)
        else:
            self.scroll_to(y=self.scroll_offset.y + by, animate=False, immediate=True)

    def action_page(self, by: int) -> None:
        """Move by what is visible."""
        step = max(self.scrollable_content_region.height - 1, 1) * by
        if self.shows_cursor:
            self.go_to(self.cursor + step)
        else:
            self.scroll_to(y=self.scroll_offset.y + step, animate=False, immediate=True)

    def action_edge(self, end: int) -> None:
        """Go to the start or the end."""
        if self.shows_cursor:
            self.go_to(len(self.rows) - 1 if end else 0)
        else:
            self.scroll_to(y=len(self.rows) if end else 0, animate=False, immediate=True)

    def do_down(self) -> None:
        """Go down a line."""
        self.action_move(1)

    def do_up(self) -> None:
        """Go up a line."""
        self.action_move(-1)

    def do_first(self) -> None:
        """Go to the start."""
        self.action_edge(0)

    def do_last(self) -> None:
        """Go to the end."""
        self.action_edge(1)

    def do_page_down(self) -> None:
        """Go down by what is visible."""
        self.action_page(1)

    def do_page_up(self) -> None:
        """Go up by what is visible."""
        self.action_page(-1)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points."""
        if self.shows_cursor:
            self.go_to(event.y + self.scroll_offset.y)

    def on_focus(self) -> None:
        """Show the cursor line."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor line."""
        self.refresh()
