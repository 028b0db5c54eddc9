"""Composing only the lines that have changed, of only the widgets that are seen there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from rich.color import ColorSystem
from rich.console import Console
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tui.terse import NO_STYLE, written


class Parts(ChopsUpdate):
    """What paints the pieces of lines that lie in spans; at both ends of each a line is divided."""

    def render_segments(self, console: Console) -> str:
        """Return it as a terminal takes it."""
        pieces = (
            (x, y, strip)
            for y, first, after in self.spans
            for x, strip in self.chops[y].items()
            if strip is not None and first <= x < after
        )
        return written(pieces, _system(console))


class Whole(LayoutUpdate):
    """What paints a whole screen."""

    def render_segments(self, console: Console) -> str:
        """Return it as a terminal takes it, whatever style another program left on."""
        x = self.region.x
        lines = (
            (x, y, (segment for strip in line for segment in strip))
            for y, line in enumerate(self.strips, self.region.y)
        )
        return NO_STYLE + written(lines, _system(console))


def _system(console: Console) -> ColorSystem:
    return console._color_system or ColorSystem.TRUECOLOR


class NarrowCompositor(Compositor):
    """Textual's compositor, which asks no widget for a line that will not be seen.

    Textual has every widget render all its lines that touch the smallest box around what has changed, those of the
    containers behind the others too, and throws most of them away: for a line or two in a call that is two thirds of
    the time to paint them.
    """

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return what paints the parts of the screen that have changed; None where there are none."""
        changed, self._dirty_regions = self._dirty_regions, set()
        spans = list(self._regions_to_spans(changed))
        if not spans:
            return None
        # Below a dialog a line is one piece from edge to edge: of it, too, only what has changed is painted.
        cuts = list(self.cuts)
        for y, first, after in spans:
            if 0 <= y < len(cuts) and not (first in cuts[y] and after in cuts[y]):
                inside = (column for column in (first, after) if 0 <= column <= self.size.width)
                cuts[y] = sorted({*cuts[y], *inside})
        return Parts(self._composed(spans, cuts), spans, [columns[1:] for columns in cuts])

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:
        """Return what paints the whole screen; `simplify`: for a picture of it."""
        update = super().render_full_update(simplify)
        return update if simplify else Whole(update.strips, update.region)

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """Return the screen as composed, of at least what lies in `crop` on the lines asked for."""
        spans = [(y, crop.x, crop.right) for y in crop.line_range if is_rendered_line(y)]
        return self._composed(spans, self.cuts)

    def _composed(
        self, spans: Sequence[tuple[int, int, int]], cuts: Sequence[Sequence[int]]
    ) -> Sequence[Mapping[int, Strip]]:
        """Return for each line of the screen column → strip, of at least what lies in `spans`.

        A span is a line, its first column and the one after its last; by lines. `cuts` are the columns at which each
        line is divided, its ends among them.
        """
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(columns[:-1]) for columns in cuts]
        lacking: dict[int, set[int]] = {}
        for y, first, after in spans:
            if 0 <= y < len(cuts):
                parts = zip(cuts[y], cuts[y][1:], strict=False)
                lacking.setdefault(y, set()).update(x for x, end in parts if x < after and end > first)
        lacking = {y: columns for y, columns in lacking.items() if columns}
        if not lacking:
            return cast("Sequence[Mapping[int, Strip]]", chops)
        rows = Region(0, min(lacking), self.size.width, max(lacking) + 1 - min(lacking))
        # What is in front comes first, and what is painted first stays.
        for widget, (region, clip) in self.visible_widgets.items():
            if not lacking:
                break
            seen = region.intersection(clip).intersection(rows)
            left, right = seen.column_span
            wanted = [y for y in seen.line_range if any(left <= x < right for x in lacking.get(y, ()))]
            if not wanted:
                continue
            top = wanted[0]
            part = Region(left - region.x, top - region.y, seen.width, wanted[-1] + 1 - top)
            strips = widget.render_lines(part)
            for y in wanted:
                columns = [column for column in cuts[y] if left <= column <= right]
                strip = strips[y - top]
                whole = len(columns) == 2
                pieces = [strip] if whole else strip.divide([column - left for column in columns[1:]])
                line, waiting = chops[y], lacking[y]
                for column, piece in zip(columns, pieces, strict=False):
                    if column in waiting:
                        line[column] = piece
                        waiting.discard(column)
                if not waiting:
                    del lacking[y]
        return cast("Sequence[Mapping[int, Strip]]", chops)
