"""Calls that were logged, in the index: a row each, so that completeness need not read every touch."""

from __future__ import annotations

import sqlite3
from datetime import date
from hashlib import blake2b
from typing import ClassVar

from playbook.coaching.completeness import Completeness, logged, of_counts
from playbook.records.index import Index, Shelf
from playbook.records.index.shelf import Subjects
from playbook.records.model import Record


class CallShelf(Shelf):
    """A row for each call that reached somebody, with a run or without."""

    name: ClassVar[str] = "logged"
    kinds: ClassVar[frozenset[str]] = frozenset({"touch"})
    tables: ClassVar[str] = """
    CREATE TABLE logged (id TEXT NOT NULL, person TEXT NOT NULL, day TEXT NOT NULL, run TEXT NOT NULL)
    """
    indexes: ClassVar[str] = """
    CREATE INDEX logged_id ON logged (id);
    CREATE INDEX logged_run ON logged (person, run, day)
    """

    def subject(self, record: Record) -> str:
        """Return what names the call, the same for a touch that was written twice."""
        call = logged(record)
        if call is None:
            return ""
        said = "\0".join((call.person, call.account, call.contact, call.at))
        return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    def fold(self, db: sqlite3.Connection, subjects: Subjects, *, new: bool) -> None:
        """Write the rows of these calls."""
        if not new:
            db.executemany("DELETE FROM logged WHERE id = ?", [(id_,) for id_ in subjects])
        calls = ((id_, logged(records[-1])) for id_, records in subjects.items() if records)
        rows = [(id_, call.person, call.day, call.run) for id_, call in calls if call]
        db.executemany("INSERT INTO logged VALUES (?, ?, ?, ?)", rows)


def indexed_completeness(
    index: Index, since: date | None = None, until: date | None = None
) -> dict[str, Completeness]:
    """Return by person how many of their calls have a run, as of the index's last refresh; `""`: all together."""
    days = [(part, day) for part, day in (("day >= ?", since), ("day < ?", until)) if day is not None]
    where = f"WHERE day <> '' AND {' AND '.join(part for part, _ in days)}" if days else ""
    rows = index.query(
        f"SELECT person, count(DISTINCT nullif(run, '')), sum(run = '') FROM logged {where} GROUP BY person",
        *(day.isoformat() for _, day in days),
    )
    return of_counts(rows)
