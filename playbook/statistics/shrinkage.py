"""Shares shrunk toward that of all: the fewer the runs, the more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from playbook.statistics import beta
from playbook.statistics.counts import check
from playbook.statistics.intervals import Interval


class Spread(NamedTuple):
    """How shares spread around their mean, chance taken out."""

    mean: float
    weight: float | None
    """How many runs of its own weigh as much as the mean; None where chance explains all of the spread."""


class Shrunk(NamedTuple):
    """A share shrunk toward the mean, and what it lies between in 95 of 100 cases."""

    share: float
    interval: Interval


def spread(counts: Sequence[tuple[int, int]]) -> Spread | None:
    """Estimate the beta distribution that the shares of `counts` (successes, n) come from; None of no runs.

    Those without runs are left out; of one alone, chance may explain all. Raises ValueError for impossible counts.
    Source: the analysis-of-variance estimator of the intraclass correlation ρ, Ridout, Demétrio and Firth 1999
    (Biometrics 55, 137–148), with α + β = (1 − ρ)/ρ.
    """
    for successes, n in counts:
        check(successes, n)
    used = [(successes, n) for successes, n in counts if n]
    runs, groups = sum(n for _, n in used), len(used)
    if not runs:
        return None
    done = sum(successes for successes, _ in used)
    mean = done / runs
    if groups < 2 or runs == groups:
        return Spread(mean, None)
    squares = sum(successes**2 / n for successes, n in used)
    between = (squares - done**2 / runs) / (groups - 1)
    within = (done - squares) / (runs - groups)
    size = (runs - sum(n * n for _, n in used) / runs) / (groups - 1)
    both = between + (size - 1) * within
    correlation = (between - within) / both if both > 0 else 0.0
    return Spread(mean, (1 - correlation) / correlation if correlation > 1e-9 else None)


def shrunk(successes: int, n: int, team: Spread) -> Shrunk:
    """Return the share of `successes` of `n`, drawn toward the mean of `team` as far as chance asks.

    Raises ValueError for impossible counts. Source: the posterior of a beta prior; Casella 1985 (The American
    Statistician 39, 83–87) on empirical Bayes.
    """
    check(successes, n)
    if team.weight is None:
        return Shrunk(team.mean, Interval(team.mean, team.mean))
    a = successes + team.weight * team.mean
    b = n - successes + team.weight * (1 - team.mean)
    share = a / (a + b) if a + b else team.mean
    return Shrunk(share, Interval(beta.quantile(0.025, a, b), beta.quantile(0.975, a, b)))
