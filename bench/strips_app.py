"""The floor of a long page: the same rows, made beforehand, shown by the line API and nothing else."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


class Strips(ScrollView, can_focus=True):
    """Rows of plain text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("pagedown", "on", show=False)]

    def __init__(self, rows: list[str]) -> None:
        super().__init__()
        self.rows = rows

    def on_mount(self) -> None:
        """Know how long it is."""
        self.virtual_size = Size(self.size.width, len(self.rows))

    def render_line(self, y: int) -> Strip:
        """Return line `y` of the visible part."""
        index = y + self.scroll_offset.y
        text = self.rows[index] if index < len(self.rows) else ""
        return Strip([Segment(text, self.rich_style)]).adjust_cell_length(self.size.width, self.rich_style)

    def action_on(self) -> None:
        """Scroll by a page."""
        self.scroll_to(y=self.scroll_offset.y + self.size.height - 1, animate=False, immediate=True)


class StripsApp(App[None]):
    """One page."""

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    animation_level = "none"

    def __init__(self, rows: list[str]) -> None:
        super().__init__()
        self.page = rows

    def compose(self) -> ComposeResult:
        """Show the rows."""
        yield Strips(self.page)


if __name__ == "__main__":
    StripsApp(json.loads(Path(sys.argv[1]).read_text("utf-8"))).run()
