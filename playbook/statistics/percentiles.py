"""The median and other percentiles."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor


def median(values: Sequence[float]) -> float | None:
    """Return the median, or None of nothing. Source: as `percentile`, at a half."""
    return percentile(values, 0.5)


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which `share` (0 to 1) of `values` lie, or None of nothing.

    Linear between the two nearest ranks, as spreadsheets and numpy have it. Source: Hyndman and Fan 1996, type 7.
    """
    if not values:
        return None
    ranked = sorted(values)
    rank = share * (len(ranked) - 1)
    below = floor(rank)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (rank - below) * (ranked[above] - ranked[below])
