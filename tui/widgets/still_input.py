"""A line of text whose cursor stands still: nothing is written to the terminal while nobody types."""

from __future__ import annotations

from typing import Any

from textual.widgets import Input


class StillInput(Input):
    """Textual's line of text, without the blinking."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.cursor_blink = False
