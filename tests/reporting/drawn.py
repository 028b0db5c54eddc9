"""Charts to draw, and what is drawn as text."""

from __future__ import annotations

from playbook.reporting.cells import HEIGHT, chart_lines
from playbook.reporting.model import (
    Bar,
    BarChart,
    Chart,
    Dot,
    FunnelChart,
    IntervalChart,
    LineChart,
    Mark,
    Span,
)

CHANGED = LineChart(
    "Trigger-event call",
    (0.2, 0.25, 0.2, 0.25, 0.2, 0.7, 0.75),
    ("05 Oct", "12 Oct", "19 Oct", "26 Oct", "02 Nov", "09 Nov", "16 Nov"),
    sizes=(20,) * 7,
    marks=(Mark(5, "revision 3f2a"),),
    mean=0.22,
    lower=0.1,
    upper=0.34,
    flagged=frozenset({5, 6}),
    said="Limits from 5 values still move a lot with each new one.",
)
WHY = BarChart(
    "Why", (Bar("not relevant", 30, "30 of 40"), Bar("no time", 5, "5 of 40"), Bar("other", 0, "0 of 40"))
)
REPS = IntervalChart(
    "Reps",
    (Span("Lee Park", 0.5, 0.3, 0.7, "10 of 20"), Span("Dov Adler", 0.1, 0.05, 0.2, "4 of 40", True)),
    0.42,
)
LIMITS = tuple((n, max(0.0, 0.4 - 1 / n**0.5), min(1.0, 0.4 + 1 / n**0.5)) for n in (5, 10, 20, 40))
FUNNEL = FunnelChart("Reps by runs", (Dot("Lee", 20, 0.5), Dot("Dov", 40, 0.1, True)), 0.4, LIMITS, LIMITS)
ALL: tuple[Chart, ...] = (CHANGED, WHY, REPS, FUNNEL)


def text_of(chart: Chart, width: int = 60, height: int = HEIGHT) -> list[str]:
    """Return a chart as lines of text, without trailing space."""
    return ["".join(text for text, _ in line).rstrip() for line in chart_lines(chart, width, height)]
