"""One of many: type a few letters, Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import DataTable, Input

from playbook.library.words import begins_words
from tui.commands import Command
from tui.rows import short
from tui.screens.once import Dialog, told_line
from tui.widgets.bars import KeyBar
from tui.widgets.still_input import StillInput
from tui.widgets.table import Table
from tui.widgets.titles import set_title


class PickOptionScreen(Dialog[str | None]):
    """Choose among more options than have a key of their own; returns the value, None for back."""

    ABOUT = "A few letters leave what has words that begin so; {option.take} takes what is under the cursor."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("option.take", "enter", "take it", "Take what is under the cursor.", bar=True, first=True),
        Command("option.next", "down,ctrl+n", "next", "Go to the next one.", first=True),
        Command("option.previous", "up", "previous", "Go to the one before.", first=True),
    )
    INSIDE = ()

    def __init__(self, title: str, options: Sequence[tuple[str, str]], chosen: str = "") -> None:
        super().__init__()
        self.heading, self.options, self.chosen = title, options, chosen

    def compose(self) -> ComposeResult:
        """A line to type in, and what is left."""
        with Vertical(classes="panel dialog"):
            yield StillInput(placeholder="a few letters", id="pick", max_length=300)
            yield Table(id="options")
            yield told_line()
            yield KeyBar()

    def on_mount(self) -> None:
        """List all of them."""
        set_title(self.query_one(Vertical), self.heading)
        table = self.query_one(Table)
        table.add_column("option")
        table.can_focus = False
        self._list()

    def on_input_changed(self) -> None:
        """Leave what fits with every letter."""
        self._list()

    def _list(self) -> None:
        typed = self.query_one(Input).value
        found = [(value, label) for value, label in self.options if begins_words(typed, label)]
        table = self.query_one(Table)
        table.fill(
            [
                (value, (Text(short(label, 60), style="bold" if value == self.chosen else ""),))
                for value, label in found
            ],
            keep=False,
        )
        table.display = bool(found)
        values = [value for value, _ in found]
        if self.chosen in values:
            table.move_cursor(row=values.index(self.chosen), animate=False)
        self.say("" if found else "Nothing has words that begin so.")

    def do_next(self) -> None:
        """Move on while the words keep the focus."""
        table = self.query_one(Table)
        table.move_cursor(row=table.cursor_row + 1, animate=False)

    def do_previous(self) -> None:
        """Move up."""
        table = self.query_one(Table)
        table.move_cursor(row=table.cursor_row - 1, animate=False)

    def do_take(self) -> None:
        """Take what is under the cursor."""
        if (value := self.query_one(Table).current) and self.query_one(Table).display:
            self.dismiss(value)

    def on_data_table_row_selected(self, _: DataTable.RowSelected) -> None:
        """Take what the mouse points at."""
        self.do_take()
