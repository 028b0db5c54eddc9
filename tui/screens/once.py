"""Leaving a screen once, however often the key is pressed."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

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
