"""A line in which an answer is typed, or pasted; also words to find."""

from __future__ import annotations

from textual import events
from textual.message import Message

from playbook.runs.acting import MAX_TEXT
from playbook.text import plain
from tui.widgets.still_input import StillInput


class AnswerInput(StillInput):
    """Takes what an answer may hold, and says what was left out of a longer one."""

    class Cut(Message):
        """More was pasted than an answer holds."""

        def __init__(self, kept: int, given: int) -> None:
            self.kept, self.given = kept, given
            super().__init__()

    class Nothing(Message):
        """Backspace was pressed where there is nothing to take away."""

    def __init__(self, *, id: str | None = None, limit: int = MAX_TEXT, placeholder: str = "") -> None:
        super().__init__(id=id, placeholder=placeholder, max_length=limit, select_on_focus=False)
        self.limit = limit

    def action_delete_left(self) -> None:
        """Take a character away, or say that there is none."""
        if self.value:
            super().action_delete_left()
        else:
            self.post_message(self.Nothing())

    def _on_paste(self, event: events.Paste) -> None:
        """Take what was pasted as one line, as much of it as an answer holds."""
        event.stop()
        event.prevent_default()
        given = event.text
        selected = abs(self.selection.end - self.selection.start)
        room = self.limit - (len(self.value) - selected)
        # Megabytes are cut before anything is done with them: what is thrown away needs no cleaning.
        text = plain(" ".join(given[: 4 * max(room, 0)].split()))[: max(room, 0)]
        self.replace(text, *self.selection)
        if len(given) > room:
            self.post_message(self.Cut(len(text), len(given)))
