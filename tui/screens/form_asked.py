"""What a form asks and does with what is said: the part of `FormScreen` that knows nothing of its layout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from tui.form_rows import Item
from tui.rows import Row
from tui.screens.base import PlaybookScreen
from tui.widgets.answer_input import AnswerInput

Result = TypeVar("Result")


class FormAsked(PlaybookScreen[Result]):
    """A form without its keys and its layout."""

    def __init__(self) -> None:
        super().__init__()
        self.at = ""
        """Id of the item under the cursor."""

    def asked(self) -> Sequence[Item]:
        """Return what is asked, with what was said so far; at least one item."""
        return (Item("", "text"),)

    def head(self, width: int) -> list[Row]:
        """Return rows above the form."""
        return []

    def choose(self, item: Item, value: str) -> bool:
        """Take a choice; return whether it was taken."""
        return False

    def keep(self, item: Item, text: str) -> bool:
        """Take a text or a day (`2026-12-01`); return whether it was taken."""
        return False

    def hint_of(self, item: Item) -> str:
        """Return a sentence about the item under the cursor."""
        return ""

    def done(self) -> None:
        """Go on after the last item."""

    def clicked(self, item: Item) -> None:
        """Do what a click on an item without options does."""

    def on_answer_input_cut(self, event: AnswerInput.Cut) -> None:
        """Say that more was pasted than can be kept."""
        self.say(f"The first {event.kept:,} of {event.given:,} characters pasted are kept: no more fit here.")

    @property
    def asking(self) -> Item:
        """What is under the cursor."""
        items = self.asked()
        return next((item for item in items if item.id == self.at), items[0])
