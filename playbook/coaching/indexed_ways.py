"""How runs went, added up in the index with each run that comes, changes or goes: reading groups nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from typing import Any

import msgspec

from playbook.coaching.indexed_facts import JOINED, outline_from
from playbook.coaching.ways import Tally, Way, tally

TABLES = """
CREATE TABLE run_way (
  id INTEGER PRIMARY KEY, play TEXT NOT NULL, outline INTEGER NOT NULL, blob TEXT NOT NULL, rep TEXT NOT NULL,
  committed INTEGER NOT NULL, tally BLOB NOT NULL
)
"""
INDEXES = """
CREATE INDEX run_way_started ON run (way, started) WHERE way IS NOT NULL AND day <> ''
"""
KEPT = (
    "SELECT r.play, o.steps, r.blob, r.rep, r.committed, r.tally,"
    " ifnull((SELECT min(one.started) FROM run one WHERE one.way = r.id AND one.day <> ''), ''),"
    " ifnull((SELECT max(one.started) FROM run one WHERE one.way = r.id AND one.day <> ''), '')"
    " FROM run_way r JOIN run_outline o ON o.id = r.outline"
)
"""All ways, from what is kept of them; `kept_way` reads a row."""
_COUNTS = (
    "group_concat(r.letters, ''), "
    f"ifnull({JOINED}, ''), count(*), count(r.skipped), total(r.out_of_order > 0), total(r.skipped), "
    "total(r.out_of_order), total(r.repeated), total(r.added)"
)
GROUPED = (
    "SELECT r.play, o.steps, r.blob, r.rep, r.committed,"
    " ifnull(min(CASE WHEN r.day <> '' THEN r.started END), ''),"
    f" ifnull(max(CASE WHEN r.day <> '' THEN r.started END), ''), {_COUNTS}"
    " FROM run r JOIN run_outline o ON o.id = r.outline"
)
"""Some ways, from the runs that went them, grouped by `r.way`; `grouped_way` reads a row."""
_TALLIED = (
    f"SELECT r.way, r.play, r.outline, r.blob, r.rep, r.committed, o.steps, {_COUNTS}"
    " FROM run r JOIN run_outline o ON o.id = r.outline WHERE r.way IS NOT NULL"
)

Kept = dict[tuple[Any, ...], Tally]
"""By the columns of `run_way` before its tally."""
_KEY = 6
_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Tally)


def kept_way(row: tuple[Any, ...], rep: str) -> Way:
    """Return the way that a row of `KEPT` holds, as one of `rep`."""
    play, steps, blob, _, committed, packed, first, last = row
    return Way(play, outline_from(steps), blob, rep, bool(committed), *_decoder.decode(packed), first, last)


def grouped_way(row: tuple[Any, ...], rep: str) -> Way:
    """Return the way that a row of `GROUPED` holds, as one of `rep`."""
    play, steps, blob, _, committed, first, last, *counts = row
    outline = outline_from(steps)
    return Way(play, outline, blob, rep, bool(committed), *tally(outline, *counts), first, last)


def add_all(db: sqlite3.Connection) -> None:
    """Add up all runs, where nothing was added up before."""
    _write(db, _tallied(db.execute(f"{_TALLIED} GROUP BY r.way")))


def tallies_of(db: sqlite3.Connection, runs: Collection[str]) -> Kept:
    """Return what these runs are of the ways they went."""
    marks = ", ".join("?" * len(runs))
    return dict(_tallied(db.execute(f"{_TALLIED} AND r.id IN ({marks}) GROUP BY r.way", list(runs))))


def exchange(db: sqlite3.Connection, before: Kept, now: Kept) -> None:
    """Take what some runs were from the ways that are kept, and add what they are now."""
    changed = [key for key in {**before, **now} if before.get(key) != now.get(key)]
    marks = ", ".join("?" * len(changed))
    kept = db.execute(
        f"SELECT id, tally FROM run_way WHERE id IN ({marks})", [key[0] for key in changed]
    ).fetchall()
    found = {id_: _decoder.decode(packed) for id_, packed in kept}
    after: Kept = {}
    for key in changed:
        parts = [(one, sign) for one, sign in ((before.get(key), -1), (now.get(key), 1)) if one is not None]
        whole = found.get(key[0]) or parts[0][0].nothing
        for part, sign in parts:
            whole = whole.plus(part, sign)
        after[key] = whole
    db.executemany("DELETE FROM run_way WHERE id = ?", [(key[0],) for key in changed])
    _write(db, ((key, whole) for key, whole in after.items() if whole.n))


def _tallied(rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[tuple[Any, ...], Tally]]:
    for row in rows:
        yield row[:_KEY], tally(outline_from(row[_KEY]), *row[_KEY + 1 :])


def _write(db: sqlite3.Connection, ways: Iterable[tuple[tuple[Any, ...], Tally]]) -> None:
    rows = ((*key, _encoder.encode(whole)) for key, whole in ways)
    db.executemany("INSERT INTO run_way VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
