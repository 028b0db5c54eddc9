"""A text alone on the screen, for the terminal's own selection."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from tui.commands import Command
from tui.rows import Row, fold
from tui.screens.base import PlaybookScreen
from tui.widgets.rows_view import RowsView


class AloneScreen(PlaybookScreen[None]):
    """A text and nothing beside it, so that a terminal's own selection gets it clean."""

    ABOUT = "The text alone, from the first column on. Most terminals mark it with Shift and the mouse."
    KEYS = (Command("alone.back", "escape,enter,q", "back", "Back.", bar=True),)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def body(self) -> Iterable[Widget]:
        """The text."""
        yield RowsView(id="alone")

    def on_mount(self) -> None:
        """Show it."""
        super().on_mount()
        self.query_one(RowsView).focus()
        self.refold()
        self.say("Shift and the mouse mark it in most terminals.")

    def refold(self) -> None:
        """Fold it for the whole width."""
        view = self.query_one(RowsView)
        view.show([Row(spans) for spans in fold([(self.text.rstrip("\n"), "")], view.text_width)])

    def do_back(self) -> None:
        """Back."""
        self.dismiss(None)
