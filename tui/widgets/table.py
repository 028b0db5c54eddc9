"""A list of short lines: a DataTable that moves like vi and never reads markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.segment import Segment
from rich.text import Text
from textual.actions import SkipAction
from textual.message import Message
from textual.strip import Strip
from textual.widgets import DataTable
from textual.widgets.data_table import ColumnKey

from tui.commands import Command
from tui.host import CommandHost
from tui.rows import fold
from tui.widgets.moving import MOVES

LEAST = 8
"""Cells that the last column keeps where its text is as long."""


CHOOSE = Command("list.choose", "enter", "choose", "Choose the line under the cursor.")


class Table(CommandHost, DataTable[Text], inherit_bindings=False):
    """Rows to choose from; left and right are the screen's, to go from pane to pane."""

    KEYS: ClassVar[tuple[Command, ...]] = (CHOOSE, *MOVES)

    class Resized(Message):
        """The list is wider or narrower than it was."""

    def __init__(self, *, header: bool = False, **options: Any) -> None:
        super().__init__(
            cursor_type="row", show_header=header, zebra_stripes=False, cell_padding=1, **options
        )
        self._others = 0
        """Cells that all columns but the last take."""
        self._least = 0
        """Cells that the last column keeps."""
        self._told = ""
        """What stands in it while it has no rows."""

    def tell(self, text: str) -> None:
        """Say in the pane why there are no rows; rows that come take its place."""
        if text != self._told:
            self._told = text
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return a line of the rows, or of what is said where there are none."""
        if self.row_count or not self._told:
            return super().render_line(y)
        width = self.size.width
        lines = fold([(self._told, "")], max(width - 2, 10))
        text = "".join(part for part, _ in lines[y]) if y < len(lines) else ""
        return Strip([Segment(text, self.rich_style)]).adjust_cell_length(width, self.rich_style)

    def add_column(self, label: Any, **options: Any) -> ColumnKey:
        """Add a column; its name is data, not markup."""
        return super().add_column(Text(label) if isinstance(label, str) else label, **options)

    def add_columns(self, *labels: Any) -> list[ColumnKey]:
        """Add columns; names that nobody sees take no room."""
        return super().add_columns(*(labels if self.show_header else [""] * len(labels)))

    @property
    def current(self) -> str:
        """Key of the row under the cursor, or an empty text."""
        if not self.row_count:
            return ""
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value or ""

    def fill(
        self, rows: Sequence[tuple[str, tuple[Text, ...]]], *, keep: bool = True, height: int = 1
    ) -> None:
        """Replace all rows by `(key, cells)`; the cursor stays on its key, else on its place, and says so once."""
        with self.prevent(DataTable.RowHighlighted):
            self._fill(rows, keep=keep, height=height)
        if rows:
            row_key = self.coordinate_to_cell_key(self.cursor_coordinate).row_key
            self.post_message(DataTable.RowHighlighted(self, self.cursor_row, row_key))

    def extend(self, rows: Sequence[tuple[str, tuple[Text, ...]]], *, height: int = 1) -> None:
        """Put more rows below those that stand; columns and cursor stay."""
        for row_key, cells in rows:
            for cell in cells[-1:]:
                cell.no_wrap, cell.overflow = True, "ellipsis"
            self.add_row(*cells, key=row_key, height=height)

    def _fill(self, rows: Sequence[tuple[str, tuple[Text, ...]]], *, keep: bool, height: int) -> None:
        key, place = self.current, self.cursor_row
        self.clear()
        self.extend(rows, height=height)
        # The columns learn their widths only when they are painted; the last one's follows from the others'.
        widest = [
            max(cell.cell_len for cell in column)
            for column in zip(*(cells for _, cells in rows), strict=True)
        ]
        if not self.show_header:
            for column, width in zip(self.ordered_columns, widest, strict=False):
                column.content_width = width  # else a paint before the table is idle shows columns of nothing
        self._others = sum(width + 2 * self.cell_padding for width in widest[:-1])
        self._least = min(widest[-1], LEAST) if widest else 0
        self._stretch()
        if not keep or not rows:
            return
        keys = [row_key for row_key, _ in rows]
        self.move_cursor(row=keys.index(key) if key in keys else min(place, len(rows) - 1), animate=False)

    async def action_command(self, id_: str, *said: str) -> None:
        """Do a command; in an empty list the key is the screen's, which says why not."""
        if not self.row_count:
            raise SkipAction
        await super().action_command(id_, *said)

    def do_choose(self) -> None:
        """Choose the row under the cursor."""
        self.action_select_cursor()

    def do_down(self) -> None:
        """Go to the next row."""
        self.action_cursor_down()

    def do_up(self) -> None:
        """Go to the row before."""
        self.action_cursor_up()

    def do_first(self) -> None:
        """Go to the first row."""
        self.action_scroll_top()

    def do_last(self) -> None:
        """Go to the last row."""
        self.action_scroll_bottom()

    def do_page_down(self) -> None:
        """Go down by what is visible."""
        self.action_page_down()

    def do_page_up(self) -> None:
        """Go up by what is visible."""
        self.action_page_up()

    def on_resize(self) -> None:
        """Let the last column take what is left, and the screen cut its texts for the width."""
        self._stretch()
        self.post_message(self.Resized())

    def _stretch(self) -> None:
        """Give the last column the rest of the width, so that nothing runs out of sight."""
        columns = self.ordered_columns
        if not columns or not self.size.width:
            return
        rest = max(self.size.width - self._others - 2 * self.cell_padding - 1, self._least)
        last = columns[-1]
        if last.auto_width or last.width != rest:
            last.auto_width, last.width = False, rest
            self._clear_caches()
            self._require_update_dimensions = True
            self.refresh(layout=True)
