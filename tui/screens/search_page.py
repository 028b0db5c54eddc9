"""Search inside a page while typing: the page moves along, Escape is back where it began."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.commands import Command
from tui.screens.once import Dialog
from tui.widgets.bars import KeyBar
from tui.widgets.page_view import PageView
from tui.widgets.still_input import StillInput
from tui.widgets.titles import set_title


class SearchScreen(Dialog[bool]):
    """A line to type what to look for; the page behind it shows the hits at once."""

    ABOUT = "Type what to look for on this page; it moves to the first hit after the cursor as you type."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            "search.keep", "enter", "stay there", "Stay at the hit; then n and N go on.", bar=True, first=True
        ),
        Command("search.next", "down", "next", "Go to the next hit.", bar=True, first=True),
        Command("search.previous", "up", "before", "Go to the hit before.", bar=True, first=True),
    )

    def __init__(self, view: PageView) -> None:
        super().__init__()
        self.view = view

    def compose(self) -> ComposeResult:
        """One line, and how many hits."""
        with Vertical(classes="panel dialog small"):
            yield StillInput(self.view.words, id="search-words", select_on_focus=True)
            yield Static("", id="search-count", classes="dialog-keys", markup=False)
            yield KeyBar(moves=False)

    def on_mount(self) -> None:
        """Name it, and show what was searched before."""
        super().on_mount()
        set_title(self.query_one(Vertical), "Search in this page")
        self.query_one(Input).focus()
        self._tell()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow what is typed."""
        self.view.search(event.value)
        self._tell()

    def on_input_submitted(self) -> None:
        """Stay."""
        self.do_keep()

    def _tell(self) -> None:
        self.query_one("#search-count", Static).update(f" {self.view.searched}")
        self.set_class(self.view.hit_is_low, "-top")  # never over what was found

    def do_keep(self) -> None:
        """Stay at the hit."""
        self.dismiss(True)

    def do_next(self) -> None:
        """Go to the next hit."""
        self.view.step_hit(1)
        self._tell()

    def do_previous(self) -> None:
        """Go to the hit before."""
        self.view.step_hit(-1)
        self._tell()

    def do_back(self) -> None:
        """Go back to where the search began."""
        self.view.end_search()
        self.dismiss(False)
