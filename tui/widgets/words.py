"""A few sentences to type: folded, Enter sends."""

from __future__ import annotations

from typing import ClassVar

from textual.message import Message
from textual.widgets import TextArea

from tui.commands import Command
from tui.host import CommandHost


class Words(CommandHost, TextArea):
    """Text of some lines; Enter sends, Alt+Enter (or ^n) starts a new line."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("text.send", "enter", "save", "Save what you typed.", bar=True, fixed=True, first=True),
        Command("text.new-line", "alt+enter,ctrl+n", "new line", "Start a new line in the text.", bar=True),
    )

    class Sent(Message):
        """Enter was pressed."""

        def __init__(self, words: str) -> None:
            self.words = words
            super().__init__()

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(text, id=id, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.cursor_blink = False

    def do_send(self) -> None:
        """Hand over what was typed."""
        self.post_message(self.Sent(self.text.strip()))

    def do_new_line(self) -> None:
        """Start a new line."""
        self.insert("\n")
