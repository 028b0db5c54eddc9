"""A list of short lines: a DataTable that moves like vi and never reads markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.widgets import DataTable
from textual.widgets.data_table import ColumnKey

LEAST = 8
"""Cells that the last column keeps where its text is as long."""


class Table(DataTable[Text], inherit_bindings=False):
    """Rows to choose from; left and right are the screen's, to go from pane to pane."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "choose", show=False),
        Binding("j,down", "cursor_down", "down", show=False),
        Binding("k,up", "cursor_up", "up", show=False),
        Binding("g,home", "scroll_top", "first", show=False),
        Binding("G,end", "scroll_bottom", "last", show=False),
        Binding("pagedown,ctrl+d", "page_down", "page down", show=False),
        Binding("pageup,ctrl+u", "page_up", "page up", show=False),
    ]

    def __init__(self, *, header: bool = False, **options: Any) -> None:
        super().__init__(
            cursor_type="row", show_header=header, zebra_stripes=False, cell_padding=1, **options
        )
        self._others = 0
        """Cells that all columns but the last take."""
        self._least = 0
        """Cells that the last column keeps."""

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

    def _fill(self, rows: Sequence[tuple[str, tuple[Text, ...]]], *, keep: bool, height: int) -> None:
        key, place = self.current, self.cursor_row
        self.clear()
        for row_key, cells in rows:
            for cell in cells[-1:]:
                cell.no_wrap, cell.overflow = True, "ellipsis"
            self.add_row(*cells, key=row_key, height=height)
        # The columns learn their widths only when they are painted; the last one's follows from the others'.
        widest = [
            max(cell.cell_len for cell in column)
            for column in zip(*(cells for _, cells in rows), strict=True)
        ]
        self._others = sum(width + 2 * self.cell_padding for width in widest[:-1])
        self._least = min(widest[-1], LEAST) if widest else 0
        self._stretch()
        if not keep or not rows:
            return
        keys = [row_key for row_key, _ in rows]
        self.move_cursor(row=keys.index(key) if key in keys else min(place, len(rows) - 1), animate=False)

    def action_select_cursor(self) -> None:
        """Choose the row under the cursor; without one, Enter is the screen's, which says why not."""
        if not self.row_count:
            raise SkipAction
        super().action_select_cursor()

    def on_resize(self) -> None:
        """Let the last column take what is left."""
        self._stretch()

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
