"""Whether several shares differ at all, before anybody looks at who is where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from playbook.statistics import chi_square
from playbook.statistics.counts import check

WITHIN_CHANCE = 0.1
"""From this p on, differences are within chance."""
EXPECTED = 5
"""Successes and failures expected of each, below which the p is rough."""


class Differing(NamedTuple):
    """A test that all shares are one."""

    chi_square: float | None
    df: int
    p: float | None
    """None where nothing can be compared: `said` says why."""
    said: str
    """What the test cannot say; empty where there is nothing to add."""

    @property
    def within_chance(self) -> bool:
        """Nothing shows that they differ, be it that too little is there to tell."""
        return self.p is None or self.p > WITHIN_CHANCE


def differing(counts: Sequence[tuple[int, int]]) -> Differing:
    """Test whether the shares of `counts` (successes, n) differ by more than chance.

    Those without runs are left out. Raises ValueError for impossible counts. Source: Pearson's chi-square of
    homogeneity; Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd ed., eq. 9.4.
    """
    for successes, n in counts:
        check(successes, n)
    used = [(successes, n) for successes, n in counts if n]
    if len(used) < 2:
        return Differing(None, 0, None, "Fewer than two have runs: there is nothing to compare.")
    total = sum(n for _, n in used)
    mean = sum(successes for successes, _ in used) / total
    df = len(used) - 1
    if not 0 < mean < 1:
        return Differing(0.0, df, 1.0, f"{'Every' if mean else 'No'} run did: they do not differ.")
    found = sum((successes - n * mean) ** 2 / (n * mean * (1 - mean)) for successes, n in used)
    rough = any(n * min(mean, 1 - mean) < EXPECTED for _, n in used)
    said = "Rough: some have so few runs that the test's p is not exact." if rough else ""
    return Differing(found, df, chi_square.above(found, df), said)
