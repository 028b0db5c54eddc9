"""A list of items of a few lines each, made only when they are painted: ten thousand cost what thirty do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.actions import SkipAction
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.commands import Command
from tui.rows import Row, Span
from tui.widgets.moving import MOVES
from tui.widgets.rows_view import RowsView
from tui.widgets.table import CHOOSE

Lines = Sequence[Sequence[Span]]
"""The lines of an item."""


def _nothing(index: int, width: int) -> Lines:
    return ()


class LazyList(RowsView):
    """Items to choose from, each by its key."""

    KEYS: ClassVar[tuple[Command, ...]] = (CHOOSE, *MOVES)

    cursor: reactive[int] = reactive(0, repaint=False)
    """Index of the item under the cursor."""

    class Highlighted(Message):
        """The cursor stands on another item, or the items are others."""

        def __init__(self, view: LazyList, key: str) -> None:
            self.view, self.key = view, key
            super().__init__()

    class Chosen(Message):
        """Enter was pressed on an item."""

        def __init__(self, view: LazyList, key: str) -> None:
            self.view, self.key = view, key
            super().__init__()

    def __init__(self, *, lines: int = 1, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(shows_cursor=True, id=id, classes=classes)
        self.item_lines = lines
        self.keys: Sequence[str] = ()
        self._lines_of: Callable[[int, int], Lines] = _nothing
        self._made: dict[int, Lines] = {}
        self._made_for = 0

    def fill(self, keys: Sequence[str], lines_of: Callable[[int, int], Lines]) -> None:
        """Show the items of these keys; `lines_of(index, width)` makes one. The cursor stays on its key, else place."""
        here = self.current
        self.keys, self._lines_of = keys, lines_of
        self._made = {}
        self.rows = ()
        self.take_size(Size(self._room, len(keys) * self.item_lines))
        place = keys.index(here) if here and here in keys else min(self.cursor, max(len(keys) - 1, 0))
        with self.prevent(LazyList.Highlighted):
            self.go_to(place)
        if not keys:
            self.scroll_to(0, 0, animate=False, force=True, immediate=True)
        self.refresh()
        self.post_message(self.Highlighted(self, self.current))

    def say_instead(self, rows: Sequence[Row]) -> None:
        """Show words where there are no items."""
        self.fill((), _nothing)
        self.rows = rows
        self.refresh()

    @property
    def current(self) -> str:
        """Key of the item under the cursor, or an empty text."""
        return self.keys[self.cursor] if 0 <= self.cursor < len(self.keys) else ""

    @property
    def _room(self) -> int:
        """Cells of a line, beside the scroll bar."""
        return self.scrollable_content_region.width or self.size.width

    def _item(self, index: int) -> Lines:
        width = self._room
        if width != self._made_for:
            self._made, self._made_for = {}, width
        lines = self._made.get(index)
        if lines is None:
            if len(self._made) > 400:
                self._made.clear()
            lines = self._made[index] = self._lines_of(index, width)
        return lines

    def render_line(self, y: int) -> Strip:
        """Return line `y` of the visible part."""
        width = self._room
        index, line = divmod(y + self.scroll_offset.y, self.item_lines)
        here, spans = "", ()  # type: tuple[str, Sequence[Span]]
        if self.keys:
            if index >= len(self.keys):
                return Strip.blank(width, self.rich_style)
            lines = self._item(index)
            spans = lines[line] if line < len(lines) else ()
            if index == self.cursor:
                here = "cursor" if self.has_focus else "cursor-away"
        elif y < len(self.rows):
            spans = self.rows[y].spans
        strip = Strip([Segment(text, self.style_of(f"{names} {here}".strip())) for text, names in spans])
        rest = self.style_of(here) if here else self.rich_style
        if strip.cell_length > width > 0:
            strip = Strip([*strip.crop(0, width - 1), Segment("…", rest)])
        return strip.adjust_cell_length(width, rest)

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the two items that changed."""
        top = self.scroll_offset.y
        for index in (old, new):
            self.refresh(Region(0, index * self.item_lines - top, self._room, self.item_lines))
        self.post_message(self.Highlighted(self, self.current))

    def go_to(self, index: int, *, top: bool = False) -> None:
        """Put the cursor on item `index` and bring it into sight."""
        index = max(0, min(index, len(self.keys) - 1))
        self.cursor = index
        height = self.scrollable_content_region.height or 1
        first, line = self.scroll_offset.y, index * self.item_lines
        if top or line < first:
            wanted = line
        elif line + self.item_lines > first + height:
            wanted = line + self.item_lines - height
        else:
            return
        self.scroll_to(y=wanted, animate=False, force=True, immediate=True)

    def action_page(self, by: int) -> None:
        """Move by what is visible."""
        height = self.scrollable_content_region.height // self.item_lines
        self.go_to(self.cursor + max(height - 1, 1) * by)

    def action_edge(self, end: int) -> None:
        """Go to the first or the last item."""
        self.go_to(len(self.keys) - 1 if end else 0)

    async def action_command(self, id_: str, *said: str) -> None:
        """Do a command; in an empty list the key is the screen's, which says why not."""
        if not self.keys:
            raise SkipAction
        await super().action_command(id_, *said)

    def do_choose(self) -> None:
        """Choose the item under the cursor."""
        self.post_message(self.Chosen(self, self.current))

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.take_size(Size(self._room, len(self.keys) * self.item_lines))
        self.go_to(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; on the item that has it, choose it."""
        index = (event.y + self.scroll_offset.y) // self.item_lines
        if not 0 <= index < len(self.keys):
            return
        if index == self.cursor and event.chain > 1:
            self.do_choose()
        else:
            self.go_to(index)
