"""Funnel limits: how far a share of n runs may be from the team's before it says anything."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from playbook.statistics import binomial
from playbook.statistics.counts import check
from playbook.statistics.intervals import Interval

FEW = 10
"""Runs below which a count is shown and nothing else."""

Place = Literal["few", "inside", "outside 95 %", "outside 99.8 %"]


class Funnel(NamedTuple):
    """The limits at one n, as shares."""

    inner: Interval
    """95 %: one in twenty is outside by chance alone."""
    outer: Interval
    """99.8 %: one in five hundred is."""


def funnel(target: float, n: int) -> Funnel:
    """Return the limits around the share `target` (0 to 1) for `n` runs; from 0 to 1 for none.

    Source: Spiegelhalter 2005 (Statistics in Medicine 24, 1185–1202), appendix A.1.1: exact binomial limits,
    interpolated between counts.
    """
    return Funnel(_limits(target, n, 0.025), _limits(target, n, 0.001))


def place(successes: int, n: int, target: float) -> Place:
    """Return where a share is in the funnel; `few` under ten runs. Raises ValueError for impossible counts.

    Source: as `funnel`; the least number of runs is that of measures.md.
    """
    check(successes, n)
    if n < FEW:
        return "few"
    limits, share = funnel(target, n), successes / n
    if not limits.outer.low <= share <= limits.outer.high:
        return "outside 99.8 %"
    return "inside" if limits.inner.low <= share <= limits.inner.high else "outside 95 %"


@lru_cache(1_024)  # of a team and its reps they are asked for again by every table and chart
def _limits(target: float, n: int, tail: float) -> Interval:
    if not n:
        return Interval(0.0, 1.0)
    return Interval(_lower(target, n, tail), 1 - _lower(1 - target, n, tail))


def _lower(target: float, n: int, tail: float) -> float:
    count = binomial.quantile(tail, n, target)
    reached = binomial.at_most(count, n, target)
    step = reached - binomial.at_most(count - 1, n, target)
    part = (reached - tail) / step if step > 0 else 0.0
    return min(max((count - part) / n, 0.0), target)
