"""How far this device has each journal without a gap, and their lines: reading again only files that changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from playbook.files import CannotSaveError, write_atomic
from playbook.records import chain, line
from playbook.records.errors import reading
from playbook.records.layout import LATE, files_of, walk


class Mark(msgspec.Struct, frozen=True, array_like=True):
    """What one file of a journal held when it was as large and as old as this."""

    size: int
    changed: int
    """Its time of change, in nanoseconds."""
    first: int
    last: int
    whole: bool
    """Its lines follow one another, from the first number to the last."""
    digest: str = ""
    """Of the last line."""


_Marks = dict[str, dict[str, Mark]]


class Held:
    """What lies in the folder of journals; `remembered` is a throw-away file of what it was found to be."""

    def __init__(self, records: Path, remembered: Path) -> None:
        self._records, self._remembered = records, remembered
        self._marks: _Marks | None = None
        self._changed: set[str] = set()

    def changed(self) -> set[str]:
        """Return the journals whose last known line is gone, or another one by now, since `settle` was called last.

        A last line that was damaged looks like one that a crash left half written, and its number is given again.
        """
        self.vector()
        return set(self._changed)

    def settle(self) -> None:
        """Remember all files as they are now: what had changed is known to whoever asked."""
        if self._changed and self._marks is not None:
            self._changed = set()
            self._keep(self._marks)

    def vector(self) -> dict[str, int]:
        """Return of each journal the last number up to which nothing is missing; raises CannotReadError."""
        with reading(self._records):
            marks = self._look()
            return {journal: self._reach(journal, files) for journal, files in sorted(marks.items())}

    def lines(self, journal: str, first: int, last: int) -> Iterator[tuple[int, bytes]]:
        """Yield number and bytes of the lines from `first` to `last`, in order, as far as nothing is missing."""
        expected = first
        for data, seq in self._found(journal, first):
            if seq == expected and seq <= last:
                yield seq, data
                expected += 1
            elif seq > expected:
                return

    def _found(self, journal: str, first: int) -> list[tuple[bytes, int]]:
        with reading(self._records):
            marks = self._look().get(journal, {})
            found: list[tuple[bytes, int]] = []
            for path in files_of(self._records / journal):
                mark = marks.get(path.name)
                if mark is not None and mark.whole and mark.last < first:
                    continue
                lines = chain.scan(path.read_bytes(), journal).lines
                found += [(one.data, one.envelope.seq) for one in lines if one.envelope.seq >= first]
        return sorted(found, key=lambda one: one[1])

    def _reach(self, journal: str, files: dict[str, Mark]) -> int:
        """Return the last number of a journal's lines before the first gap."""
        reached = 0
        for _, mark in sorted(files.items()):
            if not mark.last:
                continue
            if not mark.whole or mark.first != reached + 1:
                return self._counted(journal)
            reached = mark.last
        return reached

    def _counted(self, journal: str) -> int:
        """Return the same for a journal with damage or late lines, by looking at every line."""
        found = {
            one.envelope.seq
            for path in files_of(self._records / journal)
            for one in chain.scan(path.read_bytes(), journal).lines
        }
        reached = 0
        while reached + 1 in found:
            reached += 1
        return reached

    def _look(self) -> _Marks:
        known = self._read() if self._marks is None else self._marks
        marks: _Marks = {}
        moved = False
        for journal, entry in walk(self._records):
            there = entry.stat()
            mark = known.get(journal, {}).get(entry.name)
            if mark is None or (mark.size, mark.changed) != (there.st_size, there.st_mtime_ns):
                mark, goes_on = _mark(Path(entry.path), journal, mark)
                moved = True
                if not goes_on:
                    self._changed.add(journal)
            marks.setdefault(journal, {})[entry.name] = mark
        self._changed |= {one for one, files in known.items() if set(files) - set(marks.get(one, ()))}
        if moved:
            self._keep({**marks, **{one: known[one] for one in self._changed if one in known}})
        self._marks = marks
        return marks

    def _read(self) -> _Marks:
        try:
            return msgspec.json.decode(self._remembered.read_bytes(), type=_Marks)
        except (OSError, ValueError):
            return {}

    def _keep(self, marks: _Marks) -> None:
        try:
            write_atomic(self._remembered, msgspec.json.encode(marks))
        except CannotSaveError:
            return  # then everything is read again the next time


def _mark(path: Path, journal: str, before: Mark | None) -> tuple[Mark, bool]:
    """Return what a file holds now, and whether the last line that it held `before` still stands in it."""
    there = path.stat()
    lines = chain.scan(path.read_bytes(), journal).lines
    known = before.digest if before else ""
    goes_on = not known or any(
        before and one.envelope.seq == before.last and line.digest(one.data) == known
        for one in reversed(lines)
    )
    if not lines:
        return Mark(there.st_size, there.st_mtime_ns, 0, 0, path.name != LATE), goes_on
    numbers = [one.envelope.seq for one in lines]
    whole = path.name != LATE and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    digest = line.digest(lines[-1].data)
    return Mark(there.st_size, there.st_mtime_ns, numbers[0], numbers[-1], whole, digest), goes_on
