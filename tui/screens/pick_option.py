"""One of many: type a few letters, Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.widgets import Input

from playbook.library.words import begins_words
from tui.commands import Command
from tui.rows import short
from tui.screens.pick_list import PickList
from tui.widgets.table import Table


class PickOptionScreen(PickList):
    """Choose among more options than have a key of their own; returns the value, None for back."""

    ABOUT = "A few letters leave what has words that begin so; {option.take} takes what is under the cursor."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("option.take", "enter", "take it", "Take what is under the cursor.", bar=True, first=True),
        Command("option.next", "down,ctrl+n", "next", "Go to the next one.", first=True),
        Command("option.previous", "up", "previous", "Go to the one before.", first=True),
    )
    COLUMNS = ("option",)
    HINT = "a few letters"
    LIST = "options"

    def __init__(self, title: str, options: Sequence[tuple[str, str]], chosen: str = "") -> None:
        super().__init__()
        self.heading, self.options, self.chosen = title, options, chosen

    def begin(self) -> None:
        """List all of them."""
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

    def do_take(self) -> None:
        """Take what is under the cursor."""
        if (value := self.query_one(Table).current) and self.query_one(Table).display:
            self.dismiss(value)
