"""The same charts as SVG, on the same scales; text is escaped, nothing is loaded, nothing runs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from playbook.reporting.model import BarChart, Chart, FunnelChart, IntervalChart, LineChart
from playbook.reporting.plots import funnel_scales, line_scale, reach_of
from playbook.reporting.scale import Scale, tick_text
from playbook.text import first_words, one_line

WIDTH = 720
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 12, 40
ROW = 26
"""Height of a bar or an interval with the room around it."""
LABEL, FIGURE = 244, 190
"""Width of the names on the left and of the figures on the right."""
LETTER = 6.8
"""Width of a letter, about: nothing here can measure one."""


def chart_svg(chart: Chart, width: int = WIDTH) -> str:
    """Return `chart` as one `<svg>`; its words stand in `<title>` and beside the marks."""
    if isinstance(chart, BarChart):
        return _bars(chart, width)
    if isinstance(chart, IntervalChart):
        return _intervals(chart, width)
    if isinstance(chart, FunnelChart):
        return _funnel(chart, width)
    return _values(chart, width)


def _svg(width: int, height: float, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}" role="img" class="chart">'
        f"<title>{_safe(title)}</title>{''.join(parts)}</svg>"
    )


def _safe(text: str) -> str:
    return escape(one_line(text))


def _text(x: float, y: float, text: str, anchor: str = "start", kind: str = "t") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}">{_safe(text)}</text>'


def _line(x0: float, y0: float, x1: float, y1: float, kind: str) -> str:
    return f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" class="{kind}"/>'


def _path(points: Sequence[tuple[float, float]], kind: str) -> str:
    return f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" class="{kind}"/>'


def _point(x: float, y: float, title: str, *, flagged: bool) -> str:
    """Return a disc, or a larger diamond for what is marked: told apart without colour."""
    shape = (
        f'<path d="M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7z" class="flagged">'
        if flagged
        else f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" class="point">'
    )
    return f"{shape}<title>{_safe(title)}</title></{'path' if flagged else 'circle'}>"


def _upright(scale: Scale, unit: str, width: int, height: int) -> list[str]:
    parts = []
    for tick in scale.ticks(6):
        y = _y(scale, tick, height)
        parts += [
            _line(LEFT, y, width - RIGHT, y, "grid"),
            _text(LEFT - 6, y + 4, tick_text(tick, unit), "end"),
        ]
    return parts


def _y(scale: Scale, value: float, height: int) -> float:
    return TOP + (1 - scale.at(value)) * (height - TOP - BOTTOM)


def _values(chart: LineChart, width: int, height: int = 240) -> str:
    if not chart.values:
        return ""
    scale, room = line_scale(chart), width - LEFT - RIGHT
    parts = _upright(scale, chart.unit, width, height)
    count = len(chart.values)
    xs = [LEFT + 8 + (room - 16) * place / max(count - 1, 1) for place in range(count)]
    for value, kind in ((chart.lower, "limit"), (chart.upper, "limit"), (chart.mean, "mean")):
        if value is not None and scale.low <= value <= scale.high:
            y = _y(scale, value, height)
            parts.append(_line(LEFT, y, width - RIGHT, y, kind))
    for mark in chart.marks:
        place = min(max(mark.place, 0), count)
        x = xs[0] - 6 if place == 0 else xs[-1] + 6 if place == count else (xs[place - 1] + xs[place]) / 2
        parts += [_line(x, TOP, x, height - BOTTOM, "mark")]
        end = x > width / 2
        parts.append(_text(x - 4 if end else x + 4, TOP + 10, mark.label, "end" if end else "start", "m"))
    ys = [_y(scale, value, height) for value in chart.values]
    parts.append(_path(list(zip(xs, ys, strict=True)), "values"))
    for place, (x, y) in enumerate(zip(xs, ys, strict=True)):
        label = chart.labels[place] if place < len(chart.labels) else ""
        n = f", n {chart.sizes[place]}" if chart.sizes else ""
        title = f"{label}: {tick_text(round(chart.values[place], 3), chart.unit)}{n}"
        parts.append(_point(x, y, title, flagged=place in chart.flagged))
    every = max(-(-count // 8), 1)
    for place in range(0, count, every):
        if place < len(chart.labels):
            parts.append(_text(xs[place], height - BOTTOM + 16, chart.labels[place], "middle"))
    n = f"n {sum(chart.sizes)}" if chart.sizes else f"{count} values"
    legend = [n]
    if chart.mean is not None:
        legend.append(f"line: mean {tick_text(round(chart.mean, 3), chart.unit)}")
    if chart.upper is not None:
        ends = [tick_text(round(one, 3), chart.unit) for one in (chart.lower, chart.upper) if one is not None]
        legend.append(f"dashes: limits {' to '.join(ends)}")
    if chart.flagged:
        legend.append("diamond: marked by a rule")
    parts.append(_text(LEFT, height - 6, " · ".join(legend), kind="m"))
    return _svg(width, height, chart.title, parts)


def _bars(chart: BarChart, width: int) -> str:
    if not chart.bars:
        return ""
    most = max(bar.value for bar in chart.bars)
    room = width - LABEL - FIGURE
    parts = []
    for place, bar in enumerate(chart.bars):
        y = TOP + ROW * place
        long = room * bar.value / most if most > 0 and bar.value > 0 else 0.0
        parts += [
            _text(LABEL - 8, y + 15, _short(bar.label), "end"),
            f'<rect x="{LABEL}" y="{y + 3}" width="{long:.1f}" height="{ROW - 8}" class="bar"/>',
            _text(LABEL + long + 6, y + 15, bar.shown),
        ]
    return _svg(width, TOP + ROW * len(chart.bars) + 4, chart.title, parts)


def _intervals(chart: IntervalChart, width: int) -> str:
    if not chart.spans:
        return ""
    scale, room = reach_of(chart), width - LABEL - FIGURE
    foot = TOP + ROW * len(chart.spans)

    def x_of(value: float) -> float:
        return LABEL + scale.at(value) * room

    parts = []
    for tick in scale.ticks(6):
        parts += [
            _line(x_of(tick), TOP, x_of(tick), foot, "grid"),
            _text(x_of(tick), foot + 15, tick_text(tick, chart.unit), "middle"),
        ]
    if chart.reference is not None:
        parts.append(_line(x_of(chart.reference), TOP - 4, x_of(chart.reference), foot, "mark"))
    for place, one in enumerate(chart.spans):
        y = TOP + ROW * place + ROW / 2
        parts += [
            _text(LABEL - 8, y + 4, _short(one.label), "end"),
            _line(x_of(one.low), y, x_of(one.high), y, "interval"),
            _point(x_of(one.value), y, f"{one.label}: {one.shown}", flagged=one.flagged),
            _text(width - FIGURE + 12, y + 4, one.shown),
        ]
    return _svg(width, foot + 22, chart.title, parts)


def _funnel(chart: FunnelChart, width: int, height: int = 280) -> str:
    if not chart.dots:
        return ""
    across, up = funnel_scales(chart)
    room = width - LEFT - RIGHT
    parts = _upright(up, "share", width, height)

    def x_of(n: float) -> float:
        return LEFT + across.at(n) * room

    for curve, kind in ((chart.outer, "limit"), (chart.inner, "inner")):
        for side in (1, 2):
            parts.append(_path([(x_of(point[0]), _y(up, point[side], height)) for point in curve], kind))
    y = _y(up, chart.mean, height)
    parts.append(_line(LEFT, y, width - RIGHT, y, "mean"))
    places = [(x_of(dot.n), _y(up, dot.value, height)) for dot in chart.dots]
    for dot, (x, y) in zip(chart.dots, places, strict=True):
        parts.append(_point(x, y, f"{dot.label}: {dot.value:.0%} of {dot.n}", flagged=dot.flagged))
    parts += _names(chart, places, width)
    parts += [_text(x_of(tick), height - BOTTOM + 16, f"{tick:g}", "middle") for tick in across.ticks(6)]
    legend = f"runs across · line: all {chart.mean:.0%} · inner curve 95%, dashes 99.8%: chance alone"
    parts.append(_text(LEFT, height - 6, legend, kind="m"))
    return _svg(width, height, chart.title, parts)


def _names(chart: FunnelChart, places: Sequence[tuple[float, float]], width: int) -> list[str]:
    """Return the names of dots beside them, where they cover no other dot or name; those of marked dots first.

    Whoever finds no room is told by the dot's title.
    """
    taken = [(x - 6, x + 6, y - 6, y + 6) for x, y in places]
    parts = []
    for place in sorted(range(len(places)), key=lambda one: not chart.dots[one].flagged):
        (x, y), name = places[place], _short(chart.dots[place].label)
        wide = LETTER * len(name)
        for left, base, anchor in ((x + 10, y + 4, "start"), (x - 10 - wide, y + 4, "end"),
                                   (x - wide / 2, y - 10, "middle"), (x - wide / 2, y + 18, "middle")):  # fmt: skip
            box = (left, left + wide, base - 10, base + 2)
            if left < LEFT or left + wide > width - RIGHT or any(_meet(box, other) for other in taken):
                continue
            taken.append(box)
            at = left if anchor == "start" else left + wide if anchor == "end" else x
            parts.append(_text(at, base, name, anchor, "m"))
            break
    return parts


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Say whether two boxes of (left, right, top, bottom) share any of their ground."""
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _short(text: str, most: int = 36) -> str:
    return first_words(text, most)
