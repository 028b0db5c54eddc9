"""How far long work has come: one line for the whole app."""

from __future__ import annotations

from rich.text import Text
from textual.widget import Widget

from playbook.progress import Progress
from playbook.text import one_line

EVERY = 0.2
"""Seconds between two looks."""


class ProgressLine(Widget):
    """Says what is being done and how far it has come; leaves when it is over."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress
        self._shown = ""

    def on_mount(self) -> None:
        """Look now and again."""
        self.set_interval(EVERY, self._look)

    def _look(self) -> None:
        if not self.progress.is_under_way:
            self.remove()
        elif self._words != self._shown:
            self.refresh()

    @property
    def _words(self) -> str:
        how = "stopping …" if self.progress.is_stopping else "esc stops"
        return f"… {one_line(self.progress.words)} · {how}"

    def render(self) -> Text:
        """Return the line."""
        self._shown = self._words
        return Text(self._shown, no_wrap=True, overflow="ellipsis")
