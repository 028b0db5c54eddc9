"""The panes of a call: lines in which every key that is shown can also be pressed by the mouse."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.message import Message

from tui.commands import Command
from tui.rows import width_of
from tui.widgets.moving import MOVES
from tui.widgets.rows_view import RowsView

_SCROLLS = tuple(command for command in MOVES if command.id not in ("list.down", "list.up"))


class CallPane(RowsView, inherit_bindings=False):
    """Rows of a call; the arrows are the call's own, from item to item."""

    KEYS: ClassVar[tuple[Command, ...]] = _SCROLLS

    class Pressed(Message):
        """The mouse pressed something that a key does too."""

        def __init__(self, what: tuple[str, ...]) -> None:
            self.what = what
            """As `tui.call_rows.pressed` named it: `answer`, `2`, `1`."""
            super().__init__()

    def on_click(self, event: events.Click) -> None:
        """Say what was pressed; a line counts for what stands on it."""
        index = event.y + self.scroll_offset.y
        if not 0 <= index < len(self.rows):
            return
        column, on_line = 0, ""
        for text, names in self.rows[index].spans:
            found = next((name[1:] for name in names.split() if name.startswith("@")), "")
            on_line = on_line or found
            end = column + width_of(text)
            if found and column <= event.x < end:
                on_line = found
                break
            column = end
        if on_line:
            self.post_message(self.Pressed(tuple(on_line.split("."))))
