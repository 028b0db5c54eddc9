"""How often and how lately somebody uses a play, as one number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

HALF_LIFE = 30
"""Days after which a use counts half."""


def weight(days: int) -> float:
    """Return what one use counts that was `days` ago: one today, half after 30 days, a quarter after 60."""
    return float(0.5 ** (max(days, 0) / HALF_LIFE))


def frecency(uses: Iterable[tuple[str, date]], today: date) -> dict[str, float]:
    """Return for each play the sum of what its uses count; `uses` are play and day, in any order."""
    found: dict[str, float] = {}
    for play, day in uses:
        found[play] = found.get(play, 0.0) + weight((today - day).days)
    return found
