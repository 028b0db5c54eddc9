"""The index's own tables, and what it says of itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from playbook.records.model import BODIES
from playbook.records.parse import Mark

FORMAT = 1
"""Of the tables here; another one is made anew."""

KINDS = {kind: number for number, kind in enumerate(sorted(BODIES))}

TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file (
  id INTEGER PRIMARY KEY, journal TEXT NOT NULL, name TEXT NOT NULL,
  rights INTEGER NOT NULL, inode INTEGER NOT NULL, size INTEGER NOT NULL, changed INTEGER NOT NULL,
  offset INTEGER NOT NULL, ending BLOB NOT NULL, last INTEGER NOT NULL, bad INTEGER NOT NULL,
  UNIQUE (journal, name)
);
CREATE TABLE place (
  shelf INTEGER NOT NULL, kind INTEGER NOT NULL, subject TEXT NOT NULL,
  file INTEGER NOT NULL, offset INTEGER NOT NULL, size INTEGER NOT NULL
);
CREATE TABLE filed (
  kind INTEGER NOT NULL, subject TEXT NOT NULL,
  file INTEGER NOT NULL, offset INTEGER NOT NULL, size INTEGER NOT NULL
);
"""

INDEXES = """
CREATE INDEX place_subject ON place (shelf, subject);
CREATE INDEX filed_subject ON filed (kind, subject);
"""


@dataclass(slots=True)
class FileMark:
    """A file of a journal, as it was when it was read, and how far that was."""

    id: int
    rights: int
    """What of its journal the person might read."""
    inode: int
    size: int
    changed: int
    """Nanoseconds, as the file system tells."""
    mark: Mark


Marks = dict[tuple[str, str], FileMark]
"""By the journal's and the file's name."""


def read_marks(db: sqlite3.Connection) -> Marks:
    """Return how far each file was read."""
    return {
        (journal, name): FileMark(id_, rights, inode, size, changed, Mark(offset, ending, last, bad))
        for id_, journal, name, rights, inode, size, changed, offset, ending, last, bad in db.execute(
            "SELECT id, journal, name, rights, inode, size, changed, offset, ending, last, bad FROM file"
        )
    }


def write_mark(db: sqlite3.Connection, journal: str, name: str, file: FileMark) -> None:
    """Say how far a file was read."""
    mark = file.mark
    db.execute(
        "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            file.id, journal, name, file.rights, file.inode, file.size, file.changed,
            mark.offset, mark.ending, mark.last, mark.bad,
        ),
    )  # fmt: skip


def read_about(db: sqlite3.Connection) -> dict[str, str]:
    """Return what the index says of itself."""
    return dict(db.execute("SELECT name, value FROM about"))


def write_about(db: sqlite3.Connection, said: Mapping[str, str]) -> None:
    """Have the index say this of itself."""
    db.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", said.items())


def make(db: sqlite3.Connection, scripts: Iterable[str]) -> None:
    """Run scripts of SQL, without the commit that `executescript` makes."""
    for script in scripts:
        for statement in script.split(";"):
            if statement.strip():
                db.execute(statement)
