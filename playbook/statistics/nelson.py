"""Which points of a control chart are more than noise: the first three of Nelson's rules."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

SAME_SIDE = 9
IN_ONE_DIRECTION = 6

BY_CHANCE = "By chance alone, one chart of 24 points in ten has a mark, and one of 52 points in four."
"""To be said beside a mark."""


class Signal(NamedTuple):
    """A row of points that a rule marks."""

    rule: int
    """1: outside the limits; 2: nine or more on one side of the mean; 3: six or more rising, or falling."""
    first: int
    last: int
    """Places in the chart, from 0, both included."""

    def __str__(self) -> str:
        """Say it in words for a person."""
        points = self.last - self.first + 1
        if self.rule == 1:
            return "outside the limits"
        if self.rule == 2:
            return f"{points} in a row on one side of the mean"
        return f"{points} in a row in one direction"


def signals(
    values: Sequence[float], means: Sequence[float], lower: Sequence[float], upper: Sequence[float]
) -> tuple[Signal, ...]:
    """Return what the rules mark, in order of the first point; a row is named once, at its full length.

    A point on the mean ends a row on one side; a step to an equal value ends a direction. Source: Nelson 1984
    (Journal of Quality Technology 16, 237–239), rules 1 to 3.
    """
    found = [
        Signal(1, place, place)
        for place, value in enumerate(values)
        if not lower[place] <= value <= upper[place]
    ]
    sides = [_sign(value - mean) for value, mean in zip(values, means, strict=True)]
    found += [Signal(2, *row) for row in _rows(sides) if row[1] - row[0] + 1 >= SAME_SIDE]
    steps = [_sign(after - before) for before, after in pairwise(values)]
    found += [
        Signal(3, first, last + 1) for first, last in _rows(steps) if last - first + 2 >= IN_ONE_DIRECTION
    ]
    return tuple(sorted(found, key=lambda signal: (signal.first, signal.rule)))


def _rows(signs: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and last place of each row of equal signs other than 0."""
    rows = []
    start = 0
    for place in range(1, len(signs) + 1):
        if place == len(signs) or signs[place] != signs[start]:
            if signs[start]:
                rows.append((start, place - 1))
            start = place
    return rows


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
