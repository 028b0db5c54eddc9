"""The chart of individual values and their moving range: what is usual, and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from playbook.statistics.nelson import Signal, signals

OF_TWO = 1.128
"""d₂ of two values: how many standard deviations their range is, on average."""
RANGE_LIMIT = 3.267
"""D₄ of two values."""
FEW = 10
"""Values from fewer than which limits still move a lot."""


class Baseline(NamedTuple):
    """The values that say what is usual: from `start` up to, but without, `stop`."""

    name: str
    start: int
    stop: int


class Limits(NamedTuple):
    """In the unit of the values."""

    mean: float
    lower: float
    upper: float
    mean_range: float
    """The mean moving range."""
    upper_range: float


class Xmr(NamedTuple):
    """A chart of individual values."""

    values: tuple[float, ...]
    ranges: tuple[float, ...]
    """Between each value and the next: one fewer than values."""
    limits: Limits | None
    """None where there is nothing to tell what is usual: `said` says why."""
    signals: tuple[Signal, ...]
    wide_ranges: tuple[int, ...]
    """The places of values that are farther from the one before than is usual."""
    baseline: Baseline
    said: str
    """What the chart cannot say; empty where there is nothing to add."""


def xmr(values: Sequence[float], baseline: Baseline | None = None) -> Xmr:
    """Chart `values`, with limits from those of the `baseline` (default: all of them).

    Limits are mean ± 3·MR̄/1.128, of the moving range 3.267·MR̄. Source: Wheeler, Understanding Variation, 2nd ed.;
    NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2.
    """
    named = baseline or Baseline("all values", 0, len(values))
    usual = values[max(0, named.start) : max(0, named.stop)]
    ranges = _ranges(values)
    limits, said = _limits(usual)
    if limits is None:
        return Xmr(tuple(values), ranges, None, (), (), named, said)
    count = len(values)
    return Xmr(
        tuple(values),
        ranges,
        limits,
        signals(values, [limits.mean] * count, [limits.lower] * count, [limits.upper] * count),
        tuple(place for place, one in enumerate(ranges, 1) if one > limits.upper_range),
        named,
        said,
    )


def _limits(usual: Sequence[float]) -> tuple[Limits | None, str]:
    if not usual:
        return None, "No values yet: nothing says what is usual."
    if len(usual) == 1:
        return None, "One value: nothing says yet how far values usually are apart."
    mean = sum(usual) / len(usual)
    mean_range = sum(_ranges(usual)) / (len(usual) - 1)
    if min(usual) == max(usual):
        return None, f"All {len(usual)} values are the same: nothing says how far values usually are apart."
    said = f"Limits from {len(usual)} values still move a lot with each new one." if len(usual) < FEW else ""
    reach = 3 * mean_range / OF_TWO
    return Limits(mean, mean - reach, mean + reach, mean_range, RANGE_LIMIT * mean_range), said


def _ranges(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(abs(after - before) for before, after in pairwise(values))
