"""The headings of a page, to jump by."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import DataTable, Static

from tui.rows import short
from tui.screens.once import Dialog
from tui.widgets.table import Table


class OutlineScreen(Dialog[str | None]):
    """Choose a heading."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "back", show=False)]

    def __init__(self, headings: list[tuple[str, str]]) -> None:
        super().__init__()
        self.headings = headings

    def compose(self) -> ComposeResult:
        """One list."""
        with Vertical(classes="panel dialog"):
            yield Table(id="outline")
            yield Static(" ⏎ go there   esc back", classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """List the headings."""
        self.query_one(Vertical).border_title = "Outline"
        table = self.query_one(Table)
        table.add_column("heading")
        table.fill([(anchor, (Text(short(text, 70)),)) for anchor, text in self.headings])

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Go there."""
        self.dismiss(event.row_key.value)
