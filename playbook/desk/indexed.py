"""Feedback in the index: what the desk counts, sorts and chooses by, and the whole items of what was chosen."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from playbook.desk.fold import KINDS, Folding
from playbook.desk.impact import weight
from playbook.desk.model import Item
from playbook.desk.promise import Promise, moment
from playbook.desk.seen import Horizons, Row
from playbook.desk.similar import about
from playbook.desk.tabs import is_stranded
from playbook.records.index import Shelf
from playbook.records.index.shelf import Subjects
from playbook.records.index.tables import KINDS as NUMBERS
from playbook.records.model import Feedback, Record, Redact, Triage, Vote

NAME = "feedback"
_REDACTS = "feedback:"
_COLUMNS = 28
_MOST_WORDS = 1_000
NEVER = 2**62
"""Due at no time, in microseconds."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class FeedbackShelf(Shelf):
    """A row for each item of feedback, who is behind it, and what merges tie together."""

    name: ClassVar[str] = NAME
    kinds: ClassVar[frozenset[str]] = KINDS
    tables: ClassVar[str] = """
    CREATE TABLE item (
      id TEXT NOT NULL, clock INTEGER NOT NULL, journal TEXT NOT NULL, seq INTEGER NOT NULL,
      state TEXT NOT NULL, redacted INTEGER NOT NULL, stranded INTEGER NOT NULL, liaison_only INTEGER NOT NULL,
      assignee TEXT NOT NULL, due INTEGER NOT NULL, changed INTEGER NOT NULL,
      accounts INTEGER NOT NULL, amount REAL NOT NULL, people INTEGER NOT NULL,
      rep TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, severity INTEGER NOT NULL,
      play TEXT NOT NULL, step TEXT NOT NULL, account TEXT NOT NULL, run TEXT NOT NULL,
      route TEXT NOT NULL, labels TEXT NOT NULL, merged_into TEXT NOT NULL, answered INTEGER NOT NULL,
      conflict INTEGER NOT NULL, words TEXT NOT NULL
    );
    CREATE TABLE item_backer (person TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (person, id)) WITHOUT ROWID;
    CREATE TABLE item_tie (one TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
    CREATE TABLE item_clocks (
      journal TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (journal, first)
    ) WITHOUT ROWID
    """
    indexes: ClassVar[str] = """
    CREATE UNIQUE INDEX item_id ON item (id);
    CREATE INDEX item_rep ON item (rep);
    CREATE INDEX item_play ON item (play);
    CREATE INDEX item_state ON item (state, redacted, stranded, liaison_only, assignee, rep);
    CREATE INDEX item_urgency ON item (
      due, accounts DESC, amount DESC, people DESC, clock, journal, seq,
      state, redacted, stranded, liaison_only, assignee, rep, id
    );
    CREATE INDEX item_order ON item (clock, journal, seq);
    CREATE INDEX item_changed ON item (changed, clock, journal, seq, state, redacted, liaison_only, rep, id);
    CREATE INDEX item_backed ON item_backer (id)
    """

    def __init__(self, promise: Promise, promised: str) -> None:
        """`promise` says by when items are due; `promised` says it in words: other words, other rows."""
        self._promise = promise
        self._promised = promised
        self._horizons = Horizons()

    @property
    def version(self) -> str:
        """Count it on when what `_values` says changes."""
        return f"3 {self._promised}"

    def begin(self, db: sqlite3.Connection) -> None:
        """Know nothing of clocks that another process may have taken in since."""

        def known(journal: str) -> list[Row]:
            return db.execute("SELECT first, last FROM item_clocks WHERE journal = ?", (journal,)).fetchall()

        self._horizons = Horizons(known)

    def subject(self, record: Record) -> str:
        """Return the id of the feedback; of a redacted run its name, for the sake of its clock."""
        body = record.body
        if isinstance(body, Feedback):
            return body.id
        if isinstance(body, Triage | Vote):
            return body.feedback
        return body.what.removeprefix(_REDACTS) if isinstance(body, Redact) else ""

    def notice(self, db: sqlite3.Connection, records: Sequence[Record]) -> set[str]:
        """Take in clocks and merges; return what merges tie, and what was done where an earlier clock came late."""
        late = {record.journal for record in records if self._horizons.add(record)}
        stale: set[str] = set()
        for record in records:
            body = record.body
            if isinstance(body, Triage) and body.action == "merge" and body.to:
                pair = (body.feedback, body.to)
                db.executemany("INSERT OR IGNORE INTO item_tie VALUES (?, ?)", [pair, pair[::-1]])
                stale.update(pair)
        self._keep_clocks(db)
        for journal in late:
            stale |= _acted_on(db, journal)
        return stale

    def _keep_clocks(self, db: sqlite3.Connection) -> None:
        for journal, rows in self._horizons.journals.items():
            there, gone = [], []
            for first in rows.changed:
                last = rows.end_of(first)
                if last is None:
                    gone.append((journal, first))
                else:
                    there.append((journal, first, last))
            db.executemany("DELETE FROM item_clocks WHERE journal = ? AND first = ?", gone)
            db.executemany("INSERT OR REPLACE INTO item_clocks VALUES (?, ?, ?)", there)
            rows.changed.clear()

    def widen(self, db: sqlite3.Connection, subjects: Collection[str]) -> set[str]:
        """Return these items with all that any merge ties to them, whether it stands or not."""
        found, rest = set(subjects), list(subjects)
        while rest:
            for (other,) in db.execute("SELECT other FROM item_tie WHERE one = ?", (rest.pop(),)):
                if other not in found:
                    found.add(other)
                    rest.append(other)
        return found

    def fold(self, db: sqlite3.Connection, subjects: Subjects, *, new: bool) -> None:
        """Write the rows of these items; there is none of one that has not arrived itself."""
        if not new:
            gone = [(id_,) for id_ in subjects]
            db.executemany("DELETE FROM item WHERE id = ?", gone)
            db.executemany("DELETE FROM item_backer WHERE id = ?", gone)
        desk = Folding(self._horizons)
        desk.add(record for records in subjects.values() for record in records)
        items = desk.items
        marks = ", ".join("?" * _COLUMNS)
        rows = (_values(item, items, self._promise) for item in items.values())
        db.executemany(f"INSERT INTO item VALUES ({marks})", rows)
        backers = ((person, item.id) for item in items.values() for person in item.people[1:])
        db.executemany("INSERT INTO item_backer VALUES (?, ?)", backers)


def _acted_on(db: sqlite3.Connection, journal: str) -> set[str]:
    return {
        subject
        for (subject,) in db.execute(
            "SELECT DISTINCT p.subject FROM place p JOIN file f ON f.id = p.file"
            " WHERE p.kind = ? AND f.journal = ?",
            (NUMBERS["triage"], journal),
        )
    }


def _values(item: Item, items: dict[str, Item], promise: Promise) -> tuple[Any, ...]:
    record = item.record
    accounts, amount, people = weight(item)
    due = promise.due(item)
    return (
        item.id, record.clock, record.journal, record.seq,
        item.state, item.redacted, is_stranded(item, items), item.liaison_only,
        item.assignee, NEVER if due is None else microseconds(due), microseconds(moment(item.states[-1][0])),
        accounts, amount, people,
        item.rep, item.at, item.kind, item.severity,
        item.play, item.step, item.account, item.run,
        item.route, json.dumps(item.labels, ensure_ascii=False) if item.labels else "", item.merged_into,
        bool(item.answer), bool(item.conflict), about(item)[:_MOST_WORDS],
    )  # fmt: skip


def microseconds(when: datetime) -> int:
    """Return a moment as whole microseconds since 1970, which compare exactly."""
    return (when - _EPOCH) // timedelta(microseconds=1)
