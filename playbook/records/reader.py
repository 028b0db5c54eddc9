"""Reading all journals of a folder: streamed, checksums checked, only what is new since the last time."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import attrgetter
from pathlib import Path

import msgspec

from playbook.records import line
from playbook.records.errors import reading
from playbook.records.layout import LATE, walk
from playbook.records.model import BODIES, FORMAT, MAX_CLOCK, Record

_CHUNK = 1 << 20
_KIND = b',"kind":"'
_THIS_VERSION = b'{"v":%d,' % FORMAT
_ORDER = attrgetter("order")

Decode = Callable[[bytes], Record]
_decoders: dict[str, Decode] = {
    kind: msgspec.json.Decoder(Record[struct]).decode  # type: ignore[valid-type]
    for kind, struct in BODIES.items()
}


@dataclass(slots=True)
class _Mark:
    """How far a file was read for one kind: to the end of its last valid line."""

    offset: int = 0
    ending: bytes = b""
    """The last bytes before `offset`: whether they still stand there says whether the file was rewritten."""
    last: int = 0
    """Number of the last record read."""
    bad: int = 0
    """Bad lines passed."""


@dataclass(slots=True)
class _File:
    """What was read of one file."""

    inode: int
    stamps: dict[frozenset[str], tuple[int, int]] = field(default_factory=dict)
    """Its size and time of change when all of these kinds were read."""
    marks: dict[str, _Mark] = field(default_factory=dict)


@dataclass(slots=True)
class _Merged:
    """The records of some kinds in their order, and how many of each kind's rows are in it."""

    counts: dict[str, int]
    records: list[Record]


class _Rewritten(Exception):  # noqa: N818 - not an error: a sign to read again
    """A file is not the one that was read."""


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
            except (_Rewritten, FileNotFoundError):
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
                raise _Rewritten
            stamp = (found.st_size, found.st_mtime_ns)
            if file.stamps.get(wanted) != stamp:
                self._read_file(journal, Path(entry.path), file, found.st_size, wanted)
                file.stamps[wanted] = stamp
        if seen != len(self._files):
            raise _Rewritten
        return late

    def _read_file(self, journal: str, path: Path, file: _File, size: int, wanted: frozenset[str]) -> None:
        groups: dict[int, list[str]] = {}
        for kind in wanted:
            groups.setdefault(file.marks.setdefault(kind, _Mark()).offset, []).append(kind)
        if size < max(groups, default=0):
            raise _Rewritten
        for kinds in groups.values():
            self._read_on(journal, path, file, kinds)

    def _read_on(self, journal: str, path: Path, file: _File, kinds: list[str]) -> None:
        marks = [file.marks[kind] for kind in kinds]
        begin = replace(marks[0], last=max(mark.last for mark in marks))
        parse = _Parse(journal, kinds, begin, in_order=path.name != LATE)
        with path.open("rb") as handle:
            handle.seek(begin.offset - len(begin.ending))
            if handle.read(len(begin.ending)) != begin.ending:
                raise _Rewritten
            for chunk in _chunks(handle.read):
                parse.lines(chunk)
        # Only now, so that a failed read leaves nothing that a later one would double.
        for kind in kinds:
            file.marks[kind] = parse.mark
            self._rows[kind] += parse.rows[kind]

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


class _Parse:
    """Reads the lines of one file, from a mark on, into rows by kind."""

    def __init__(self, journal: str, kinds: list[str], mark: _Mark, *, in_order: bool) -> None:
        self.rows: dict[str, list[Record]] = {kind: [] for kind in kinds}
        self.mark = mark
        self._wanted = {kind.encode(): (_decoders[kind], self.rows[kind].append) for kind in kinds}
        self._in_order = in_order
        self._start = b'{"v":%d,"journal":%b,"seq":' % (FORMAT, msgspec.json.encode(journal))
        self._position = mark.offset
        self._pending = 0

    def lines(self, data: bytes) -> None:
        """Read whole lines; the mark moves on to the end of the last valid one."""
        start, wanted, crc32, covered = self._start, self._wanted, zlib.crc32, -line.CRC_BYTES
        position, mark, piece = self._position, self.mark, b""
        for piece in data.split(b"\n")[:-1]:
            position += len(piece) + 1
            if not piece.endswith(b',"crc":"%08x"}' % crc32(piece[:covered])):
                self._pending += 1
                continue
            if piece.startswith(start):
                begin = piece.find(_KIND) + len(_KIND)
                target = wanted.get(piece[begin : piece.find(b'"', begin)])
                if target is not None and not self._take(piece, *target):
                    self._pending += 1
                    continue
            elif piece.startswith(_THIS_VERSION):  # another journal's
                self._pending += 1
                continue
            mark.bad += self._pending
            self._pending = 0
            mark.offset, mark.ending = position, piece[covered:] + b"\n"
        self._position = position

    def _take(self, piece: bytes, decode: Decode, add: Callable[[Record], None]) -> bool:
        try:
            record = decode(piece)
        except line.UNREADABLE:
            return True  # a whole line whose body this program does not understand
        if record.clock > MAX_CLOCK:
            return False
        if not self._in_order:
            add(record)
        elif record.seq > self.mark.last:
            add(record)
            self.mark.last = record.seq
        return True


def _chunks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """Yield what can be read in pieces that end with a newline; what follows the last newline is left out."""
    rest = b""
    while data := read(_CHUNK):
        cut = data.rfind(b"\n") + 1
        if cut:
            yield rest + data[:cut]
            rest = data[cut:]
        else:
            rest += data


def _once(records: list[Record]) -> list[Record]:
    kept = records[:1]
    kept += [record for before, record in pairwise(records) if record.order != before.order]
    return kept
