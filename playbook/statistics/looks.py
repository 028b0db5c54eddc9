"""Looking at an experiment before its end without fooling oneself: O'Brien and Fleming's bounds."""

from __future__ import annotations

from math import ceil, sqrt

LOOKS = 4
CONSTANT = 2.0243
"""The bound at the last of four looks, 5 % two-sided (2.024 in the table)."""


def bound(look: int) -> float:
    """Return |z| that ends an experiment at `look` (1 to 4): 4.049, 2.863, 2.337, 2.024.

    Raises ValueError for another look. Source: O'Brien and Fleming 1979 (Biometrics 35, 549–556); constant of
    Jennison and Turnbull, Group Sequential Methods, table 2.3.
    """
    if not 1 <= look <= LOOKS:
        raise ValueError(f"there is no look {look} of {LOOKS}")
    return CONSTANT * sqrt(LOOKS / look)


def accounts_at(look: int, per_arm: int) -> int:
    """Return how many accounts in each arm `look` is due at, of `per_arm` planned.

    Source: O'Brien and Fleming 1979: looks after equal parts of the information.
    """
    return ceil(per_arm * look / LOOKS)


def weight(n_1: int, n_2: int) -> float:
    """Return how many accounts in each of two equal arms tell as much as `n_1` and `n_2`: the harmonic mean.

    Source: Jennison and Turnbull, Group Sequential Methods, 2000, ch. 3.
    """
    return 2 * n_1 * n_2 / (n_1 + n_2) if n_1 and n_2 else 0.0


def look_due(n_1: int, n_2: int, per_arm: int) -> int:
    """Return the last look that is due with `n_1` and `n_2` accounts; 0 before the first.

    Source: as `accounts_at`, by the `weight` of both arms.
    """
    told = weight(n_1, n_2)
    return sum(told >= accounts_at(look, per_arm) for look in range(1, LOOKS + 1)) if per_arm > 0 else 0


def z_of_difference(successes_1: int, n_1: int, successes_2: int, n_2: int) -> float:
    """Return the pooled z of the first share less the second; 0 where nothing can be told.

    Source: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd ed., eq. 3.5, without
    continuity correction.
    """
    if not n_1 or not n_2:
        return 0.0
    mean = (successes_1 + successes_2) / (n_1 + n_2)
    spread = sqrt(mean * (1 - mean) * (1 / n_1 + 1 / n_2))
    return (successes_1 / n_1 - successes_2 / n_2) / spread if spread else 0.0
