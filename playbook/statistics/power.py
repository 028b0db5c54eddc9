"""How many accounts it takes to tell two shares apart, and what a given number can tell."""

from __future__ import annotations

from math import ceil, sqrt

from playbook.statistics import normal

POWER = 0.8
ALPHA = 0.05
"""Two-sided."""


def accounts_needed(before: float, after: float, *, power: float = POWER, alpha: float = ALPHA) -> int:
    """Return how many accounts each of two arms needs to tell shares `before` and `after` apart.

    Raises ValueError for shares outside of 0 and 1, or equal ones, which no number tells apart. Source: Fleiss, Levin
    and Paik, Statistical Methods for Rates and Proportions, 3rd ed., eq. 4.14, without continuity correction.
    """
    _check(before, after)
    if before == after:
        raise ValueError("no number of accounts tells equal shares apart")
    mean = (before + after) / 2
    spread = normal.quantile(1 - alpha / 2) * sqrt(2 * mean * (1 - mean))
    spread += normal.quantile(power) * _spread(before, after)
    return ceil((spread / (after - before)) ** 2)


def power_of(before: float, after: float, accounts: int, *, alpha: float = ALPHA) -> float:
    """Return the chance (0 to 1) that `accounts` in each of two arms tell shares `before` and `after` apart.

    The inverse of `accounts_needed`; `alpha` where the two are equal, or where there are no accounts. Raises
    ValueError for shares outside of 0 and 1. Source: as `accounts_needed`.
    """
    _check(before, after)
    mean = (before + after) / 2
    spread = _spread(before, after)
    if accounts <= 0 or not spread:
        return alpha if before == after or accounts <= 0 else 1.0
    bound = normal.quantile(1 - alpha / 2) * sqrt(2 * mean * (1 - mean))
    shift = abs(after - before) * sqrt(accounts)
    return normal.above((bound - shift) / spread) + normal.above((bound + shift) / spread)


def smallest_lift(
    before: float, accounts: int, *, power: float = POWER, alpha: float = ALPHA
) -> float | None:
    """Return the smallest lift from `before` that `accounts` in each of two arms tell, in shares.

    None where even a rise to 1 would not be told. Raises ValueError for a share outside of 0 and 1.
    Source: as `accounts_needed`.
    """
    _check(before, 1.0)
    if before >= 1 or accounts <= 0 or accounts_needed(before, 1.0, power=power, alpha=alpha) > accounts:
        return None
    low, high = 0.0, 1 - before
    for _ in range(60):
        middle = (low + high) / 2
        enough = middle > 0 and accounts_needed(before, before + middle, power=power, alpha=alpha) <= accounts
        low, high = (low, middle) if enough else (middle, high)
    return high


def _spread(before: float, after: float) -> float:
    return sqrt(before * (1 - before) + after * (1 - after))


def _check(before: float, after: float) -> None:
    if not (0 <= before <= 1 and 0 <= after <= 1):
        raise ValueError(f"{before} and {after} are not shares from 0 to 1")
