"""Leaving a screen once, however often the key is pressed."""

from __future__ import annotations

from typing import TypeVar

from rich.text import Text
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from playbook.errors import PlaybookError
from playbook.text import one_line

Result = TypeVar("Result")


class Once(Screen[Result]):
    """A screen that a doubled key cannot leave twice: the second press would close the one below."""

    _was_left = False

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with `result`, if this has not been left already."""
        if self._was_left:
            return AwaitComplete()
        self._was_left = True
        return super().dismiss(result)


class Dialog(Once[Result], ModalScreen[Result]):
    """A box over a screen."""

    def tell_failure(self, error: Exception) -> None:
        """Say what went wrong on the dialog's own line: its keys stay in sight, to try again with."""
        text = str(error) if isinstance(error, PlaybookError) else repr(error)
        told = self.query_one(".dialog-told", Static)
        told.update(Text(f"✗ {one_line(text)}"))
        told.display = True


def told_line() -> Static:
    """Return the line above a dialog's keys that `Dialog.tell_failure` writes on; nothing until then."""
    line = Static(classes="dialog-told", markup=False)
    line.display = False
    return line
