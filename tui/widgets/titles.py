"""Titles on frames: text from outside, so never read as markup."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from playbook.text import one_line


def set_title(widget: Widget, text: str) -> None:
    """Put `text` on the frame of `widget`, as one harmless line."""
    # The property takes Content as well as str; only a str would be parsed.
    widget.border_title = Content(one_line(text))
