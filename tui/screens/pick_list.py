"""A line to type in and what it leaves of a list: the arrows move in the list while the words keep the focus."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import DataTable

from tui.screens.once import Dialog, told_line
from tui.widgets.bars import KeyBar
from tui.widgets.still_input import StillInput
from tui.widgets.table import Table
from tui.widgets.titles import set_title


class PickList(Dialog[str | None]):
    """Choose one of many by a few letters of it."""

    NO_LIST = 6  # a line to type in, too
    COLUMNS: ClassVar[tuple[str, ...]] = ()
    HINT: ClassVar[str] = ""
    """What the empty line says."""
    LIST: ClassVar[str] = ""
    """Id of the list, for its looks."""
    INSIDE = ()
    heading: str

    def compose(self) -> ComposeResult:
        """A line to type in, and what is left."""
        with Vertical(classes="panel dialog"):
            yield StillInput(placeholder=self.HINT, id="pick", max_length=300)
            yield Table(id=self.LIST)
            yield told_line()
            yield KeyBar()

    def on_mount(self) -> None:
        """Set up the list."""
        set_title(self.query_one(Vertical), self.heading)
        table = self.query_one(Table)
        table.add_columns(*self.COLUMNS)
        table.can_focus = False
        self.begin()

    @abstractmethod
    def begin(self) -> None:
        """Fill the list, or read what belongs there."""

    @abstractmethod
    def on_input_changed(self) -> None:
        """Leave what fits with every letter."""

    @abstractmethod
    def do_take(self) -> None:
        """Take what is under the cursor."""

    def do_next(self) -> None:
        """Move on while the words keep the focus."""
        self._move(1)

    def do_previous(self) -> None:
        """Move up."""
        self._move(-1)

    def _move(self, by: int) -> None:
        table = self.query_one(Table)
        table.move_cursor(row=table.cursor_row + by, animate=False)

    def on_data_table_row_selected(self, _: DataTable.RowSelected) -> None:
        """Take what the mouse points at."""
        self.do_take()
