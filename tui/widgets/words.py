"""A few sentences to type: folded, Enter sends."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea


class Words(TextArea):
    """Text of some lines; Enter sends, Alt+Enter (or ^n) starts a new line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("alt+enter,ctrl+n", "new_line", "new line", show=False)]

    class Sent(Message):
        """Enter was pressed."""

        def __init__(self, words: str) -> None:
            self.words = words
            super().__init__()

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(text, id=id, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Sent(self.text.strip()))
            return
        await super()._on_key(event)

    def action_new_line(self) -> None:
        """Start a new line."""
        self.insert("\n")
