"""Lines painted without Textual's cache of styled lines, where nothing surrounds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.ink import style_of
from tui.rows import Row, Span, harmless

KEPT = 240
"""Painted lines that a pane keeps: four screens of a large terminal."""


class BareLines(ScrollView):
    """A pane that paints spans of text, and a line it painted before not again.

    Textual keeps painted lines by their place, so that a step that comes in place of another is put together anew from
    its border to its padding. Here a line is kept by what it says.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._styles: dict[str, Style] = {}
        self._painted: dict[tuple[tuple[Span, ...], str, int], Strip] = {}
        self._is_bare: bool | None = None
        self._ground: Color | None = None

    def style_of(self, names: str) -> Style:
        """Return the style for a span's names, later names over earlier ones."""
        style = self._styles.get(names)
        if style is None:
            _, under = self.background_colors
            style = style_of(names, self.rich_style, under, self.app.theme_variables)
            self._styles[names] = style
        return style

    def notify_style_update(self) -> None:
        """Forget what a new theme, or another class, has changed."""
        self._styles, self._painted, self._is_bare, self._ground = {}, {}, None, None
        super().notify_style_update()

    def painted(self, spans: tuple[Span, ...], over: str, width: int) -> Strip:
        """Return a line of exactly `width` cells, cut with `…`; `over` names a style over those of its spans."""
        key = (spans, over, width)
        known = self._painted.get(key)
        if known is None:
            if len(self._painted) >= KEPT:
                self._painted.clear()
            known = self._painted[key] = self._paint(*key)
        return known

    def _paint(self, spans: tuple[Span, ...], over: str, width: int) -> Strip:
        strip = Strip([Segment(harmless(text), self.style_of(names + over)) for text, names in spans])
        rest = self.style_of(over)
        if strip.cell_length > width > 0:
            strip = Strip([*strip.crop(0, width - 1), Segment("…", rest)])
        return strip.adjust_cell_length(width, rest)

    def paint_ahead(self, rows: Iterable[Row]) -> None:
        """Have painted what may be shown here soon."""
        if self._bare:
            width = self.size.width
            lines = [self.painted(row.spans, "", width) for row in rows]
            self._finished(lines, Region(0, 0, self.region.width, len(lines)))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines in `crop`, as wide as it."""
        if not self._bare:
            return super().render_lines(crop)
        return self._finished(self.bare_lines(crop), crop)

    def _finished(self, lines: Iterable[Strip], crop: Region) -> list[Strip]:
        if self._ground is None:
            self._ground = self.background_colors[1]
        return finished(lines, crop, self.style_of(""), self.get_line_filters(), self._ground)

    def bare_lines(self, crop: Region) -> Iterable[Strip]:
        """Return the lines in `crop` as `render_line` does, as wide as the pane."""
        return (self.render_line(y) for y in crop.line_range)

    @property
    def _bare(self) -> bool:
        if self._is_bare is None:
            self._is_bare = is_bare(self)
        return self._is_bare and not is_lit(self)


class BareLine(Widget):
    """One line of text, painted as it is: no layout of text for what cannot be more than a line."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._is_bare: bool | None = None
        self._looks: tuple[Style, Color] | None = None
        """Its style, and the colour of its ground: to work them out takes longer than to paint the line."""

    def notify_style_update(self) -> None:
        """Forget what another class or theme has changed."""
        self._is_bare, self._looks = None, None
        super().notify_style_update()

    def render(self) -> Text:
        """Return the line."""
        raise NotImplementedError

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines in `crop`, as wide as it."""
        if self._is_bare is None:
            self._is_bare = is_bare(self) and self.styles.text_align in ("left", "start", "right", "end")
        if not self._is_bare or is_lit(self):
            return super().render_lines(crop)
        if self._looks is None:
            self._looks = self.rich_style, self.background_colors[1]
        width, text, (own, ground) = self.size.width, self.render(), self._looks
        text.truncate(width, overflow="ellipsis" if text.overflow == "ellipsis" else "crop")
        parts = [*text.render(self.app.console)]
        if self.styles.link_style and any(style and style.meta for _, style, _ in parts):
            return super().render_lines(crop)  # links look as Textual has them look
        strip = Strip([Segment(part, own + style if style else own) for part, style, _ in parts])
        blank = Style.from_color(bgcolor=own.bgcolor)
        if self.styles.text_align in ("right", "end") and strip.cell_length < width:
            strip = Strip([Segment(" " * (width - strip.cell_length), blank), *strip])
        strip = strip.adjust_cell_length(width, blank)
        lines = (strip if y == 0 else Strip.blank(width, blank) for y in crop.line_range)
        return finished(lines, crop, blank, self.get_line_filters(), ground)


def is_bare(widget: Widget) -> bool:
    """Return whether nothing but its lines is to be painted of a widget: no frame, no room inside it, no tint."""
    styles = widget.styles
    edges = (*styles.border, *styles.outline)
    return (
        not any(kind for kind, _ in edges)
        and not any(styles.padding)
        and not styles.tint.a
        and styles.text_opacity == 1.0
        and not (styles.has_rule("hatch") and styles.hatch != "none")
    )


def is_lit(widget: Widget) -> bool:
    """Return whether something shines through a widget, or the mouse lights up one of its links."""
    return widget.opacity != 1.0 or bool(widget.hover_style._link_id)


def finished(
    lines: Iterable[Strip], crop: Region, beside: Style, filters: Sequence[LineFilter], ground: Color
) -> list[Strip]:
    """Return lines of a widget as they go to the terminal: through the filters, and cut to the columns of `crop`."""
    left, right = crop.column_span
    strips = []
    for strip in lines:
        for one in filters:
            strip = strip.apply_filter(one, ground)
        strips.append(strip.crop_extend(left, right, beside))
    return strips
