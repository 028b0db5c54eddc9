"""A scroll bar painted past Textual's cache of styled lines, which takes it longer than a pane of text takes."""

from __future__ import annotations

from typing import cast

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.bare_lines import finished, is_bare, is_lit


class BareBar(ScrollBar):
    """Textual's scroll bar beside lines, of which most are alike: each kind of line is painted once."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines in `crop`, as wide as it."""
        bar = self.render()
        if not (isinstance(bar, ScrollBarRender) and is_bare(self)) or is_lit(self):
            return super().render_lines(crop)
        width, height = self.size
        ground = self.background_colors[1]
        blank = Style.from_color(bgcolor=ground.rich_color)
        style = cast("Style", bar.style)
        painted = bar.render_bar(
            size=height,
            virtual_size=bar.virtual_size,
            window_size=bar.window_size,
            position=cast("Widget", self.parent).scroll_y,  # its own stays behind while it is hidden
            thickness=width,
            back_color=cast("Color", style.bgcolor),
            bar_color=cast("Color", style.color),
        )
        kinds = {id(one): one for one in painted.segments}
        strips = {
            of: Strip([Segment(text, blank + style if style else blank)], width)
            for of, (text, style, _) in kinds.items()
        }
        lines = (strips[id(one)] for one in painted.segments[crop.y : crop.bottom])
        return finished(lines, crop, blank, self.get_line_filters(), ground)
