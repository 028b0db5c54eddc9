"""Finished runs in the index: what is counted and chosen by, and the whole rows of those that were chosen."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any, ClassVar

import msgspec

from playbook.coaching import indexed_facts, indexed_ways
from playbook.coaching.dates import dated
from playbook.coaching.days import day_of
from playbook.coaching.runs import KINDS, Folding, RunRow, alone, fold
from playbook.records.index import Index, Shelf
from playbook.records.index.shelf import Subjects
from playbook.records.model import Correction, Kept, Opened, Record, Redact, Run

NAME = "run"
_REDACTS = "run:"
_COLUMNS = 43
_AT_ONCE = 500


class RunShelf(Shelf):
    """A row for each finished run."""

    name: ClassVar[str] = NAME
    kinds: ClassVar[frozenset[str]] = KINDS
    tables: ClassVar[str] = f"""
    CREATE TABLE run (
      id TEXT NOT NULL, clock INTEGER NOT NULL, journal TEXT NOT NULL, seq INTEGER NOT NULL,
      rep TEXT NOT NULL, at TEXT NOT NULL, play TEXT NOT NULL, account TEXT NOT NULL,
      mode TEXT NOT NULL, connect TEXT NOT NULL, started TEXT NOT NULL, week TEXT NOT NULL, seconds REAL NOT NULL,
      result TEXT NOT NULL, due TEXT, counts INTEGER NOT NULL, wrong_play INTEGER NOT NULL,
      private INTEGER NOT NULL, corrected INTEGER NOT NULL, redacted INTEGER NOT NULL,
      {indexed_facts.COLUMNS}
    );
    CREATE TABLE run_opened (run TEXT NOT NULL, rep TEXT NOT NULL, page TEXT NOT NULL);
    {indexed_facts.TABLES};
    {indexed_ways.TABLES}
    """
    indexes: ClassVar[str] = f"""
    {indexed_facts.INDEXES};
    {indexed_ways.INDEXES};
    CREATE UNIQUE INDEX run_id ON run (id);
    CREATE INDEX run_rep ON run (rep, started);
    CREATE INDEX run_due ON run (rep, due) WHERE due IS NOT NULL;
    CREATE INDEX run_account ON run (account) WHERE account <> '';
    CREATE INDEX run_opened_run ON run_opened (run);
    CREATE INDEX run_opened_rep ON run_opened (rep, page)
    """

    @property
    def version(self) -> str:
        """Count it on when what `_values` says changes."""
        return "3"

    def subject(self, record: Record) -> str:
        """Return the id of the run."""
        body = record.body
        if isinstance(body, Run):
            return body.id
        if isinstance(body, Correction | Kept):
            return body.run
        if isinstance(body, Redact) and body.what.startswith(_REDACTS):
            return body.what.removeprefix(_REDACTS)
        return ""

    def fold(self, db: sqlite3.Connection, subjects: Subjects, *, new: bool) -> None:
        """Write the rows of these runs; there is none of one that has not arrived itself."""
        before = {} if new else indexed_ways.tallies_of(db, subjects)
        if not new:
            gone = [(id_,) for id_ in subjects]
            db.executemany("DELETE FROM run WHERE id = ?", gone)
            db.executemany("DELETE FROM run_opened WHERE run = ?", gone)
            db.executemany("DELETE FROM run_looked WHERE run = ?", gone)
        marks = ", ".join("?" * _COLUMNS)
        rows = list(_rows(subjects))
        counted = [indexed_facts.values_of(row) for row in rows]
        outlines = {outline for _, outline, _ in counted}
        looked = [one for _, _, some in counted for one in some]
        every = ((*_values(row), *more) for row, (more, _, _) in zip(rows, counted, strict=True))
        db.executemany(f"INSERT INTO run VALUES ({marks})", every)
        db.executemany("INSERT OR IGNORE INTO run_outline VALUES (?, ?)", outlines)
        db.executemany("INSERT INTO run_looked VALUES (?, ?, ?, ?, ?, ?, ?, ?)", looked)
        opened = {(row.id, row.rep, _page(one)) for row in rows for one in row.run.opened}
        db.executemany("INSERT INTO run_opened VALUES (?, ?, ?)", opened)
        if not new:
            indexed_ways.exchange(db, before, indexed_ways.tallies_of(db, subjects))

    def made(self, db: sqlite3.Connection) -> None:
        """Add up how the runs went, all at once."""
        indexed_ways.add_all(db)


def _page(opened: Opened) -> str:
    return opened.page.partition("#")[0]


def _rows(subjects: Subjects) -> Iterator[RunRow]:
    several: list[Record] = []
    for records in subjects.values():
        row = alone(records[0]) if len(records) == 1 else None
        if row is None:
            several += records
        else:
            yield row
    yield from fold(several).values()


def _values(row: RunRow) -> tuple[Any, ...]:
    run = row.run
    clock, journal, seq = row.order
    return (
        row.id, clock, journal, seq, row.rep, row.at, run.play, run.account,
        run.mode, run.connect, run.started, _week((run.started or row.at)[:10]), run.seconds,
        run.result, _due(row), row.counts, run.wrong_play,
        row.private, row.corrected, row.redacted,
    )  # fmt: skip


@lru_cache(2_000)
def _week(text: str) -> str:
    day = day_of(text)
    if day is None:
        return ""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _due(row: RunRow) -> str | None:
    """Return the first day on which something of a run falls due: None where nothing does, "" where now."""
    run = row.run
    if not (run.commitment_by or run.next_date or run.result_until) or row.redacted or run.wrong_play:
        return None
    days = ["" if one.due is None else one.due.isoformat() for one in dated(row)]
    return min(days, default=None)


class RunLine(msgspec.Struct, frozen=True, gc=False):
    """One finished run in short: what it is counted and chosen by."""

    id: str
    rep: str
    at: str
    """When it was recorded."""
    play: str
    account: str
    mode: str
    connect: str
    started: str
    week: str
    """ISO week it started in, as `2026-W47`; empty where its day cannot be read."""
    seconds: float
    result: str
    due: str | None
    """The first day on which something of it falls due; None: nothing does."""
    counts: bool
    wrong_play: bool
    private: bool
    corrected: bool
    redacted: bool


_LINE = ", ".join(RunLine.__struct_fields__)
_IN_ORDER = "ORDER BY clock, journal, seq"


class IndexedRuns:
    """The finished runs that a person may read, answered by the index as of its last refresh."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def lines(
        self,
        *,
        reps: Collection[str] | None = None,
        since: str = "",
        account: str = "",
        due_by: str | None = None,
    ) -> list[RunLine]:
        """Return the runs in short, in their order: of `reps`, begun `since` (ISO), due by a day."""
        where, values = _where(reps=reps, since=since, account=account, due_by=due_by)
        rows = self._index.query(f"SELECT {_LINE} FROM run {where} {_IN_ORDER}", *values)
        return [_line(row) for row in rows]

    def ids(self) -> list[str]:
        """Return the ids of all runs, in their order."""
        return [id_ for (id_,) in self._index.query(f"SELECT id FROM run {_IN_ORDER}")]

    def row(self, id_: str) -> RunRow | None:
        """Return one whole run; None where it is unknown."""
        return self.rows([id_]).get(id_)

    def rows(self, ids: Iterable[str]) -> dict[str, RunRow]:
        """Return these whole runs by id, in the order of the records; unknown ones are left out."""
        runs = Folding()
        for some in _cut(ids):
            runs.add(record for records in self._index.about(NAME, some).values() for record in records)
        return runs.rows

    def uses(self, reps: Collection[str] | None = None) -> list[tuple[str, str, int]]:
        """Return how often each play was run on which day: `(play, ISO day, runs)`; of `reps`, where given."""
        where, values = _where(reps=reps)
        where = f"{where} {'AND' if where else 'WHERE'} NOT redacted AND NOT wrong_play"
        return self._index.query(
            f"SELECT play, substr(started, 1, 10), count(*) FROM run {where} GROUP BY 1, 2", *values
        )

    def opened(self, reps: Collection[str]) -> set[str]:
        """Return the pages that these reps opened during their runs."""
        marks = ", ".join("?" * len(reps))
        rows = self._index.query(
            f"SELECT DISTINCT page FROM run_opened WHERE rep IN ({marks})", *sorted(reps)
        )
        return {page for (page,) in rows}

    def plays(self, reps: Collection[str] | None = None) -> dict[str, int]:
        """Return how many runs each play has, the redacted ones under no play; of `reps`, where given."""
        where, values = _where(reps=reps)
        return dict(self._index.query(f"SELECT play, count(*) FROM run {where} GROUP BY 1", *values))


def _where(
    *,
    reps: Collection[str] | None = None,
    since: str = "",
    account: str = "",
    due_by: str | None = None,
) -> tuple[str, list[Any]]:
    parts: list[str] = []
    values: list[Any] = []
    if reps is not None:
        parts.append(f"rep IN ({', '.join('?' * len(reps))})")
        values += sorted(reps)
    for part, value in (("started >= ?", since), ("account = ?", account)):
        if value:
            parts.append(part)
            values.append(value)
    if due_by is not None:
        parts.append("due <= ?")
        values.append(due_by)
    return (f"WHERE {' AND '.join(parts)}" if parts else ""), values


def _line(row: tuple[Any, ...]) -> RunLine:
    return RunLine(*row[:12], *map(bool, row[12:]))


def _cut(ids: Iterable[str]) -> Iterator[list[str]]:
    every = list(dict.fromkeys(ids))
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]
