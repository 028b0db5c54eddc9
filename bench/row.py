"""One line of the table: what was measured, its floor, and what is asked of it."""

from __future__ import annotations

import msgspec

UNITS = {"ms": 1e3, "s": 1.0, "MB": 1e-6, "B": 1.0, "": 1.0}
"""Shown unit to what a value in seconds, bytes or pieces is multiplied by."""


class Target(msgspec.Struct, frozen=True):
    """What is asked: at most so many times the floor, at most so much, or both."""

    ratio: float | None = None
    limit: float | None = None
    """In seconds, bytes or pieces."""
    hard: bool = False
    """Whether the project has promised it."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of one run of the bench, in seconds, bytes or pieces."""

    figure: str
    size: str
    """What it was measured on."""
    measured: float
    unit: str
    """In which it is shown, one of `UNITS`."""
    floor: float | None = None
    floor_of: str = ""
    """What the floor is."""
    target: Target = Target()

    @property
    def ratio(self) -> float | None:
        """How many times the floor it is."""
        return self.measured / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Whether it is as asked; None where nothing is."""
        target = self.target
        checks = []
        if target.ratio is not None and self.ratio is not None:
            checks.append(self.ratio <= target.ratio)
        if target.limit is not None:
            checks.append(self.measured <= target.limit)
        return all(checks) if checks else None
