"""A window that is too small for any screen: it says so, and everything stays as it is."""

from __future__ import annotations

from typing import Any

from rich.console import Group
from rich.control import Control
from rich.text import Text
from textual.app import App
from textual.events import Event, InputEvent, Key
from textual.screen import Screen
from textual.widget import Widget

from tui.last_look import LEAST
from tui.rows import fold


class SmallWindow(App[None]):
    """An app that paints nothing, and does nothing, in a window too small to see it."""

    _said_small = False
    """It was said that the window is too small, and nothing else was painted since."""

    @property
    def is_too_small(self) -> bool:
        """Whether the window is too small for any screen."""
        return self.size.width < LEAST[0] or self.size.height < LEAST[1]

    def is_unseen(self, event: Event) -> bool:
        """Return whether an event would do something that nobody sees: all but quitting and typing on."""
        if not isinstance(event, InputEvent) or not self.is_too_small:
            return False
        if not isinstance(event, Key):
            return True
        typed = event.is_printable and _takes_text(self.screen.focused)
        return not typed and event.key != "ctrl+q"

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        """Paint a screen; in a window too small for it say so instead, and keep everything as it stands."""
        if self.is_too_small:
            self._said_small = True
            super()._display(screen, None if renderable is None else small_window(*self.size))
            return
        if self._said_small and renderable is not None and not self._batch_count:
            # The terminal has lost what was painted, and never had what was not.
            self._said_small = False
            renderable = self.screen._compositor.render_update(
                full=True, screen_stack=self._background_screens
            )
        super()._display(screen, renderable)


def _takes_text(widget: Widget | None) -> bool:
    # Not at the top: the first screen has no text to type, and need not wait for an editor of it.
    from textual.widgets import Input, TextArea

    return isinstance(widget, Input | TextArea)


def small_lines(columns: int, lines: int) -> list[str]:
    """Return the lines to say it in."""
    said = f"Too small: {columns}×{lines}. Playbook needs {LEAST[0]}×{LEAST[1]}; nothing is lost. ^q quits."
    rows = ["".join(text for text, _ in spans) for spans in fold([(said, "")], max(columns, 1))]
    return rows[:lines]


def small_window(columns: int, lines: int) -> Group:
    """Return what paints it, on a cleared terminal."""
    painted = [
        part
        for y, row in enumerate(small_lines(columns, lines))
        for part in (Control.move_to(0, y), Text(row, end="", no_wrap=True))
    ]
    return Group(Control.clear(), *painted)
