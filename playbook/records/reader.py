"""Reading all journals of a folder: streamed, checksums checked, only what is new since the last time."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import attrgetter
from pathlib import Path

from playbook.records.errors import reading
from playbook.records.layout import LATE, walk
from playbook.records.model import BODIES, Record
from playbook.records.parse import Mark, Parse, RewrittenError, Take, whole_lines

_ORDER = attrgetter("order")


@dataclass(slots=True)
class _File:
    """What was read of one file."""

    inode: int
    stamps: dict[frozenset[str], tuple[int, int]] = field(default_factory=dict)
    """Its size and time of change when all of these kinds were read."""
    marks: dict[str, Mark] = field(default_factory=dict)


@dataclass(slots=True)
class _Merged:
    """The records of some kinds in their order, and how many of each kind's rows are in it."""

    counts: dict[str, int]
    records: list[Record]


class Reader:
    """Keeps what it has read; a later call reads only what was appended since, by whomever."""

    def __init__(self, records: Path) -> None:
        self._records = records
        self._lock = threading.Lock()
        self._reset()

    def _reset(self) -> None:
        self._files: dict[str, _File] = {}
        self._rows: dict[str, list[Record]] = {kind: [] for kind in BODIES}
        self._merged: dict[frozenset[str], _Merged] = {}

    def records(self, kinds: Collection[str] | None = None) -> list[Record]:
        """Return the records of `kinds` (all known ones, when None) in their order; raises CannotReadError."""
        wanted = frozenset(BODIES if kinds is None else kinds).intersection(BODIES)
        with self._lock, reading(self._records):
            try:
                late = self._read(wanted)
            except (RewrittenError, FileNotFoundError):
                self._reset()
                late = self._read(wanted)
            return list(self._merge(wanted, late))

    def bad_lines(self) -> int:
        """Return how many bad lines before valid ones were passed so far."""
        with self._lock:
            return sum(
                max((mark.bad for mark in file.marks.values()), default=0) for file in self._files.values()
            )

    def _read(self, wanted: frozenset[str]) -> bool:
        """Read what is new; returns whether any journal has late lines."""
        late = False
        seen = 0
        for journal, entry in walk(self._records):
            seen += 1
            late = late or entry.name == LATE
            found = entry.stat()
            file = self._files.get(entry.path)
            if file is None:
                file = self._files[entry.path] = _File(found.st_ino)
            elif file.inode != found.st_ino:
                raise RewrittenError
            stamp = (found.st_size, found.st_mtime_ns)
            if file.stamps.get(wanted) != stamp:
                self._read_file(journal, Path(entry.path), file, found.st_size, wanted)
                file.stamps[wanted] = stamp
        if seen != len(self._files):
            raise RewrittenError
        return late

    def _read_file(self, journal: str, path: Path, file: _File, size: int, wanted: frozenset[str]) -> None:
        groups: dict[int, list[str]] = {}
        for kind in wanted:
            groups.setdefault(file.marks.setdefault(kind, Mark()).offset, []).append(kind)
        if size < max(groups, default=0):
            raise RewrittenError
        for kinds in groups.values():
            self._read_on(journal, path, file, kinds)

    def _read_on(self, journal: str, path: Path, file: _File, kinds: list[str]) -> None:
        marks = [file.marks[kind] for kind in kinds]
        begin = replace(marks[0], last=max(mark.last for mark in marks))
        rows: dict[str, list[Record]] = {kind: [] for kind in kinds}
        takers = {kind: _into(found) for kind, found in rows.items()}
        parse = Parse(journal, takers, begin, in_order=path.name != LATE)
        with path.open("rb") as handle:
            handle.seek(begin.offset - len(begin.ending))
            if handle.read(len(begin.ending)) != begin.ending:
                raise RewrittenError
            for chunk in whole_lines(handle.read):
                parse.lines(chunk)
        # Only now, so that a failed read leaves nothing that a later one would double.
        for kind in kinds:
            file.marks[kind] = parse.mark
            self._rows[kind] += rows[kind]

    def _merge(self, wanted: frozenset[str], late: bool) -> list[Record]:
        merged = self._merged.setdefault(wanted, _Merged(dict.fromkeys(wanted, 0), []))
        new: list[Record] = []
        for kind, count in merged.counts.items():
            new += self._rows[kind][count:]
            merged.counts[kind] = len(self._rows[kind])
        if new:
            new.sort(key=_ORDER)
            follows = not merged.records or merged.records[-1].order < new[0].order
            merged.records += new
            if not follows:
                merged.records.sort(key=_ORDER)
            if late:
                merged.records = _once(merged.records)
        return merged.records


def _into(rows: list[Record]) -> Take:
    add = rows.append
    return lambda record, _, __: add(record)


def _once(records: list[Record]) -> list[Record]:
    kept = records[:1]
    kept += [record for before, record in pairwise(records) if record.order != before.order]
    return kept
