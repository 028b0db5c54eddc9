"""Fisher's exact test of a table of two by two."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import exp, lgamma, log
from typing import NamedTuple

_ALIKE = 1e-7
"""Two chances whose logarithms are this near are the same: rounding must not decide which tables are as rare."""
_NOTHING = 1e-18
"""Of a sum: what changes none of its digits."""


class Fisher(NamedTuple):
    """The two-sided p, and the odds ratio of the table."""

    p: float
    odds_ratio: float | None
    """a·d ÷ b·c; None where b or c is 0."""


def fisher_exact(a: int, b: int, c: int, d: int) -> Fisher:
    """Test whether the rows of the table [[a, b], [c, d]] differ: the chance of tables as rare, or rarer.

    1 for a table with an empty row or column, which tells nothing. Raises ValueError for negative counts. Source:
    Fisher 1922; two-sided by the sum of the chances that are not larger, as R's `fisher.test`.
    """
    if min(a, b, c, d) < 0:
        raise ValueError(f"[[{a}, {b}], [{c}, {d}]] is not a table of counts")
    odds_ratio = a * d / (b * c) if b * c else None
    row, column, n = a + b, a + c, a + b + c + d
    first, last = max(0, row + column - n), min(row, column)
    if first == last:
        return Fisher(1.0, odds_ratio)
    ways = _log_choose(n, row)

    def log_chance(k: int) -> float:
        return _log_choose(column, k) + _log_choose(n - column, row - k) - ways

    def tail(k: int, step: int) -> float:
        """Return the chance of `k` and all further out, each term made of the one before it."""
        if not first <= k <= last:
            return 0.0
        term = total = exp(log_chance(k))
        while first <= k + step <= last and term > total * _NOTHING:
            more, fewer = (k, k + 1) if step > 0 else (k - 1, k)
            up = (column - more) * (row - more) / (fewer * (n - column - row + fewer))
            term *= up if step > 0 else 1 / up
            total += term
            k += step
        return total

    # The chances rise to the middle and fall from there, so that those as rare as this one are two tails.
    middle = (row + 1) * (column + 1) // (n + 2)
    rare = log_chance(a) + _ALIKE
    if log_chance(middle) <= rare:
        return Fisher(1.0, odds_ratio)
    low = bisect_right(range(first, middle), rare, key=log_chance) + first - 1
    high = bisect_left(range(middle, last + 1), -rare, key=lambda k: -log_chance(k)) + middle
    return Fisher(min(1.0, tail(low, -1) + tail(high, 1)), odds_ratio)


def is_rare(a: int, b: int, c: int, d: int, level: float) -> bool:
    """Say whether the two-sided p of a table is at most `level`, which most tables are told by without their p.

    The chance of the table itself is a part of p: where it alone is above the level, so is p. Raises ValueError for
    negative counts. Source: as `fisher_exact`.
    """
    if min(a, b, c, d) >= 0 and _log_chance(a, a + b, a + c, a + b + c + d) > log(level) + _ALIKE:
        return False
    return fisher_exact(a, b, c, d).p <= level


def _log_chance(k: int, row: int, column: int, n: int) -> float:
    return _log_choose(column, k) + _log_choose(n - column, row - k) - _log_choose(n, row)


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
