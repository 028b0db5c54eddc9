"""The facts of a run as columns of the index, and back."""

from __future__ import annotations

from array import array
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import msgspec

from playbook.clock import parse_stamp
from playbook.coaching.days import day_of
from playbook.coaching.facts import AFTER, Against, Fact, Outline, fact_of, outline_of
from playbook.coaching.runs import RunRow

TABLES = """
CREATE TABLE run_outline (id INTEGER PRIMARY KEY, steps TEXT NOT NULL);
CREATE TABLE run_looked (
  run TEXT NOT NULL, rep TEXT NOT NULL, play TEXT NOT NULL, started TEXT NOT NULL, begun REAL,
  page TEXT NOT NULL, words TEXT NOT NULL, settled TEXT NOT NULL
)
"""
INDEXES = """
CREATE INDEX run_use ON run (play, rep, private, counts, attempt, day);
CREATE INDEX run_end ON run (play, result, committed, kept, counts, private);
CREATE INDEX run_looked_run ON run_looked (run);
CREATE INDEX run_looked_page ON run_looked (page)
"""
COLUMNS = """
      begun REAL, day TEXT NOT NULL, title TEXT NOT NULL, blob TEXT NOT NULL, opportunity TEXT NOT NULL,
      deal_stage TEXT NOT NULL, triggers TEXT NOT NULL, commitment TEXT NOT NULL, commitment_by TEXT NOT NULL,
      kept TEXT NOT NULL, moved_to TEXT NOT NULL, committed INTEGER NOT NULL, attempt INTEGER NOT NULL,
      proved INTEGER NOT NULL, skipped INTEGER, out_of_order INTEGER, repeated INTEGER, added INTEGER,
      outline INTEGER NOT NULL, letters TEXT NOT NULL, reasons TEXT, spent BLOB NOT NULL, way INTEGER
"""
"""Of the table of runs, after those that runs are listed by.

`begun` is in seconds, NULL where no time can be read; `way` names how it went (`Way`), NULL where
it counts in no figure.
"""
FACT = (
    "r.id, r.rep, r.clock, r.journal, r.seq, r.play, r.title, r.blob, r.started, r.account, r.opportunity, "
    "r.deal_stage, r.triggers, r.mode, r.connect, r.result, r.commitment, r.commitment_by, r.kept, r.moved_to, "
    "r.proved, r.wrong_play, r.private, r.corrected, r.redacted, r.counts, r.skipped, r.out_of_order, r.repeated, "
    "r.added, o.steps, r.letters, r.reasons, r.spent"
)
"""What `fact_from` reads, of `run r JOIN run_outline o`."""

Values = tuple[Any, ...]


def values_of(row: RunRow) -> tuple[Values, tuple[int, str], list[Values]]:
    """Return the columns of a run, its outline's row, and the rows of what was looked up on a connected call."""
    fact = fact_of(row)
    against = fact.against or (None,) * 4
    outline = _outline(fact.outline)
    begun = _begun(fact.started or row.at)
    way = None
    if fact.counts and not fact.private:
        way = _way(fact.play, outline[0], fact.blob, fact.rep, fact.committed)
    columns = (
        begun, fact.started[:10] if day_of(fact.started) else "", fact.title, fact.blob, fact.opportunity,
        fact.deal_stage, _packed(fact.triggers), fact.commitment, fact.commitment_by,
        fact.kept, fact.moved_to, fact.committed, fact.is_attempt,
        fact.proved, *against,
        outline[0], fact.letters, fact.reasons or None, array("d", fact.seconds).tobytes(), way,
    )  # fmt: skip
    looked: list[Values] = []
    if fact.connect == "connected" and not fact.private and not fact.redacted:
        looked = [(fact.id, fact.rep, fact.play, fact.started, begun, *one) for one in fact.opened]
    return columns, outline, looked


def fact_from(row: Values) -> Fact:
    """Return the fact that a row of `FACT` holds."""
    (id_, rep, clock, journal, seq, play, title, blob, started, account, opportunity,
     deal_stage, triggers, mode, connect, result, commitment, commitment_by, kept, moved_to,
     proved, wrong_play, private, corrected, redacted, counts, skipped, out_of_order, repeated,
     added, steps, letters, reasons, seconds) = row  # fmt: skip
    return Fact(
        id_, rep, (clock, journal, seq), play, title, blob, started, account, opportunity,
        deal_stage, unpacked(triggers), mode, connect, result, commitment, commitment_by, kept, moved_to,
        bool(proved), bool(wrong_play), bool(private), bool(corrected), bool(redacted), bool(counts),
        None if skipped is None else Against(skipped, out_of_order, repeated, added),
        outline_from(steps), letters, reasons or "", tuple(array("d", seconds)),
    )  # fmt: skip


@lru_cache(4_096)
def outline_from(text: str) -> Outline:
    """Return the outline that the index holds as `text`."""
    ids, required = msgspec.json.decode(text, type=tuple[tuple[str, ...], tuple[bool, ...]])
    return outline_of(ids, required)


@lru_cache(4_096)
def _outline(outline: Outline) -> tuple[int, str]:
    text = msgspec.json.encode(outline)
    return _number(text), text.decode()


@lru_cache(16_384)
def _way(*key: str | int) -> int:
    return _number(msgspec.json.encode(key))


def _number(text: bytes) -> int:
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big", signed=True)


@lru_cache(4_096)
def _begun(text: str) -> float | None:
    try:
        return parse_stamp(text).timestamp()
    except (ValueError, OverflowError):
        return None


def _packed(texts: tuple[str, ...]) -> str:
    return msgspec.json.encode(texts).decode() if texts else ""


@lru_cache(4_096)
def unpacked(text: str) -> tuple[str, ...]:
    """Return texts that stand in one column."""
    return msgspec.json.decode(text, type=tuple[str, ...]) if text else ()


JOINED = f"group_concat(r.reasons, '{AFTER}')"
"""The reasons of many runs, as those of one."""
