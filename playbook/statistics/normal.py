"""The standard normal distribution."""

from __future__ import annotations

from functools import lru_cache
from math import erfc, exp, log, pi, sqrt

_STEPS = 4
"""Newton's steps from a start that is right to three digits: each doubles them."""


def above(z: float) -> float:
    """Return the chance of a value above `z`, right in the far tail too.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.29.
    """
    return 0.5 * erfc(z / sqrt(2))


def two_sided(z: float) -> float:
    """Return the chance of a value as far from 0 as `z`, on either side.

    Source: Abramowitz and Stegun 1964, 7.1.2 and 26.2.29: the complementary error function.
    """
    return erfc(abs(z) / sqrt(2))


@lru_cache(maxsize=256)
def quantile(share: float) -> float:
    """Return the z below which `share` (between 0 and 1) of the values lie.

    Raises ValueError outside of 0 and 1, both excluded. Source: a start by Abramowitz and Stegun, 26.2.23,
    refined by Newton's method.
    """
    if not 0 < share < 1:
        raise ValueError(f"{share} is not between 0 and 1")
    if share > 0.5:
        return -quantile(1 - share)
    t = sqrt(-2 * log(share))
    z = t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (
        1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t**3
    )
    for _ in range(_STEPS):
        z += (above(z) - share) * sqrt(2 * pi) * exp(z * z / 2)
    return -z


def z_of(confidence: float) -> float:
    """Return the z of a two-sided interval: 1.96 of 0.95. Source: as `quantile`."""
    return quantile((1 + confidence) / 2)
