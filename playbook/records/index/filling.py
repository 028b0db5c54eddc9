"""Bringing the index up to date: what is new in the files, put in its place, and what it touches folded anew."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from playbook.progress import Progress
from playbook.records.index import places, tables
from playbook.records.index.rights import NOTHING, TOLD, Rights
from playbook.records.index.shelf import Filed, Shelf
from playbook.records.index.tables import KINDS, FileMark, Marks
from playbook.records.layout import LATE, walk
from playbook.records.model import Record
from playbook.records.parse import Mark, Parse, RewrittenError, Take, whole_lines

_AT_ONCE = 4_000_000
"""Bytes of lines that are held before they are folded: about five times as much memory."""
_CHUNK = 400
"""Things read from their places and folded together."""

KIND_NAMES = {number: kind for kind, number in KINDS.items()}


class Seen(NamedTuple):
    """A file of a journal as it is now."""

    name: str
    journal: str
    rights: int
    inode: int
    size: int
    changed: int


def look(records: Path, rights: Rights) -> list[Seen]:
    """Return the files whose journals the person may read something of, months before later ones."""
    known: dict[str, int] = {}
    found = []
    for journal, entry in walk(records):
        right = known.get(journal)
        if right is None:
            right = known[journal] = rights.of(journal)
        if right != NOTHING:
            stat = entry.stat()
            found.append(Seen(entry.name, journal, right, stat.st_ino, stat.st_size, stat.st_mtime_ns))
    return sorted(found)


def unread(seen: Sequence[Seen], marks: Marks) -> list[Seen]:
    """Return the files in which something is new; raises RewrittenError where the marks are of other files."""
    if len(seen) < len(marks):
        raise RewrittenError
    new = []
    known = 0
    for file in seen:
        before = marks.get((file.journal, file.name))
        if before is None:
            new.append(file)
            continue
        known += 1
        if before.inode != file.inode or before.rights != file.rights or file.size < before.mark.offset:
            raise RewrittenError
        if (before.size, before.changed) != (file.size, file.changed):
            new.append(file)
    if known < len(marks):
        raise RewrittenError
    return new


def told_among(seen: Sequence[Seen]) -> set[str]:
    """Return the journals of which only what was told to the person may be read."""
    return {file.journal for file in seen if file.rights == TOLD}


@dataclass(slots=True)
class _Waiting:
    """Records of one shelf that were read and are not folded yet."""

    records: list[Record] = field(default_factory=list)
    places: list[tuple[int, int, str, int, int, int]] = field(default_factory=list)
    size: int = 0
    known: set[int] = field(default_factory=set)
    """Hashes of the things that were folded already; only while everything is new."""
    again: set[str] = field(default_factory=set)
    """Things to be folded once everything is in its place."""


class Filling:
    """One bringing up to date, within one transaction of `db`."""

    def __init__(
        self,
        db: sqlite3.Connection,
        records: Path,
        shelves: Sequence[Shelf],
        filed: Mapping[str, Filed],
        rights: Rights,
        *,
        new: bool,
    ) -> None:
        """`new`: the index is empty, and its indexes are made at the end."""
        self.db = db
        self._records = records
        self._shelves = shelves
        self._filed = filed
        self._rights = rights
        self._new = new
        self._waiting = [_Waiting() for _ in shelves]
        self._told: set[str] = set()
        """Journals of which only what was told to the person may be read."""
        for shelf in shelves:
            shelf.begin(db)
        self._filed_rows: list[tuple[int, str, int, int, int]] = []

    def take_in(
        self, files: Sequence[Seen], marks: Marks, progress: Progress, told: Collection[str] = ()
    ) -> None:
        """Take in what is new in `files`; raises RewrittenError, WasStoppedError, OSError, sqlite3.Error.

        `told` are the journals of which only what was told to the person may be read.
        """
        self._told = set(told)
        last = max((file.id for file in marks.values()), default=0)
        for file in files:
            before = marks.get((file.journal, file.name))
            if before is None:
                last += 1
            id_, mark = (last, Mark()) if before is None else (before.id, replace(before.mark))
            self._read_file(file, id_, mark)
            progress.step()
            made = FileMark(id_, file.rights, file.inode, file.size, file.changed, mark)
            marks[(file.journal, file.name)] = made
            tables.write_mark(self.db, file.journal, file.name, made)
        for number in range(len(self._shelves)):
            self._put(number)
        self._put_filed()
        if self._new:
            tables.make(self.db, [tables.INDEXES, *(shelf.indexes for shelf in self._shelves)])
            for shelf in self._shelves:
                shelf.made(self.db)
        for number, shelf in enumerate(self._shelves):
            self._fold_again(number, shelf)

    def _read_file(self, file: Seen, id_: int, mark: Mark) -> None:
        takers = self._takers(self._rights.kinds(file.rights), id_)
        parse = Parse(file.journal, takers, mark, in_order=file.name != LATE)
        with (self._records / file.journal / file.name).open("rb") as handle:
            handle.seek(mark.offset - len(mark.ending))
            if handle.read(len(mark.ending)) != mark.ending:
                raise RewrittenError
            for chunk in whole_lines(handle.read):
                parse.lines(chunk)
                for number, waiting in enumerate(self._waiting):
                    if waiting.size >= _AT_ONCE:
                        self._put(number)
                if len(self._filed_rows) >= _CHUNK * 50:
                    self._put_filed()

    def _takers(self, kinds: Collection[str], file: int) -> dict[str, Take]:
        takers: dict[str, Take] = {}
        for kind in kinds:
            number_of = [number for number, shelf in enumerate(self._shelves) if kind in shelf.kinds]
            some = [_shelving(n, self._shelves[n], KINDS[kind], file, self._waiting[n]) for n in number_of]
            if kind in self._filed:
                some.append(_filing(self._filed[kind], KINDS[kind], file, self._filed_rows))
            if some:
                takers[kind] = some[0] if len(some) == 1 else _each(some)
        return takers

    def _put_filed(self) -> None:
        self.db.executemany("INSERT INTO filed VALUES (?, ?, ?, ?, ?)", self._filed_rows)
        self._filed_rows.clear()

    def _put(self, number: int) -> None:
        """Put what waits in its place, and fold of it what is whole already."""
        waiting, shelf = self._waiting[number], self._shelves[number]
        self.db.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)", waiting.places)
        seen = waiting.records
        if self._told:
            seen = [record for record in seen if record.journal not in self._told]
        waiting.again |= shelf.notice(self.db, seen)
        if self._new:
            shelf.fold(self.db, self._whole(waiting), new=True)
        else:
            waiting.again.update(subject for _, _, subject, *_ in waiting.places)
        waiting.records.clear()
        waiting.places.clear()
        waiting.size = 0

    def _whole(self, waiting: _Waiting) -> dict[str, Sequence[Record]]:
        """Return the things that nothing was known of before; what else is touched is folded at the end."""
        by_subject: dict[str, list[Record]] = {}
        for (_, _, subject, _, _, _), record in zip(waiting.places, waiting.records, strict=True):
            by_subject.setdefault(subject, []).append(record)
        whole: dict[str, Sequence[Record]] = {}
        known, again = waiting.known, waiting.again
        for subject, records in by_subject.items():
            told = bool(self._told) and any(record.journal in self._told for record in records)
            if told or subject in again or (mark := hash(subject)) in known:
                again.add(subject)
            else:
                known.add(mark)
                whole[subject] = self._rights.in_order(records)
        return whole

    def _fold_again(self, number: int, shelf: Shelf) -> None:
        again = self._waiting[number].again
        while again:
            chunk = shelf.widen(self.db, set(islice(again, _CHUNK)))
            again -= chunk
            found = load(self.db, self._records, number, chunk, self._rights)
            if self._told:
                told = [one for some in found.values() for one in some if one.journal in self._told]
                again |= shelf.notice(self.db, told) - chunk
            shelf.fold(self.db, {subject: found.get(subject, ()) for subject in chunk}, new=False)


def _filing(filed: Filed, kind: int, file: int, rows: list[tuple[int, str, int, int, int]]) -> Take:
    subject = filed.subject
    return lambda record, offset, size: rows.append((kind, subject(record), file, offset, size))


def _shelving(number: int, shelf: Shelf, kind: int, file: int, waiting: _Waiting) -> Take:
    subject_of = shelf.subject

    def take(record: Record, offset: int, size: int) -> None:
        if subject := subject_of(record):
            waiting.records.append(record)
            waiting.places.append((number, kind, subject, file, offset, size))
            waiting.size += size

    return take


def _each(takes: Sequence[Take]) -> Take:
    def take(record: Record, offset: int, size: int) -> None:
        for one in takes:
            one(record, offset, size)

    return take


def load(
    db: sqlite3.Connection, records: Path, shelf: int, subjects: Collection[str], rights: Rights
) -> dict[str, Sequence[Record]]:
    """Return all records about these things that may be read, in their order; raises RewrittenError, OSError."""
    found: dict[str, list[Record]] = {}
    for place_of in places_of(db, shelf, subjects):
        for subject, record in places.read(records, place_of):
            found.setdefault(subject, []).append(record)
    return {subject: rights.in_order(some) for subject, some in found.items()}


def places_of(db: sqlite3.Connection, shelf: int, subjects: Collection[str]) -> Iterator[list[places.Place]]:
    """Yield the places of the records about these things, some at a time."""
    rest = iter(sorted(subjects))
    while some := list(islice(rest, _CHUNK)):
        marks = ", ".join("?" * len(some))
        yield [
            places.Place(journal, name, offset, size, KIND_NAMES[kind], subject)
            for journal, name, offset, size, kind, subject in db.execute(
                "SELECT f.journal, f.name, p.offset, p.size, p.kind, p.subject FROM place p"
                f" JOIN file f ON f.id = p.file WHERE p.shelf = ? AND p.subject IN ({marks})",
                (shelf, *some),
            )
        ]


def sync_file(path: Path) -> None:
    """Have the disk hold a whole file."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
