"""One question with one line of text."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from playbook.text import plain
from tui.commands import Command
from tui.screens.once import Dialog
from tui.widgets.bars import KeyBar
from tui.widgets.still_input import StillInput
from tui.widgets.titles import set_title

NARROW = 52
"""Cells of what stands in the line already for which the small box is wide enough."""


class AskScreen(Dialog[str | None]):
    """Ask for one line; None when backed out."""

    ABOUT = "One line to type; Enter takes it, Escape goes back without it."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("ask.save", "enter", "save", "Take what you typed.", bar=True, fixed=True, first=True),
    )
    INSIDE = ()

    def __init__(
        self, title: str, initial: str = "", *, hint: str = "", body: str = "", does: str = "save"
    ) -> None:
        super().__init__()
        self.does = does
        self.heading, self.initial, self.hint, self.text = title, initial, hint, body

    def compose(self) -> ComposeResult:
        """A box with one line."""
        wide = cell_len(self.initial) > NARROW
        with Vertical(classes=f"panel dialog {'wide' if wide else 'small'}"):
            if self.text:
                yield Static(plain(self.text), markup=False, classes="dialog-body")
            yield StillInput(plain(self.initial), id="ask")
            if self.hint:
                yield Static(plain(self.hint), classes="dialog-keys dialog-body", markup=False)
            yield KeyBar(moves=False)

    def on_mount(self) -> None:
        """Put the question on the frame."""
        set_title(self.query_one(Vertical), self.heading)

    def labelled(self, command: Command) -> Command:
        """Return a command as the key bar names it: what becomes of what is typed."""
        return replace(command, label=self.does) if command.id == "ask.save" else command

    def do_save(self) -> None:
        """Answer."""
        self.dismiss(self.query_one(Input).value.strip())
