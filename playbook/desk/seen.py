"""Who cannot have seen what when they acted: read from the Lamport clocks alone."""

from __future__ import annotations

from collections import defaultdict

from playbook.records.model import Record


class Horizons:
    """The greatest clock that a journal's writer had surely met before each of its records.

    A device counts its clock on by one per record and past everything it receives. Where a journal's
    clock jumps, something was received (or written elsewhere); along an unbroken row of clocks nothing
    need have been. Only the journal itself is asked, so that all who can read it come to the same end.
    It is a heuristic: it errs to "seen".
    """

    def __init__(self) -> None:
        self._clocks: defaultdict[str, list[int]] = defaultdict(list)
        self._greatest: dict[str, int] = {}
        self._starts: dict[str, dict[int, int]] = {}

    def add(self, record: Record) -> bool:
        """Take a record's clock into account; return whether it came later than others of its journal."""
        journal, clock = record.journal, record.clock
        self._clocks[journal].append(clock)
        self._starts.pop(journal, None)
        if clock < self._greatest.get(journal, 0):
            return True
        self._greatest[journal] = clock
        return False

    def before(self, record: Record) -> int:
        """Return the clock up to which the author of `record` had surely seen others' records."""
        starts = self._starts.get(record.journal)
        if starts is None:
            starts = self._starts[record.journal] = _row_starts(self._clocks[record.journal])
        return starts[record.clock] - 1


def _row_starts(clocks: list[int]) -> dict[int, int]:
    """Return for each clock the first one of its unbroken row."""
    starts: dict[int, int] = {}
    last = start = -1
    for clock in sorted(clocks):
        if clock not in (last, last + 1):
            start = clock
        starts[clock] = start
        last = clock
    return starts
