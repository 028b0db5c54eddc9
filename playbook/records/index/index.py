"""The index as it is asked: opened, brought up to date, made anew where anything is wrong with it."""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from playbook.progress import Progress
from playbook.records.disk import Disk
from playbook.records.errors import reading
from playbook.records.index import generations, places, tables
from playbook.records.index.filling import (
    KIND_NAMES,
    Filling,
    Seen,
    load,
    look,
    sync_file,
    told_among,
    unread,
)
from playbook.records.index.rights import Rights
from playbook.records.index.shelf import Filed, Shelf
from playbook.records.lock import Lock
from playbook.records.model import Record
from playbook.records.parse import RewrittenError

PATIENCE = 60.0
"""Seconds to wait for another process that makes the index, before one is made in memory."""
_BUSY = 10.0
"""Seconds to wait for another process that brings it up to date."""
_MUCH = 16_000_000
"""Bytes; more news than this, and than what was known, is quicker read from the beginning."""

_WORTH_TELLING = 1_000_000
"""Bytes; reading fewer is done before anybody could stop it."""
_TRIES = 3
_KEPT, _KEPT_WHILE_WRITING = 256, 2_000
"""KiB of the file that are held in memory beside what the system holds of it."""

Answer = TypeVar("Answer")


class Index:
    """What one person may read of a folder of records, as rows; may be asked from any thread, one at a time."""

    def __init__(
        self,
        folder: Path,
        records: Path,
        rights: Rights,
        *,
        shelves: Sequence[Shelf],
        filed: Iterable[Filed] = (),
        progress: Progress | None = None,
        patience: float = PATIENCE,
    ) -> None:
        """`folder` is where it lies, in the cache and for this person alone; opening it reads and makes nothing."""
        self.folder = folder
        self.in_memory = ""
        """Why it lies in memory; empty where it lies in its folder."""
        self._records = records
        self._rights = rights
        self._shelves = tuple(shelves)
        self._numbers = {shelf.name: number for number, shelf in enumerate(self._shelves)}
        self._filed = {one.kind: one for one in filed}
        self._progress = progress or Progress()
        self._patience = patience
        self._lock = threading.RLock()
        self._db: sqlite3.Connection | None = None
        self._file: generations.File | None = None
        self._marks: tables.Marks = {}
        self._read: dict[frozenset[str], tuple[int, list[Record]]] = {}

    # Asking

    def refresh(self) -> None:
        """Take in what was recorded since, by whomever; raises CannotReadError, WasStoppedError."""
        with self._lock, reading(self._records):
            self._well(self._refresh)

    def query(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a SELECT, as of the last `refresh`; one mapping as `values` names them."""
        named = values[0] if len(values) == 1 and isinstance(values[0], dict) else values
        with self._lock, reading(self._records):
            return self._well(lambda: self._opened().execute(sql, named).fetchall())

    def about(self, shelf: str, subjects: Collection[str]) -> dict[str, Sequence[Record]]:
        """Return all records about these things, by the thing's id, in their order, read from the journals."""
        number = self._numbers[shelf]
        with self._lock, reading(self._records):
            return self._well(lambda: load(self._opened(), self._records, number, subjects, self._rights))

    def widen(self, shelf: str, subjects: Collection[str]) -> set[str]:
        """Return `subjects` with all that must be folded together with them."""
        with self._lock, reading(self._records):
            return self._well(lambda: self._shelves[self._numbers[shelf]].widen(self._opened(), subjects))

    def files(self, kind: str) -> bool:
        """Say whether records of `kind` are found by their kind."""
        return kind in self._filed

    def records(self, kinds: Collection[str]) -> list[Record]:
        """Return the records of filed kinds in their order, each once; what was read once is kept."""
        wanted = frozenset(kinds)
        with self._lock, reading(self._records):
            return list(self._well(lambda: self._of_kinds(wanted)))

    def records_about(self, kind: str, subjects: Collection[str]) -> list[Record]:
        """Return the records of a filed kind that are about these things, in their order, each once."""
        marks = ", ".join("?" * len(subjects))
        values = (tables.KINDS[kind], *subjects)
        with self._lock, reading(self._records):
            return self._well(lambda: _once(self._at(f"p.kind = ? AND p.subject IN ({marks})", values)[1]))

    @property
    def made(self) -> tuple[Path | None, int]:
        """The file that is asked now, if it has one, and the mark of its making: another one numbers its rows anew."""
        with self._lock, reading(self._records):
            [(mark,)] = self._well(lambda: self._opened().execute("PRAGMA user_version").fetchall())
            return self._file.path if self._file else None, mark

    def size(self) -> int:
        """Return how many bytes it takes on the disk; 0 where it lies in memory."""
        return 0 if self._file is None else self._file.size()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._drop()

    def _of_kinds(self, wanted: frozenset[str]) -> list[Record]:
        last, before = self._read.get(wanted, (0, []))
        kinds = ", ".join(str(tables.KINDS[kind]) for kind in sorted(wanted))
        newest, new = self._at(f"p.kind IN ({kinds}) AND p.rowid > ?", (last,))
        if new:
            self._read[wanted] = (newest, _once([*before, *new]))
        return self._read[wanted][1] if new else before

    def _at(self, where: str, values: Sequence[Any]) -> tuple[int, list[Record]]:
        rows = (
            self._opened()
            .execute(
                "SELECT p.rowid, f.journal, f.name, p.offset, p.size, p.kind, p.subject FROM filed p"
                f" JOIN file f ON f.id = p.file WHERE {where}",
                values,
            )
            .fetchall()
        )
        found = [
            places.Place(journal, name, offset, size, KIND_NAMES[kind], subject)
            for _, journal, name, offset, size, kind, subject in rows
        ]
        records = [record for _, record in places.read(self._records, found)]
        return max((row[0] for row in rows), default=0), records

    # Keeping it well

    def _well(self, ask: Callable[[], Answer]) -> Answer:
        """Return the answer; where the index turns out to be wrong it is made anew, and asked once more."""
        for _ in range(_TRIES):
            try:
                return ask()
            except (RewrittenError, FileNotFoundError, sqlite3.Error) as error:
                self._mend(error)
        return ask()

    def _mend(self, error: Exception) -> None:
        where, old = self.in_memory, self._file
        self._drop()
        with suppress(RewrittenError, FileNotFoundError):  # the files change under our eyes: once more
            if isinstance(error, sqlite3.OperationalError) or where:
                self._make_in_memory(where or str(error))
            else:
                self._make(old or generations.newest(self.folder))

    def _opened(self) -> sqlite3.Connection:
        if self._db is None:
            self._refresh()
        assert self._db is not None
        return self._db

    def _drop(self) -> None:
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.close()
        self._db = self._file = None
        self._marks = {}
        self._read = {}
        self.in_memory = ""

    def _refresh(self) -> None:
        if self._file is not None and not self._file.is_there():
            self._drop()  # somebody deleted the cache
        if self._db is None:
            self._open()
        assert self._db is not None
        files = unread(look(self._records, self._rights), self._marks)
        if not files:
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have read on since, and the files have grown meanwhile.
            marks = tables.read_marks(self._db)
            files = unread(look(self._records, self._rights), marks)
            if self._is_much(files, marks):
                raise RewrittenError
            self._fill(self._db, marks, new=False)
            self._db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise
        self._marks = marks

    def _is_much(self, files: Sequence[Seen], marks: tables.Marks) -> bool:
        known = sum(file.mark.offset for file in marks.values())
        return _news(files, marks) > max(_MUCH, known)

    def _fill(self, db: sqlite3.Connection, marks: tables.Marks, *, new: bool) -> None:
        seen = look(self._records, self._rights)
        files = unread(seen, marks)
        filling = Filling(db, self._records, self._shelves, self._filed, self._rights, new=new)
        # What is read within a blink is not worth a word.
        much = _news(files, marks) > _WORTH_TELLING
        progress = self._progress if much else Progress()
        with progress.over("Reading the records", len(files), "files"), _holding(db, much=much):
            filling.take_in(files, marks, progress, told_among(seen))

    # Opening and making

    @property
    def _made(self) -> dict[str, str]:
        """What the index must say of itself to be this one."""
        shelves = ", ".join(f"{shelf.name} {shelf.version}" for shelf in self._shelves)
        filed = ", ".join(sorted(self._filed))
        return {
            "format": f"{tables.FORMAT} {' '.join(tables.KINDS)}",
            "shelves": shelves,
            "filed": filed,
            "records": str(self._records.absolute()),
            "names": ", ".join(sorted(self._rights.names)),
        }

    def _open(self) -> None:
        """Open the newest one; where there is none, or it is not as it must be, make it."""
        file = generations.newest(self.folder)
        if file is None or not self._take(file):
            self._make(file)

    def _take(self, file: generations.File) -> bool:
        """Say whether the file could be opened and is as it must be."""
        try:
            db = _connect(str(file.path))
            try:
                well = tables.read_about(db) == self._made
                marks = tables.read_marks(db) if well else {}
            except BaseException:
                db.close()
                raise
        except sqlite3.Error:
            return False
        if not well:
            db.close()
            return False
        self._db, self._file, self._marks = db, file, marks
        return True

    def _make(self, old: generations.File | None) -> None:
        """Make a new one in place of `old`; in memory where the disk refuses."""
        from playbook.errors import PlaybookError
        from playbook.progress import WasStoppedError

        lock = Lock(self.folder / "lock", Disk(), self._patience)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with lock.hold():
                generations.sweep(self.folder)
                file = generations.newest(self.folder)
                if file is not None and file != old and self._take(file):
                    return
                self._make_file(generations.after(self.folder, file or old))
        except WasStoppedError:
            raise
        except (OSError, sqlite3.OperationalError, PlaybookError) as error:
            if isinstance(error, FileNotFoundError):
                raise  # of the records: they are looked at anew
            self._make_in_memory(str(error))
        finally:
            lock.close()

    def _make_file(self, path: Path) -> None:
        temporary = path.with_name(f"{path.name}.{os.getpid()}.{id(self):x}.tmp")
        try:
            with closing(_connect(str(temporary))) as db:
                # Nobody sees it before it has its name, so a crash on the way needs no undoing.
                db.execute("PRAGMA journal_mode = OFF")
                db.execute("PRAGMA synchronous = OFF")
                self._make_rows(db)
                db.execute("PRAGMA journal_mode = WAL")
            sync_file(temporary)
            temporary.rename(path)
        finally:
            for left in (temporary, *temporary.parent.glob(f"{temporary.name}-*")):
                with suppress(OSError):
                    left.unlink()
        generations.clear(self.folder, but=path)
        file = generations.newest(self.folder)
        if file is None or not self._take(file):
            self._make_in_memory("It was made and could not be opened")

    def _make_in_memory(self, why: str) -> None:
        db = _connect(":memory:")
        try:
            marks = self._make_rows(db)
        except BaseException:
            db.close()
            raise
        self._db, self._file, self._marks, self.in_memory = db, None, marks, why or "unknown"

    def _make_rows(self, db: sqlite3.Connection) -> tables.Marks:
        marks: tables.Marks = {}
        db.execute(f"PRAGMA user_version = {secrets.randbelow(2**31 - 1) + 1}")
        db.execute("BEGIN")
        tables.make(db, [tables.TABLES, *(shelf.tables for shelf in self._shelves)])
        self._fill(db, marks, new=True)
        tables.write_about(db, self._made)
        db.execute("COMMIT")
        return marks


def _news(files: Sequence[Seen], marks: tables.Marks) -> int:
    """Return how many bytes of `files` were not read."""
    before = (marks.get((file.journal, file.name)) for file in files)
    return sum(file.size for file in files) - sum(file.mark.offset for file in before if file)


def _connect(path: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute(f"PRAGMA cache_size = {-_KEPT}")
    return db


@contextmanager
def _holding(db: sqlite3.Connection, *, much: bool) -> Iterator[None]:
    """Hold more of the file in memory while much of it is written."""
    [(kept,)] = db.execute("PRAGMA cache_size")
    if much:
        db.execute(f"PRAGMA cache_size = {-_KEPT_WHILE_WRITING}")
    try:
        yield
    finally:
        db.execute(f"PRAGMA cache_size = {kept}")


def _once(records: list[Record]) -> list[Record]:
    """Return the records in their order, each once."""
    records.sort(key=lambda record: record.order)
    seen: set[tuple[str, int]] = set()
    return [
        record
        for record in records
        if (key := (record.journal, record.seq)) not in seen and not seen.add(key)  # type: ignore[func-returns-value]
    ]
