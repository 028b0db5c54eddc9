"""Choose one thing by one key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from playbook.text import one_line
from tui.rows import short
from tui.screens.once import Dialog
from tui.widgets.titles import set_title


class ChooseScreen(Dialog[str | None]):
    """Options on digits (then letters); one key chooses."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "back", show=False)]

    def __init__(
        self, title: str, options: Sequence[tuple[str, str]], *, body: str = "", other: str = ""
    ) -> None:
        super().__init__()
        self.heading, self.text, self.other = title, body, other
        keys = "123456789abcdefghijklmnopqrstuvwxyz"
        self.options = [(key, value, label) for key, (value, label) in zip(keys, options, strict=False)]

    def compose(self) -> ComposeResult:
        """A box with one line per option."""
        with Vertical(classes="panel dialog small"):
            if self.text:
                yield Static(one_line(self.text), markup=False, classes="dialog-body")
            lines = Text()
            for key, _, label in self.options:
                lines.append(f" {key}  ", "bold").append(f"{short(label, 56)}\n")
            if self.other:
                lines.append(" 0  ", "bold").append(f"{short(self.other, 56)}\n")
            lines.rstrip()
            yield Static(lines)
            yield Static(" one key chooses   esc back", classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """Put the question on the frame."""
        set_title(self.query_one(Vertical), self.heading)

    def on_key(self, event: events.Key) -> None:
        """Choose."""
        if self.other and event.key == "0":
            event.stop()
            self._ask_other()
            return
        hit = next((value for key, value, _ in self.options if key == event.key), None)
        if hit is not None:
            event.stop()
            self.dismiss(hit)

    def _ask_other(self) -> None:
        from tui.screens.ask import AskScreen

        def said(text: str | None) -> None:
            if text:
                self.dismiss(text)

        self.app.push_screen(AskScreen(self.heading), said)
