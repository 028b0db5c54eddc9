"""What became of a log that was imported, in counts and in words."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from playbook.taken import TakenIn
from playbook.text import count_of

SHOWN = 12
"""Words of a log that are told."""


class Taken(TakenIn):
    """What became of a log's rows and cases; where a row failed, the others of its case wait with it."""

    cases: int = 0
    activities: dict[str, int] = msgspec.field(default_factory=dict)
    """Those that the mapping does not name, and how often."""
    results: dict[str, int] = msgspec.field(default_factory=dict)
    """Cases by class of result, the log's own word for it."""
    unknown: tuple[str, ...] = ()
    """Words for a result that the mapping does not name."""


def came_of(taken: Taken, *, dry_run: bool = False) -> list[str]:
    """Return in sentences what became of a log."""
    would = "would be " if dry_run else ""
    told = [
        f"{count_of(taken.rows, 'row')}, {count_of(taken.cases, 'case')}: {taken.created:,} {would}created, "
        f"{taken.updated:,} updated, {taken.unchanged:,} unchanged; {count_of(taken.failed, 'row')} failed"
    ]
    by = ", ".join(f"{label or 'without a result'} {number:,}" for label, number in _most(taken.results))
    if by:
        told.append(f"by result: {by}")
    return told


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: -pair[1])[:SHOWN]


def notes_of(taken: Taken) -> list[str]:
    """Return what of a log meant nothing, and why rows failed."""
    told = []
    if taken.activities:
        names = ", ".join(f"“{name}” {number:,}" for name, number in _most(taken.activities))
        told.append(f"Not in the mapping's activities, and passed over: {names}.")
    if taken.unknown:
        names = ", ".join(f"“{name}”" for name in taken.unknown[:SHOWN])
        told.append(f"Not in the mapping's results, and counted as open: {names}.")
    told += [f"  {times:,} × {reason}" for reason, times in _most(taken.reasons)]
    if taken.failures:
        told.append(
            f"The rows of the cases that failed are in {taken.failures}: mend them there and import that file."
        )
    return told
