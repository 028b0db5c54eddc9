"""Which day: typed as people write it, said back before it is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from playbook.dates import parse_day, said, said_from
from playbook.errors import PlaybookError
from tui.commands import Command
from tui.screens.once import Dialog, told_line
from tui.widgets.bars import KeyBar
from tui.widgets.still_input import StillInput
from tui.widgets.titles import set_title

EXAMPLES = "tomorrow, fri, next week, 1 Dec, 1.12., in two weeks, end of month, +7"


class AskDayScreen(Dialog[date | None]):
    """Ask for a day to come; None when backed out."""

    ABOUT = "A day as you would write it; how it is understood is said below while you type."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            "ask-day.save",
            "enter",
            "save",
            "Take the day that is said below.",
            bar=True,
            fixed=True,
            first=True,
        ),
    )

    def __init__(self, title: str, today: date, *, future: bool = True, does: str = "save") -> None:
        """`future` refuses a day that is over; `does` is what Enter does with it, as the key bar says it."""
        super().__init__()
        self.does = does
        self.heading, self.today, self.future = title, today, future

    def compose(self) -> ComposeResult:
        """A line to type in, and the day it means."""
        with Vertical(classes="panel dialog small"):
            yield StillInput(id="day", max_length=40)
            yield Static(Text(EXAMPLES), id="day-said", classes="dialog-body")
            yield told_line()
            yield KeyBar(moves=False)

    def on_mount(self) -> None:
        """Put the question on the frame."""
        super().on_mount()
        set_title(self.query_one(Vertical), self.heading)

    def labelled(self, command: Command) -> Command:
        """Return a command as the key bar names it: what becomes of the day."""
        return replace(command, label=self.does) if command.id == "ask-day.save" else command

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which day it is so far; nothing while it is none yet."""
        event.stop()
        self.say("")
        words = EXAMPLES
        if event.value.strip():
            try:
                day = parse_day(event.value, self.today)
            except PlaybookError:
                words = "…"
            else:
                words = f"{said(day)}, {said_from(day, self.today) if day >= self.today else 'which is over'}"
        self.query_one("#day-said", Static).update(Text(words))

    def do_save(self) -> None:
        """Take the day; raises NotADayError or PastDayError, which is said."""
        self.dismiss(parse_day(self.query_one(Input).value, self.today, future=self.future))
