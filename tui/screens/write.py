"""A few sentences in a box: an answer, a question, a reason, a note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Static

from playbook.text import plain
from tui.commands import Command
from tui.rows import short
from tui.screens.once import Dialog, told_line
from tui.widgets.bars import KeyBar
from tui.widgets.titles import set_title
from tui.widgets.words import Words

EXCERPT = 600
"""Cells of what is written about: enough to know it again, and room for the words below it."""

LINES = 5
"""Lines of it; each has its share of the room."""

PAUSE = 0.3
"""Seconds without a key after which what was typed is kept, where it can be."""


class WriteScreen(Dialog[str | None]):
    """Write some sentences; they stay on the screen until they are saved."""

    ABOUT = "Some sentences to type. Nothing is lost: where saving fails, or at one Escape, the words stay."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("write.back", "escape", "back", "Back without saving; what was typed asks for it twice.", bar=True,
                fixed=True),
    )  # fmt: skip
    INSIDE = (Words,)

    def __init__(
        self,
        title: str,
        initial: str = "",
        *,
        body: str = "",
        save: Callable[[str], Any] | None = None,
        may_be_empty: bool = False,
        begun: str = "",
        keep: Callable[[str], Any] | None = None,
        why_not_take: Callable[[str], str] = lambda _: "",
        does: str = "save",
    ) -> None:
        """`initial` stands there already, to be changed; `begun` was typed before, and lost if it is not saved.

        `does` is what Enter does with the words, as the key bar says it.
        `keep` takes what is typed so far, as soon as no key comes for a moment; `why_not_take` says why the words
        cannot be saved as they are.
        """
        super().__init__()
        self.does = does
        self.begun, self.keep, self.why_not_take = begun, keep, why_not_take
        self._keeping: Timer | None = None
        self.heading, self.initial, self.text = title, initial, body
        self.work = save
        self.may_be_empty = may_be_empty
        self.leaving = False

    def compose(self) -> ComposeResult:
        """A box with room for five lines."""
        with Vertical(classes="panel dialog"):
            if self.text:
                lines = self.text.split("\n")[:LINES]
                told = "\n".join(short(line, EXCERPT // len(lines)) for line in lines)
                yield Static(told, markup=False, classes="dialog-body")
            yield Words(plain(self.begun or self.initial), id="write")
            yield told_line()
            yield KeyBar(moves=False)

    def on_mount(self) -> None:
        """Put the question on the frame; write on where the text ends."""
        set_title(self.query_one(Vertical), self.heading)
        words = self.query_one(Words)
        words.move_cursor(words.document.end)
        words.focus()

    def bar_commands(self) -> tuple[Command, ...]:
        """Return the keys of the box of words, and the way out."""
        return (*Words.KEYS, *self.KEYS)

    def labelled(self, command: Command) -> Command:
        """Return a command as the key bar names it: what becomes of what is typed."""
        return replace(command, label=self.does) if command.id == "text.send" else command

    def do_send(self) -> None:
        """Save (the mouse on the key bar)."""
        self.query_one(Words).do_send()

    def do_back(self) -> None:
        """Leave; words typed stay on the screen until a second Escape."""
        words = self.query_one(Words).text.strip()
        if words and words != self.initial.strip() and not self.leaving:
            self.leaving = True
            self.say(f"esc again to drop what you typed   ⏎ {self.does}")
            return
        self.dismiss(None)

    def on_text_area_changed(self) -> None:
        """Ask again before what is typed now is dropped; keep it in a moment."""
        if self.leaving:
            self.leaving = False
            self.say("")
        if self.keep is not None:
            if self._keeping is not None:
                self._keeping.stop()
            self._keeping = self.set_timer(PAUSE, self._keep)

    def _keep(self) -> None:
        if self.keep is not None:
            self.keep(self.query_one(Words).text)

    def on_words_sent(self, event: Words.Sent) -> None:
        """Save, if there is something to do it with; leave only when it is saved."""
        if not event.words and not self.may_be_empty:
            self.say("Type a few words first.")
            return
        if why := self.why_not_take(event.words):
            self.say(why, "error")
            return
        if self.work is None:
            self.dismiss(event.words)
            return
        work = self.work
        self.playbook.submit(lambda: work(event.words), lambda _: self.dismiss(event.words), self.complain)
