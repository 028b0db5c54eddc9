"""One question with one line of text."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from playbook.text import plain
from tui.screens.once import Dialog
from tui.widgets.titles import set_title


class AskScreen(Dialog[str | None]):
    """Ask for one line; None when backed out."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "back", show=False)]

    def __init__(
        self, title: str, initial: str = "", *, hint: str = "⏎ save   esc back", body: str = ""
    ) -> None:
        super().__init__()
        self.heading, self.initial, self.hint, self.text = title, initial, hint, body

    def compose(self) -> ComposeResult:
        """A box with one line."""
        with Vertical(classes="panel dialog small"):
            if self.text:
                yield Static(plain(self.text), markup=False, classes="dialog-body")
            yield Input(plain(self.initial), id="ask")
            yield Static(f" {plain(self.hint)}", classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """Put the question on the frame."""
        set_title(self.query_one(Vertical), self.heading)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer."""
        self.dismiss(event.value.strip())
