"""A few sentences in a box: an answer, a question, a reason, a note."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from playbook.text import plain
from tui.rows import short
from tui.screens.once import Dialog, told_line
from tui.widgets.titles import set_title
from tui.widgets.words import Words

EXCERPT = 600
"""Cells of what is written about: enough to know it again, and room for the words below it."""


class WriteScreen(Dialog[str | None]):
    """Write some sentences; they stay on the screen until they are saved."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "back", show=False)]

    def __init__(
        self,
        title: str,
        initial: str = "",
        *,
        body: str = "",
        save: Callable[[str], Any] | None = None,
        may_be_empty: bool = False,
    ) -> None:
        super().__init__()
        self.heading, self.initial, self.text = title, initial, body
        self.work = save
        self.may_be_empty = may_be_empty
        self.leaving = False

    def compose(self) -> ComposeResult:
        """A box with room for five lines."""
        with Vertical(classes="panel dialog"):
            if self.text:
                yield Static(short(plain(self.text), EXCERPT), markup=False, classes="dialog-body")
            yield Words(plain(self.initial), id="write")
            yield told_line()
            yield Static(
                " ⏎ save   alt+⏎ new line   esc back", id="write-keys", classes="dialog-keys", markup=False
            )

    def on_mount(self) -> None:
        """Put the question on the frame; write on where the text ends."""
        set_title(self.query_one(Vertical), self.heading)
        words = self.query_one(Words)
        words.move_cursor(words.document.end)
        words.focus()

    def action_back(self) -> None:
        """Leave; words typed stay on the screen until a second Escape."""
        words = self.query_one(Words).text.strip()
        if words and words != self.initial.strip() and not self.leaving:
            self.leaving = True
            self.query_one("#write-keys", Static).update(" esc again to drop what you typed   ⏎ keep it")
            return
        self.dismiss(None)

    def on_words_sent(self, event: Words.Sent) -> None:
        """Save, if there is something to do it with; leave only when it is saved."""
        if not event.words and not self.may_be_empty:
            self.query_one("#write-keys", Static).update(" Type a few words first.   esc back")
            return
        if self.work is None:
            self.dismiss(event.words)
            return
        from tui.app import PlaybookApp

        work = self.work
        app = cast(PlaybookApp, self.app)
        app.submit(lambda: work(event.words), lambda _: self.dismiss(event.words), self.tell_failure)
