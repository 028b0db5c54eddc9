"""Fisher's exact test of a table of two by two."""

from __future__ import annotations

from math import exp, lgamma
from typing import NamedTuple

_ALIKE = 1 + 1e-7
"""Two chances this near are the same: rounding must not decide which tables are as rare."""


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
    ways = lgamma(n + 1) - lgamma(row + 1) - lgamma(n - row + 1)

    def chance(k: int) -> float:
        return exp(_log_choose(column, k) + _log_choose(n - column, row - k) - ways)

    rare = chance(a) * _ALIKE
    return Fisher(
        min(1.0, sum(one for k in range(first, last + 1) if (one := chance(k)) <= rare)), odds_ratio
    )


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
