"""What the charts of terminal and browser have in common: which values their axes must show."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from playbook.reporting.model import FunnelChart, IntervalChart, LineChart
from playbook.reporting.scale import Scale, scale_of


def line_scale(chart: LineChart) -> Scale:
    """Return the upright scale of a line chart: all values and limits in sight, shares from 0."""
    limits = [one for one in (chart.mean, chart.lower, chart.upper) if one is not None]
    share = chart.unit == "share"
    return scale_of([*chart.values, *limits, *([0.0] if share else [])], share=share)


def reach_of(chart: IntervalChart) -> Scale:
    """Return the level scale of an interval chart."""
    ends = [end for one in chart.spans for end in (one.low, one.high)]
    ends += [] if chart.reference is None else [chart.reference]
    return scale_of(ends, share=chart.unit == "share")


def funnel_scales(chart: FunnelChart) -> tuple[Scale, Scale]:
    """Return the scales of a funnel: runs across, from about the fewest that anybody has, and shares up."""
    across = scale_of([float(n) for n in (*(dot.n for dot in chart.dots), *(one[0] for one in chart.outer))])
    ends = [end for _, low, high in chart.outer for end in (low, high)]
    return across, scale_of([*ends, *(dot.value for dot in chart.dots)], share=True)


def bounds(values: Sequence[float]) -> tuple[float, float]:
    """Return the least and the greatest of `values` that are numbers."""
    known = [value for value in values if isfinite(value)]
    return min(known, default=0.0), max(known, default=0.0)
