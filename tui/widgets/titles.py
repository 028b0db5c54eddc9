"""Titles on frames: text from outside, so never read as markup."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from playbook.text import one_line


def set_title(widget: Widget, text: str) -> None:
    """Put `text` on the frame of `widget`, as one harmless line."""
    title, before = Content(one_line(text)), widget._border_title
    if before is None or not widget.is_mounted:
        # The property takes Content as well as str; only a str would be parsed.
        widget.border_title = title
    elif before.plain != title.plain:
        widget._border_title = title
        left, top = widget.content_offset
        widget.refresh(
            Region(-left, -top, widget.outer_size.width, 1)
        )  # the property would paint all that it frames
