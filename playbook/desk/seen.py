"""Who cannot have seen what when they acted: read from the Lamport clocks alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable

from playbook.records.model import Record

Row = tuple[int, int]
"""The first and the last of clocks without a gap between them."""


class Rows:
    """The clocks of one journal, as unbroken rows."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        found = sorted(rows)
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]
        self.changed: set[int] = set()
        """Starts of rows that are new, longer or gone since somebody last looked."""

    def add(self, clock: int) -> bool:
        """Take a clock in; return whether it came later than a greater one, and changes what was known."""
        starts, ends = self._starts, self._ends
        if not ends or clock > ends[-1] + 1:
            starts.append(clock)
            ends.append(clock)
            self.changed.add(clock)
            return False
        if clock == ends[-1] + 1:
            ends[-1] = clock
            self.changed.add(starts[-1])
            return False
        place = bisect_right(starts, clock) - 1
        if place >= 0 and clock <= ends[place]:
            return False
        self._insert(place, clock)
        return True

    def _insert(self, place: int, clock: int) -> None:
        """Put a clock into the gap after the row at `place`, joining it to its neighbours."""
        starts, ends = self._starts, self._ends
        follows = place >= 0 and ends[place] + 1 == clock
        precedes = place + 1 < len(starts) and starts[place + 1] == clock + 1
        if follows:
            ends[place] = clock
        else:
            place += 1
            starts.insert(place, clock)
            ends.insert(place, clock)
        self.changed.add(starts[place])
        if precedes:
            self.changed.add(starts.pop(place + 1))
            ends[place] = ends.pop(place + 1)

    def start_of(self, clock: int) -> int:
        """Return the first clock of the row that `clock` is in."""
        return self._starts[bisect_right(self._starts, clock) - 1]

    def end_of(self, start: int) -> int | None:
        """Return the last clock of the row that begins with `start`; None where none does."""
        place = bisect_right(self._starts, start) - 1
        return self._ends[place] if place >= 0 and self._starts[place] == start else None


class Horizons:
    """The greatest clock that a journal's writer had surely met before each of its records.

    A device counts its clock on by one per record and past everything it receives. Where a journal's
    clock jumps, something was received (or written elsewhere); along an unbroken row of clocks nothing
    need have been. Only the journal itself is asked, so that all who can read it come to the same end.
    It is a heuristic: it errs to "seen".
    """

    def __init__(self, known: Callable[[str], Iterable[Row]] = lambda _: ()) -> None:
        """`known` says which rows of a journal were there before."""
        self._known = known
        self.journals: dict[str, Rows] = {}

    def add(self, record: Record) -> bool:
        """Take a record's clock into account; return whether it came later than others of its journal."""
        return self._of(record.journal).add(record.clock)

    def before(self, record: Record) -> int:
        """Return the clock up to which the author of `record` had surely seen others' records."""
        return self._of(record.journal).start_of(record.clock) - 1

    def _of(self, journal: str) -> Rows:
        rows = self.journals.get(journal)
        if rows is None:
            rows = self.journals[journal] = Rows(self._known(journal))
        return rows
