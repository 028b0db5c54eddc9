"""The chart of shares over time: a p-chart where there are many runs in each point, exact limits otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Literal, NamedTuple

from playbook.statistics import binomial
from playbook.statistics.counts import check
from playbook.statistics.nelson import Signal, signals
from playbook.statistics.xmr import FEW, Baseline

ENOUGH = 50
"""Runs in every point from which on the limits of a p-chart hold."""
OUTSIDE = 0.00135
"""The chance beyond one limit of three standard deviations."""


class CountLimits(NamedTuple):
    """The smallest and the largest count that are not unusual."""

    low: int
    high: int


class ProportionChart(NamedTuple):
    """Shares with their limits, which differ from point to point as the number of runs does."""

    shares: tuple[float, ...]
    sizes: tuple[int, ...]
    places: tuple[int, ...]
    """Which of the points that were given these are: those without runs have no share."""
    mean: float | None
    """The share of the whole baseline; None where nothing tells it: `said` says why."""
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    kind: Literal["p-chart", "exact"]
    signals: tuple[Signal, ...]
    """Places are among `shares`."""
    baseline: Baseline
    said: str
    """What the chart cannot say; empty where there is nothing to add."""


def proportion_chart(
    successes: Sequence[int], sizes: Sequence[int], baseline: Baseline | None = None
) -> ProportionChart:
    """Chart `successes` of `sizes`, point by point, with limits from the `baseline` (default: all points).

    p̄ ± 3·√(p̄(1−p̄)/n) where every point has 50 runs; otherwise the exact binomial counts that leave 0.135 % on either
    side. Raises ValueError for impossible counts. Source: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3.2.
    """
    for count, n in zip(successes, sizes, strict=True):
        check(count, n)
    named = baseline or Baseline("all points", 0, len(sizes))
    places = tuple(place for place, n in enumerate(sizes) if n)
    usual = [place for place in places if named.start <= place < named.stop]
    shares = tuple(successes[place] / sizes[place] for place in places)
    counts = tuple(sizes[place] for place in places)
    exact = any(n < ENOUGH for n in counts)
    kind: Literal["p-chart", "exact"] = "exact" if exact else "p-chart"
    runs = sum(sizes[place] for place in usual)
    mean = sum(successes[place] for place in usual) / runs if runs else None
    said = _said(usual, mean)
    if mean is None or not 0 < mean < 1 or len(usual) < 2:
        return ProportionChart(shares, counts, places, mean, (), (), kind, (), named, said)
    limits = [_exact(mean, n) if exact else _normal(mean, n) for n in counts]
    lower, upper = tuple(low for low, _ in limits), tuple(high for _, high in limits)
    found = signals(shares, [mean] * len(shares), lower, upper)
    return ProportionChart(shares, counts, places, mean, lower, upper, kind, found, named, said)


def exact_limits(mean: float, n: int) -> CountLimits:
    """Return the counts of `n` that are not unusual where the share is `mean`.

    Fewer than `low`, and more than `high`, have a chance of at most 0.135 % each. Source: Clopper and Pearson's tails
    of the binomial distribution, as for the exact funnel of Spiegelhalter 2005.
    """
    return CountLimits(binomial.quantile(OUTSIDE, n, mean), n - binomial.quantile(OUTSIDE, n, 1 - mean))


def _said(usual: Sequence[int], mean: float | None) -> str:
    if mean is None:
        return "No runs yet: nothing says what is usual."
    if len(usual) == 1:
        return "One point: nothing says yet what is usual."
    if not 0 < mean < 1:
        return f"{'Every' if mean else 'No'} run did: nothing says how far shares usually are apart."
    return f"Limits from {len(usual)} points still move a lot with each new one." if len(usual) < FEW else ""


def _normal(mean: float, n: int) -> tuple[float, float]:
    reach = 3 * sqrt(mean * (1 - mean) / n)
    return max(0.0, mean - reach), min(1.0, mean + reach)


def _exact(mean: float, n: int) -> tuple[float, float]:
    low, high = exact_limits(mean, n)
    return low / n, high / n
