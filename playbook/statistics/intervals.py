"""Intervals of a share, and of the difference of two."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from playbook.statistics import beta
from playbook.statistics.counts import check
from playbook.statistics.normal import z_of


class Interval(NamedTuple):
    """What the truth lies between, as far as the counts tell; shares, or differences of shares."""

    low: float
    high: float


def wilson(successes: int, n: int, *, z: float = z_of(0.95)) -> Interval:
    """Return the score interval of a share; from 0 to 1 for no trials, which tell nothing.

    Raises ValueError for impossible counts. Source: Wilson 1927, without continuity correction; in Newcombe 1998
    (Statistics in Medicine 17, 857–872), method 3.
    """
    check(successes, n)
    if not n:
        return Interval(0.0, 1.0)
    square = z * z
    middle = 2 * successes + square
    half = z * sqrt(square + 4 * successes * (n - successes) / n)
    both = 2 * (n + square)
    low = (middle - half) / both if successes else 0.0
    high = (middle + half) / both if successes < n else 1.0
    return Interval(max(0.0, low), min(1.0, high))


def newcombe(successes_1: int, n_1: int, successes_2: int, n_2: int, *, z: float = z_of(0.95)) -> Interval:
    """Return the interval of the first share less the second; from −1 to 1 where either has no trials.

    Raises ValueError for impossible counts. Source: Newcombe 1998 (Statistics in Medicine 17, 873–890), method 10:
    hybrid score, without continuity correction.
    """
    first, second = wilson(successes_1, n_1, z=z), wilson(successes_2, n_2, z=z)
    if not n_1 or not n_2:
        return Interval(-1.0, 1.0)
    p_1, p_2 = successes_1 / n_1, successes_2 / n_2
    difference = p_1 - p_2
    down = sqrt((p_1 - first.low) ** 2 + (second.high - p_2) ** 2)
    up = sqrt((first.high - p_1) ** 2 + (p_2 - second.low) ** 2)
    return Interval(max(-1.0, difference - down), min(1.0, difference + up))


def clopper_pearson(successes: int, n: int, confidence: float = 0.95) -> Interval:
    """Return the exact interval of a share; from 0 to 1 for no trials.

    Raises ValueError for impossible counts. Source: Clopper and Pearson 1934 (Biometrika 26, 404–413), by quantiles
    of the beta distribution.
    """
    check(successes, n)
    tail = (1 - confidence) / 2
    low = beta.quantile(tail, successes, n - successes + 1) if successes else 0.0
    high = 1 - beta.quantile(tail, n - successes, successes + 1) if successes < n else 1.0
    return Interval(low, high)
