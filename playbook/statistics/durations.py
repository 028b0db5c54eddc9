"""How long something takes while some of it is still going on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_NOTHING = 1e-12


class Durations(NamedTuple):
    """How long it takes, in the unit of what was given."""

    over: int
    """How many are over."""
    going_on: int
    """How many are not: what they took until now counts, as at least that."""
    median: float | None
    """When half are over; None where fewer are."""
    p90: float | None
    """When nine of ten are over."""
    impossible: int
    """Below 0, and left out: some clock or date is wrong."""


def durations(over: Iterable[float], going_on: Iterable[float] = ()) -> Durations:
    """Return how long those that are `over` took, and those `going_on` may yet take.

    Leaving out what goes on would make all look quick. Source: Kaplan and Meier 1958 (Journal of the American
    Statistical Association 53, 457–481).
    """
    ended, open_ = list(over), list(going_on)
    times = sorted([(time, 0) for time in ended if time >= 0] + [(time, 1) for time in open_ if time >= 0])
    done = sum(not goes_on for _, goes_on in times)
    left, remaining = 1.0, len(times)
    median = p90 = None
    for time, goes_on in times:
        if not goes_on:
            left *= (remaining - 1) / remaining
            median = time if median is None and left <= 0.5 + _NOTHING else median
            p90 = time if p90 is None and left <= 0.1 + _NOTHING else p90
        remaining -= 1
    return Durations(done, len(times) - done, median, p90, len(ended) + len(open_) - len(times))
