"""Appending records: under the lock, each after its journal's last line, durable when the call returns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playbook.clock import Clock, stamp
from playbook.files import CannotSaveError
from playbook.records import line
from playbook.records.chain import scan
from playbook.records.device import Device
from playbook.records.errors import RecordTooLongError
from playbook.records.layout import LATE, PARTING, journal_name, journals_in
from playbook.records.model import FORMAT, MAX_CLOCK, MAX_LINE, Audience, Envelope
from playbook.records.quarantine import Quarantine, set_aside
from playbook.records.segments import Segments
from playbook.records.tail import Tail, find_tail
from playbook.records.turn import Turn, Turns


class Entry(NamedTuple):
    """A record that is to be written."""

    audience: Audience
    kind: str
    body: bytes
    at: str
    """As `playbook.clock.stamp` writes it; says which month's file the line goes to."""
    v: int = FORMAT


class Place(NamedTuple):
    """Where an entry came to stand."""

    journal: str
    seq: int
    clock: int


class _Batch:
    """The lines that one call adds to one journal, file by file."""

    def __init__(self, records: Path, journal: str, tail: Tail) -> None:
        self.tail = tail
        self.seq, self.clock, self.digest = tail.seq, tail.clock, tail.digest
        self.pieces: list[tuple[str, Path, list[bytes]]] = []
        self._records, self._journal = records, journal
        self._month = ""

    def add(self, data: bytes, seq: int, clock: int, at: str) -> None:
        # Months never go backward within a journal, whatever the wall clock does: the newest stays the end.
        month = max(self._month or self.tail.month, at[:7])
        if month != self._month:
            self._month = month
            here = self.tail.path if month == self.tail.month else None
            self.pieces.append((month, here or self._records / self._journal / f"{month}.jsonl", []))
        self.pieces[-1][2].append(data + b"\n")
        self.seq, self.clock, self.digest = seq, clock, line.digest(data)


class Appender:
    """Writes what one person records on this device."""

    def __init__(
        self,
        records: Path,
        person: str,
        *,
        device: Device,
        turns: Turns,
        quarantine: Quarantine,
        segments: Segments,
        clock: Clock,
    ) -> None:
        self.records = records
        self.person = person
        self.device = device
        self.quarantine = quarantine
        self.segments = segments
        self._turns = turns
        self._clock = clock
        self._tails: dict[str, Tail] = {}
        self._names: dict[Audience, str] = {}
        self._looked = False

    def append(self, entries: Sequence[Entry]) -> list[Place]:
        """Write entries, each in the journal of its audience; all are durable when this returns.

        Raises RecordTooLongError or UnfitNameError before anything is written; CannotSaveError, BusyError or
        StoppedError when the disk or another process is in the way. Where entries go to several journals,
        those of the journals written before the failure stand.
        """
        turn = self._begin()
        well = False
        try:
            places = self.write(turn, [(self._name(entry.audience), entry) for entry in entries])
            well = True
        except OSError as error:
            raise CannotSaveError(Path(error.filename or self.records), error) from error
        finally:
            self._turns.end(turn, well=well)
        return places

    def write(self, turn: Turn, entries: Sequence[tuple[str, Entry]]) -> list[Place]:
        """Write entries into the journals named, in a turn of our own; see `append`."""
        batches: dict[str, _Batch] = {}
        places = []
        clock = turn.clock
        for journal, entry in entries:
            batch = batches.get(journal)
            if batch is None:
                batch = batches[journal] = _Batch(self.records, journal, self.end_of(journal, turn))
            _, kind, body, at, v = entry
            seq, clock = batch.seq + 1, min(clock + 1, MAX_CLOCK)
            data = line.encode(journal, seq, clock, at, kind, body, batch.digest, v=v)
            if len(data) > MAX_LINE:
                raise RecordTooLongError(kind, len(data))
            batch.add(data, seq, clock, at)
            places.append(Place(journal, seq, clock))
        turn.witness(clock)
        for journal, batch in batches.items():
            self._save(journal, batch)
        return places

    def extend(self, turn: Turn, journal: str, lines: Sequence[tuple[bytes, Envelope]]) -> None:
        """Append whole lines that came from elsewhere, as they are, in their order."""
        batch = _Batch(self.records, journal, self.end_of(journal, turn))
        for data, envelope in lines:
            batch.add(data, envelope.seq, envelope.clock, envelope.at)
        self._save(journal, batch)

    def add_late(self, journal: str, lines: Sequence[bytes]) -> None:
        """Add whole lines that later ones of their journal have come before."""
        path = self.records / journal / LATE
        held = path.read_bytes() if path.is_file() else b""
        torn = scan(held, journal).torn
        if torn:
            self.cut(journal, path, torn.offset, torn.data, torn.reason)
        size = torn.offset if torn else len(held)
        inode = path.stat().st_ino if path.is_file() else 0
        self.segments.add(path, b"".join(data + b"\n" for data in lines), size, inode)

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """Hold the lock, knowing the latest clock; raises BusyError, StoppedError or CannotSaveError."""
        turn = self._begin()
        well = False
        try:
            yield turn
            well = True
        except OSError as error:
            raise CannotSaveError(Path(error.filename or self.records), error) from error
        finally:
            self._turns.end(turn, well=well)

    def _begin(self) -> Turn:
        self.segments.check()
        turn = self._turns.begin()
        if turn.alone and self._looked:
            return turn
        try:
            self.look_again()
            if turn.lost or not self._looked:
                self._look(turn)
            self._finish_parting(turn)
        except BaseException as error:
            self._turns.end(turn, well=False)
            if isinstance(error, OSError):
                raise CannotSaveError(Path(error.filename or self.records), error) from error
            raise
        return turn

    def end_of(self, journal: str, turn: Turn) -> Tail:
        """Return where a journal ends, having set aside what a crash left after it."""
        tail = self._tails.get(journal)
        if tail is None or not turn.alone or not _stands(tail):
            tail = find_tail(self.records / journal, journal)
            if tail.torn and tail.path:
                self.cut(journal, tail.path, tail.torn.offset, tail.torn.data, tail.torn.reason)
            self._tails[journal] = tail
        return tail

    def cut(self, journal: str, path: Path, offset: int, data: bytes, reason: str) -> None:
        """Set aside `data`, which stands from `offset` to the end of a file, and shorten the file."""
        self.quarantine.put(set_aside(data, reason, journal, self.now()))
        self.segments.cut(path, offset)
        self._tails.pop(journal, None)

    def writes(self, journal: str) -> bool:
        """Say whether a journal is one that this device writes now."""
        return journal.split("/")[1] in self.device.ids()[-1:]

    def look_again(self) -> None:
        """Forget what was known of our journals: their device's id or their lines have changed."""
        self._names.clear()
        self._tails.clear()

    def now(self) -> str:
        """Return the wall clock's time as records hold it."""
        return stamp(self._clock.now())

    def close(self) -> None:
        """Let go of the files."""
        self.segments.close()
        self._turns.close()

    def _finish_parting(self, turn: Turn) -> None:
        if (self.records.parent / PARTING).exists():
            from playbook.records import clone

            clone.finish(self, turn)

    def _look(self, turn: Turn) -> None:
        """Make sure of the clock: a power loss may have set it back behind what journals hold."""
        devices = None if turn.lost else self.device.ids()
        latest = 0
        for journal in journals_in(self.records, devices):
            latest = max(latest, self.end_of(journal, turn).clock)
        turn.witness(latest)
        self._looked = True

    def _name(self, audience: Audience) -> str:
        """Return our journal's name; while nobody else has written, the device's id has not changed."""
        name = self._names.get(audience)
        if name is None:
            name = self._names[audience] = journal_name(self.person, self.device.id(), audience)
        return name

    def _save(self, journal: str, batch: _Batch) -> None:
        _, _, inode, size, *_ = self._tails.pop(journal)
        for _, path, lines in batch.pieces:
            if path != batch.tail.path:
                inode, size = 0, 0
            data = b"".join(lines)
            inode = self.segments.add(path, data, size, inode)
            size += len(data)
        month = batch.pieces[-1][0]
        self._tails[journal] = Tail(path, month, inode, size, batch.seq, batch.clock, batch.digest, None)


def _stands(tail: Tail) -> bool:
    """Say whether the file is as we left it."""
    if tail.path is None:
        return True
    try:
        found = tail.path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return (found.st_ino, found.st_size) == (tail.inode, tail.size)
