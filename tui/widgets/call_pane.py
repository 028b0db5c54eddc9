"""The panes of a call: lines in which every key that is shown can also be pressed by the mouse."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.message import Message

from tui.commands import Command
from tui.rows import width_of
from tui.widgets.moving import MOVES
from tui.widgets.rows_view import RowsView

_SCROLLS = tuple(command for command in MOVES if command.id not in ("list.down", "list.up"))


@lru_cache(maxsize=2048)
def _looks(names: str) -> str:
    return " ".join(name for name in names.split() if not name.startswith("@"))


class CallPane(RowsView, inherit_bindings=False):
    """Rows of a call; the arrows are the call's own, from item to item."""

    KEYS: ClassVar[tuple[Command, ...]] = _SCROLLS

    def style_of(self, names: str) -> Style:
        """Return the style for a span's names; what a click on it presses is none of its looks."""
        return super().style_of(_looks(names) if "@" in names else names)

    def bring_into_sight(self, mark: str) -> None:
        """Scroll, where it must be, so that the row that begins with `mark` is in sight, with others on either side."""
        here = next((place for place, row in enumerate(self.rows) if row.text.startswith(mark)), -1)
        height, top = self.size.height, self.scroll_offset.y
        if here >= 0 and height and not top <= here < top + height - 1:
            self.scroll_to(y=max(here - height // 3, 0), animate=False, force=True, immediate=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that the lines have moved."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Scrolled())

    class Scrolled(Message):
        """The lines have moved."""

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
