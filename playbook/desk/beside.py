"""The file beside the index that what is learnt of items' words lies in: throw-away as the index is, and made of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

_BUSY = 10.0
_MARKS = 500
_NAME = "words-1"
"""Count it on when the tables are others, or what is read out of a text."""
_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE feature (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, count INTEGER NOT NULL);
CREATE TABLE posting (
  feature INTEGER NOT NULL, chunk INTEGER NOT NULL, numbers BLOB NOT NULL, PRIMARY KEY (feature, chunk)
);
CREATE TABLE text (number INTEGER PRIMARY KEY, features BLOB NOT NULL);
CREATE TABLE length (chunk INTEGER PRIMARY KEY, lengths BLOB NOT NULL);
CREATE TABLE piece (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE said (
  piece INTEGER NOT NULL, chunk INTEGER NOT NULL, numbers BLOB NOT NULL, PRIMARY KEY (piece, chunk)
);
"""


def beside(index: Path) -> Path:
    """Return where it lies: the index clears it away when it is made anew."""
    return index.with_name(f"{index.name}-{_NAME}")


def remove(path: Path | None) -> None:
    """Remove the file, and what SQLite laid beside it; one that is not there is no fault."""
    if path is not None:
        for one in (path, *path.parent.glob(f"{path.name}-*")):
            with suppress(OSError):
                one.unlink()


def connect(path: Path | None, mark: int) -> sqlite3.Connection:
    """Return what is kept for the index with this mark, made where there is nothing yet; raises sqlite3.Error."""
    name = ":memory:" if path is None else str(path)
    db = sqlite3.connect(name, timeout=_BUSY, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")  # what a crash of the machine damages is made anew
        db.execute("BEGIN IMMEDIATE")
        if _mark(db) != mark:
            if db.execute("SELECT 1 FROM sqlite_master").fetchone():
                raise sqlite3.DatabaseError("of another index")
            for statement in _TABLES.split(";"):
                if statement.strip():
                    db.execute(statement)
            db.execute(f"PRAGMA user_version = {mark}")
        db.execute("COMMIT")
    except BaseException:
        db.close()
        raise
    return db


def connect_to_read(path: Path, mark: int) -> sqlite3.Connection | None:
    """Return what is kept for the index with this mark, while another connection may write; None where nothing is."""
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None,
                             timeout=_BUSY, check_same_thread=False)  # fmt: skip
    except sqlite3.Error:
        return None
    with suppress(sqlite3.Error):
        if _mark(db) == mark:
            return db
    db.close()
    return None


def _mark(db: sqlite3.Connection) -> int:
    [(mark,)] = db.execute("PRAGMA user_version")
    return int(mark)


def among(
    db: sqlite3.Connection, sql: str, values: Sequence[str] | Sequence[int]
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of `sql` for which what it ends with is one of `values`."""
    for start in range(0, len(values), _MARKS):
        some = values[start : start + _MARKS]
        yield from db.execute(f"{sql} IN ({', '.join('?' * len(some))})", some)
