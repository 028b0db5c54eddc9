"""Feedback in the index: what the desk counts, sorts and chooses by, and the whole items of what was chosen."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import msgspec

from playbook.desk.counted import counted_of, is_counted
from playbook.desk.fold import KINDS, Folding
from playbook.desk.impact import weight
from playbook.desk.model import Item
from playbook.desk.promise import Promise, moment
from playbook.desk.routing import is_out
from playbook.desk.seen import Horizons, Row
from playbook.desk.similar import about
from playbook.desk.tabs import is_stranded
from playbook.records.index import Shelf
from playbook.records.index.shelf import Subjects
from playbook.records.index.tables import KINDS as NUMBERS
from playbook.records.model import Feedback, Record, Redact, Triage, Vote

NAME = "feedback"
_REDACTS = "feedback:"
_COLUMNS = 30
_AT_ONCE = 500
NEVER = 2**62
"""Due at no time, in microseconds."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


_COUNTED = msgspec.msgpack.Encoder()
_Said = tuple[int, *tuple[str, ...]]
"""A row of `item_text`."""


class FeedbackShelf(Shelf):
    """A row for each item of feedback, who is behind it, and what merges tie together.

    `item.number` stands for what the item says of what (`item_text`): it stays as long as that does, and is never
    given again.
    """

    name: ClassVar[str] = NAME
    kinds: ClassVar[frozenset[str]] = KINDS
    tables: ClassVar[str] = """
    CREATE TABLE item (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL, clock INTEGER NOT NULL, journal TEXT NOT NULL, seq INTEGER NOT NULL,
      state TEXT NOT NULL, redacted INTEGER NOT NULL, stranded INTEGER NOT NULL, liaison_only INTEGER NOT NULL,
      assignee TEXT NOT NULL, due INTEGER NOT NULL, changed INTEGER NOT NULL,
      accounts INTEGER NOT NULL, amount REAL NOT NULL, people INTEGER NOT NULL,
      rep TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, severity INTEGER NOT NULL,
      play TEXT NOT NULL, step TEXT NOT NULL, account TEXT NOT NULL, run TEXT NOT NULL,
      route TEXT NOT NULL, labels TEXT NOT NULL, merged_into TEXT NOT NULL, answered INTEGER NOT NULL,
      conflict INTEGER NOT NULL, is_out INTEGER NOT NULL, captured INTEGER NOT NULL
    );
    CREATE TABLE item_text (
      number INTEGER PRIMARY KEY, about TEXT NOT NULL, tried TEXT NOT NULL, kind TEXT NOT NULL, play TEXT NOT NULL
    );
    CREATE TABLE item_counted (number INTEGER PRIMARY KEY, counted BLOB NOT NULL);
    CREATE TABLE item_gone (place INTEGER PRIMARY KEY, number INTEGER NOT NULL);
    CREATE TABLE item_backer (person TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (person, id)) WITHOUT ROWID;
    CREATE TABLE item_account (account TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (account, id)) WITHOUT ROWID;
    CREATE TABLE item_value (what TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (what, value)) WITHOUT ROWID;
    CREATE TABLE item_tie (one TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
    CREATE TABLE item_clocks (
      journal TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (journal, first)
    ) WITHOUT ROWID
    """
    indexes: ClassVar[str] = """
    CREATE UNIQUE INDEX item_id ON item (id);
    CREATE INDEX item_rep ON item (rep);
    CREATE INDEX item_play ON item (play);
    CREATE INDEX item_state ON item (state, redacted, stranded, liaison_only, assignee, rep, kind);
    CREATE INDEX item_urgency ON item (
      due, accounts DESC, amount DESC, people DESC, clock, journal, seq,
      state, redacted, stranded, liaison_only, assignee, rep, id
    );
    CREATE INDEX item_order ON item (clock, journal, seq);
    CREATE INDEX item_changed ON item (changed, clock, journal, seq, state, redacted, liaison_only, rep, id);
    CREATE INDEX item_captured ON item (captured, state, redacted);
    CREATE INDEX item_backed ON item_backer (id);
    CREATE INDEX item_accounted ON item_account (id)
    """

    def __init__(self, promise: Promise, promised: str) -> None:
        """`promise` says by when items are due; `promised` says it in words: other words, other rows."""
        self._promise = promise
        self._promised = promised
        self._horizons = Horizons()
        self._next = 1
        self._values: set[tuple[str, str]] = set()
        """What `item_value` was told since."""

    @property
    def version(self) -> str:
        """Count it on when what `_row` says changes."""
        return f"8 {self._promised}"

    def begin(self, db: sqlite3.Connection) -> None:
        """Know nothing of clocks that another process may have taken in since."""

        def known(journal: str) -> list[Row]:
            return db.execute("SELECT first, last FROM item_clocks WHERE journal = ?", (journal,)).fetchall()

        self._horizons = Horizons(known)
        [(text, gone)] = db.execute(
            "SELECT (SELECT max(number) FROM item_text), (SELECT max(number) FROM item_gone)"
        )
        self._next = max(text or 0, gone or 0) + 1
        self._values = set()

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
        desk = Folding(self._horizons)
        desk.add(record for records in subjects.values() for record in records)
        items = desk.items
        before = {} if new else _texts(db, subjects)
        numbers = self._numbered(db, items, before)
        if not new:
            _clear(db, subjects)
            lost = [(number,) for id_, (number, *_) in before.items() if numbers.get(id_) != number]
            db.executemany("DELETE FROM item_text WHERE number = ?", lost)
            db.executemany("INSERT INTO item_gone (number) VALUES (?)", lost)
        marks = ", ".join("?" * _COLUMNS)
        rows = ((numbers[id_], *_row(item, items, self._promise)) for id_, item in items.items())
        db.executemany(f"INSERT INTO item VALUES ({marks})", rows)
        figures = ((numbers[id_], _COUNTED.encode(counted_of(item, self._promise)))
                   for id_, item in items.items() if is_counted(item))  # fmt: skip
        db.executemany("INSERT INTO item_counted VALUES (?, ?)", figures)
        backers = ((person, item.id) for item in items.values() for person in item.people[1:])
        db.executemany("INSERT INTO item_backer VALUES (?, ?)", backers)
        accounts = ((account, item.id) for item in items.values() for account in item.accounts)
        db.executemany("INSERT INTO item_account VALUES (?, ?)", accounts)
        self._keep_values(db, items.values())

    def _numbered(
        self, db: sqlite3.Connection, items: Mapping[str, Item], before: Mapping[str, _Said]
    ) -> dict[str, int]:
        """Return the number of each item; what says something else than before gets a new one, and its text a row."""
        numbers: dict[str, int] = {}
        texts = []
        for id_, item in items.items():
            number, *known = before.get(id_, (0,))
            said = [about(item), item.feedback.tried, item.kind, item.play]
            if known != said:
                number, self._next = self._next, self._next + 1
                texts.append((number, *said))
            numbers[id_] = number
        db.executemany("INSERT INTO item_text VALUES (?, ?, ?, ?, ?)", texts)
        return numbers

    def _keep_values(self, db: sqlite3.Connection, items: Collection[Item]) -> None:
        found = {
            "play": {item.play for item in items},
            "step": {item.step for item in items},
            "route": {item.route for item in items},
            "assignee": {item.assignee for item in items},
            "person": {person for item in items for person in item.people},
            "account": {account for item in items for account in item.accounts},
            "label": {label for item in items for label in item.labels},
        }
        new = {(what, value) for what, values in found.items() for value in values} - self._values
        db.executemany("INSERT OR IGNORE INTO item_value VALUES (?, ?)", new)
        self._values |= new


def _texts(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, _Said]:
    """Return the number and the words of those of these items that have rows."""
    found: dict[str, _Said] = {}
    rest = list(ids)
    for start in range(0, len(rest), _AT_ONCE):
        some = rest[start : start + _AT_ONCE]
        rows = db.execute(
            "SELECT i.id, t.* FROM item i JOIN item_text t ON t.number = i.number"
            f" WHERE i.id IN ({', '.join('?' * len(some))})",
            some,
        )
        found |= {id_: (number, *said) for id_, number, *said in rows}
    return found


def _clear(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    gone = [(id_,) for id_ in ids]
    counted = "SELECT number FROM item WHERE id = ?"
    db.executemany(f"DELETE FROM item_counted WHERE number IN ({counted})", gone)
    for table in ("item", "item_backer", "item_account"):
        db.executemany(f"DELETE FROM {table} WHERE id = ?", gone)


def _acted_on(db: sqlite3.Connection, journal: str) -> set[str]:
    return {
        subject
        for (subject,) in db.execute(
            "SELECT DISTINCT p.subject FROM place p JOIN file f ON f.id = p.file"
            " WHERE p.kind = ? AND f.journal = ?",
            (NUMBERS["triage"], journal),
        )
    }


def _row(item: Item, items: dict[str, Item], promise: Promise) -> tuple[Any, ...]:
    record = item.record
    accounts, amount, people = weight(item)
    due, captured, since = promise.due(item), microseconds(moment(item.at)), item.states[-1][0]
    changed = captured if since == item.at else microseconds(moment(since))
    return (
        item.id, record.clock, record.journal, record.seq,
        item.state, item.redacted, is_stranded(item, items), item.liaison_only,
        item.assignee, NEVER if due is None else microseconds(due), changed,
        accounts, amount, people,
        item.rep, item.at, item.kind, item.severity,
        item.play, item.step, item.account, item.run,
        item.route, json.dumps(item.labels, ensure_ascii=False) if item.labels else "", item.merged_into,
        bool(item.answer), bool(item.conflict), is_out(item), captured,
    )  # fmt: skip


def microseconds(when: datetime) -> int:
    """Return a moment as whole microseconds since 1970, which compare exactly."""
    return (when - _EPOCH) // timedelta(microseconds=1)
