"""Charts as lines of cells for a terminal, at any size. State is a glyph before it is a colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from playbook.reporting.canvas import Canvas, Run, cells_of
from playbook.reporting.model import BarChart, Chart, Dot, FunnelChart, IntervalChart, LineChart
from playbook.reporting.plots import bounds, funnel_scales, line_scale, reach_of
from playbook.reporting.scale import Scale, tick_text

Line = tuple[Run, ...]

POINT, FLAGGED, REVISION = "●", "◆", "┊"
MEAN, LIMIT = "─", "╌"
BLOCKS = " ▏▎▍▌▋▊▉█"
"""Eighths of a cell, from the left."""
LEAST_WIDTH = 24
HEIGHT = 12
"""Lines of a chart with axes where nobody says otherwise."""


def chart_lines(chart: Chart, width: int, height: int = HEIGHT) -> list[Line]:
    """Return `chart` as lines of at most `width` cells, about `height` of them where it has a height of its own.

    It is never higher than that, and up to a fifth lower, that what stands at the axis is evenly spaced. Where there is
    no room to draw, or nothing to draw, the figures stand in words.
    """
    head: list[Line] = [((_cut(chart.title, width), "strong"),)] if chart.title else []
    foot: list[Line] = [((_cut(text, width), "dim"),) for text in _folded(chart.said, width)]
    if isinstance(chart, BarChart):
        return [*head, *_bars(chart, width), *foot]
    if isinstance(chart, IntervalChart):
        return [*head, *_intervals(chart, width), *foot]
    if isinstance(chart, FunnelChart):
        return [*head, *_funnel(chart, width, height), *foot]
    return [*head, *_values(chart, width, height), *foot]


# Values over time


def _values(chart: LineChart, width: int, height: int) -> list[Line]:
    if not chart.values:
        return [(("No values yet.", "dim"),)]
    if width < LEAST_WIDTH or height < 5:
        return [((_cut(_in_words(chart), width), ""),)]
    scale = line_scale(chart)
    legend = _packed(_legend(chart), width - 5)[: max(height - 5, 1)]
    ticks, room = scale.even_ticks(height - 1 - len(legend))
    left = max(len(tick_text(one, chart.unit)) for one in ticks) + 1
    plot = Canvas(width - left, room)
    places = _columns(len(chart.values), plot.width)
    _limits(plot, chart, scale)
    for mark in chart.marks:
        if 0 < mark.place < len(places):
            x = (places[mark.place - 1] + places[mark.place] + 1) // 2
        else:
            x = places[0] if mark.place <= 0 else plot.width - 1
        for y in range(room):
            plot.put(x, y, REVISION, "warn", ground=True)
    dots = [
        (2 * x, round((1 - scale.at(value)) * (2 * room - 1)))
        for x, value in zip(places, chart.values, strict=True)
    ]
    for (x0, y0), (x1, y1) in pairwise(dots):
        plot.line(x0, y0, x1, y1, "chart")
    for place in sorted(range(len(dots)), key=lambda one: one in chart.flagged):
        x, y = dots[place]
        flagged = place in chart.flagged
        plot.put(x // 2, y // 2, FLAGGED if flagged else POINT, "warn" if flagged else "good")
    lines = _beside_axis(plot.lines(), ticks, scale, chart.unit, left)
    lines.append(_below(chart, places, plot.width, left))
    return [*lines, *(((_cut(" " * left + text, width), "dim"),) for text in legend)]


def _limits(plot: Canvas, chart: LineChart, scale: Scale) -> None:
    for value, glyph in ((chart.lower, LIMIT), (chart.upper, LIMIT), (chart.mean, MEAN)):
        if value is not None and scale.low <= value <= scale.high:
            y = round((1 - scale.at(value)) * (2 * plot.height - 1)) // 2
            plot.put(0, y, glyph * plot.width, "dim", ground=True)


def _columns(count: int, width: int) -> list[int]:
    """Return the column of each value, spread over the width; a few stand close, that a line has a slope."""
    if count == 1:
        return [0]
    used = min(width - 1, (count - 1) * 6)
    return [round(place * used / (count - 1)) for place in range(count)]


def _beside_axis(
    lines: Sequence[Line], ticks: Sequence[float], scale: Scale, unit: str, left: int
) -> list[Line]:
    rows = len(lines)
    at = {round((1 - scale.at(tick)) * (2 * rows - 1)) // 2: tick_text(tick, unit) for tick in ticks}
    return [((f"{at.get(y, ''):>{left - 1}}▕", "dim"), *line) for y, line in enumerate(lines)]


def _below(chart: LineChart, places: Sequence[int], width: int, left: int) -> Line:
    axis = Canvas(width, 1)
    wanted = [0, len(places) - 1, *range(0, len(places), max(len(places) // 4, 1))]
    for place in wanted:
        label = _cut(chart.labels[place], width) if place < len(chart.labels) else ""
        x = min(places[place], max(width - cells_of(label), 0))
        if label and axis.is_free(x - 1, 0, cells_of(label) + 2):
            axis.put(x, 0, label, "dim")
    return ((" " * left, ""), *axis.lines()[0])


def _packed(parts: Sequence[str], width: int) -> list[str]:
    """Return what the signs of a chart mean, as many to a line as there is room for."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]} · {part}" if lines else part
        if lines and cells_of(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def _legend(chart: LineChart) -> list[str]:
    parts = [f"n {sum(chart.sizes)}" if chart.sizes else f"{len(chart.values)} values"]
    if chart.mean is not None:
        parts.append(f"{MEAN} mean {tick_text(round(chart.mean, 3), chart.unit)}")
    if chart.upper is not None:
        ends = [tick_text(round(one, 3), chart.unit) for one in (chart.lower, chart.upper) if one is not None]
        parts.append(f"{LIMIT} limits {' to '.join(ends)}")
    if chart.flagged:
        parts.append(f"{FLAGGED} marked")
    return [*parts, *(f"{REVISION} {mark.label}" for mark in chart.marks)]


def _in_words(chart: LineChart) -> str:
    unit = chart.unit
    last = tick_text(round(chart.values[-1], 3), unit)
    low, high = bounds(chart.values)
    return f"last {last}, {tick_text(round(low, 3), unit)} to {tick_text(round(high, 3), unit)}"


# Bars


def _bars(chart: BarChart, width: int) -> list[Line]:
    if not chart.bars:
        return [(("Nothing yet.", "dim"),)]
    most = max((bar.value for bar in chart.bars), default=0.0)
    label, shown = _columns_for([(bar.label, bar.shown) for bar in chart.bars], width)
    room = max(width - label - shown - 2, 0)
    lines: list[Line] = []
    for bar in chart.bars:
        eighths = round(8 * room * bar.value / most) if most > 0 and bar.value > 0 else 0
        full, rest = divmod(eighths, 8)
        drawn = BLOCKS[8] * full + (BLOCKS[rest] if rest else "")
        lines.append(
            (
                (_fit(bar.label, label), bar.tone),
                (f" {drawn:<{room}}", "chart"),
                (f" {_right(bar.shown, shown)}", ""),
            )
        )
    return lines


def _columns_for(texts: Sequence[tuple[str, str]], width: int) -> tuple[int, int]:
    """Return how many cells labels and figures get, the bar in between keeping a third where it can."""
    shown = min(max(cells_of(figure) for _, figure in texts), width // 2)
    label = min(max(cells_of(name) for name, _ in texts), max(width - shown - 2 - width // 3, width // 4))
    return label, shown


# Intervals


def _intervals(chart: IntervalChart, width: int) -> list[Line]:
    if not chart.spans:
        return [(("Nothing to compare yet.", "dim"),)]
    label, shown = _columns_for([(one.label, one.shown) for one in chart.spans], width)
    room = max(width - label - shown - 2, 0)
    if room < 8:
        return [((_cut(f"{one.label}: {one.shown}", width), ""),) for one in chart.spans]
    scale = reach_of(chart)
    lines: list[Line] = []
    for one in chart.spans:
        bar = Canvas(room, 1)
        if chart.reference is not None:
            bar.put(_x(scale, chart.reference, room), 0, REVISION, "dim")
        low, high = _x(scale, one.low, room), _x(scale, one.high, room)
        bar.put(low, 0, "├" + "─" * max(high - low - 1, 0) + ("┤" if high > low else ""), "chart")
        bar.put(
            _x(scale, one.value, room),
            0,
            FLAGGED if one.flagged else POINT,
            "warn" if one.flagged else "good",
        )
        lines.append(
            ((f"{_fit(one.label, label)} ", ""), *bar.lines()[0], (f" {_right(one.shown, shown)}", ""))
        )
    axis = Canvas(room, 1)
    for tick in scale.ticks(max(room // 7, 2)):
        text = tick_text(tick, chart.unit)
        x = min(max(_x(scale, tick, room) - len(text) // 2, 0), room - len(text))
        if axis.is_free(x - 1, 0, len(text) + 2):
            axis.put(x, 0, text, "dim")
    lines.append(((" " * (label + 1), ""), *axis.lines()[0]))
    return lines


def _x(scale: Scale, value: float, room: int) -> int:
    return round(scale.at(value) * (room - 1))


# The funnel


def _funnel(chart: FunnelChart, width: int, height: int) -> list[Line]:
    if not chart.dots:
        return [(("Nobody has ten runs yet.", "dim"),)]
    if width < LEAST_WIDTH or height < 5:
        said = ", ".join(f"{one.label} {one.value:.0%} of {one.n}" for one in chart.dots)
        return [((_cut(text, width), ""),) for text in _folded(said, width)]
    across, up = funnel_scales(chart)
    signs = ("n runs across", f"{MEAN} all {chart.mean:.0%}", f"inner 95%, {LIMIT} outer 99.8%")
    legend = _packed(signs, width - 5)[: max(height - 5, 1)]
    ticks, room = up.even_ticks(height - 1 - len(legend))
    left = max(len(tick_text(one, "share")) for one in ticks) + 1
    plot = Canvas(width - left, room)

    def at(n: float, value: float) -> tuple[int, int]:
        return round(across.at(n) * (2 * plot.width - 1)), round((1 - up.at(value)) * (2 * room - 1))

    for side in (1, 2):
        for (x0, y0), (x1, y1) in pairwise(at(point[0], point[side]) for point in chart.inner):
            plot.line(x0, y0, x1, y1, "chart")
        for (x0, y0), (x1, y1) in pairwise(at(point[0], point[side]) for point in chart.outer):
            # Another sign than the inner one's, not only another colour.
            for x in range(x0 // 2, x1 // 2 + 1):
                y = y0 + (y1 - y0) * (2 * x - x0) / max(x1 - x0, 1)
                plot.put(x, min(max(round(y), 0), 2 * room - 1) // 2, LIMIT, "dim", ground=True)
    plot.put(0, at(0, chart.mean)[1] // 2, MEAN * plot.width, "dim", ground=True)
    cells = {dot: (at(dot.n, dot.value)[0] // 2, at(dot.n, dot.value)[1] // 2) for dot in chart.dots}
    for dot in sorted(chart.dots, key=lambda one: one.flagged):
        plot.put(*cells[dot], FLAGGED if dot.flagged else POINT, "warn" if dot.flagged else "good")
    for dot in sorted(chart.dots, key=lambda one: not one.flagged):
        _name(plot, dot, *cells[dot])
    lines = _beside_axis(plot.lines(), ticks, up, "share", left)
    axis = Canvas(plot.width, 1)
    for tick in across.ticks(max(plot.width // 10, 2)):
        text = f"{tick:g}"
        axis.put(min(round(across.at(tick) * (plot.width - 1)), plot.width - len(text)), 0, text, "dim")
    return [
        *lines,
        ((" " * left, ""), *axis.lines()[0]),
        *(((_cut(" " * left + text, width), "dim"),) for text in legend),
    ]


def _name(plot: Canvas, dot: Dot, x: int, y: int) -> None:
    """Write a name beside its dot, where it hides nothing; else over a limit, but never over another dot or name."""
    name = _cut(dot.label, max(plot.width // 6, 3))
    size = cells_of(name)
    beside = ((x + 2, y), (x - size - 1, y))

    def is_clear(start: int, line: int, *, over: bool = False) -> bool:
        # A cell of air on either side: two names are never read as one.
        left, right = max(start - 1, 0), min(start + size + 1, plot.width)
        inside = 0 <= start <= plot.width - size and 0 <= line < plot.height
        return inside and (plot.is_free if over else plot.is_blank)(left, line, right - left)

    around = ((x, y - 1), (x, y + 1))
    places = [place for place in beside if is_clear(*place)]
    places += [place for place in beside if is_clear(*place, over=True)]
    places += [place for place in around if is_clear(*place, over=not places and dot.flagged)]
    if places:
        start, line = places[0]
        air = line == y
        plot.put(start - (air and start > x), line, f" {name}" if air and start > x else f"{name}{' ' * air}")


# Words


def _cut(text: str, width: int) -> str:
    """Return `text` on one harmless line of at most `width` cells; what it is set in by stays."""
    from playbook.text import one_line

    text = " " * (len(text) - len(text.lstrip(" "))) + one_line(text)
    if cells_of(text) <= width:
        return text
    from rich.cells import set_cell_size

    return set_cell_size(text, max(width - 1, 0)).rstrip() + "…" if width > 0 else ""


def _fit(text: str, width: int) -> str:
    text = _cut(text, width)
    return text + " " * (width - cells_of(text))


def _right(text: str, width: int) -> str:
    text = _cut(text, width)
    return " " * (width - cells_of(text)) + text


def _folded(text: str, width: int) -> list[str]:
    from textwrap import wrap

    return wrap(text, max(width, 8)) if text else []
