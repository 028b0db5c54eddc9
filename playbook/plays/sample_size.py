"""How many accounts an experiment needs before it can tell its arms apart."""

from __future__ import annotations

import math

_Z_ALPHA = 1.959963984540054
_Z_BETA = 0.8416212335729143


def accounts_needed(before: float, after: float) -> int:
    """Return how many accounts each of two arms needs to tell shares `before` and `after` apart.

    For 80 % power at 5 %, two-sided; Fleiss, Levin, Paik, “Statistical Methods for Rates and Proportions”, 3rd ed.,
    eq. 4.14, without continuity correction.
    """
    mean = (before + after) / 2
    spread = _Z_ALPHA * math.sqrt(2 * mean * (1 - mean))
    spread += _Z_BETA * math.sqrt(before * (1 - before) + after * (1 - after))
    return math.ceil((spread / (after - before)) ** 2)
