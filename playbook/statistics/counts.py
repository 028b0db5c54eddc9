"""Counts that cannot be are refused in one place."""

from __future__ import annotations


def check(successes: int, n: int) -> None:
    """Refuse counts that no log can hold.

    Raises ValueError where `successes` is negative or more than `n`.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is not a count")


def share(successes: int, n: int) -> float | None:
    """Return `successes` of `n` as a share from 0 to 1; None of nothing."""
    check(successes, n)
    return successes / n if n else None
