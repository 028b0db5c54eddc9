"""Which items say some words: found by the pieces of their texts that lie beside the index, and read where it must be.

What is looked for may stand anywhere, in the middle of a word too, case-folded: a piece that holds it is looked up in
the list of all pieces, and only what spans several pieces is held against the texts themselves. What is not learnt
yet is read.
"""

from __future__ import annotations

import json
import re
import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable
from pathlib import Path
from threading import Lock

from playbook.desk.beside import among, beside, connect_to_read
from playbook.desk.sliced import gathered, members, together
from playbook.desk.words import UNSPACED
from playbook.records.index import Index

_RUNS = re.compile(rf"[{UNSPACED}]+|[^\W{UNSPACED}]+|[^\w\s{UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
_FIRST = UNSPACED[0]
_FEW = 200
"""Texts that are sooner read than told apart by yet another piece."""
_END = "\n"
"""No piece holds it."""


def folded(about: str, tried: str) -> str:
    """Return a text as it is looked through."""
    return f"{about}\n{tried}".casefold()


def parts(text: str) -> set[str]:
    """Return what `text` (case-folded) is made of but for white space: runs of letters and digits, and of signs.

    Scripts without spaces are cut into pairs of letters that overlap.
    """
    runs = set(_RUNS.findall(text))
    unspaced = {run for run in runs if run >= _FIRST and _IS_UNSPACED.match(run)}
    pairs = {run[at : at + 2] for run in unspaced for at in range(max(1, len(run) - 1))}
    return runs - unspaced | pairs


def pieces(text: str) -> set[str]:
    """Return what `text` (case-folded) is found by: its parts and, for the most part in very many, single letters."""
    found = parts(text)
    return found.union(*found)


class Pieces:
    """All pieces that any text was ever made of, in one long string."""

    def __init__(self) -> None:
        self.last = 0
        """The id of the latest."""
        self._text = _END
        self._starts = array("L")
        self._ids = array("L")

    def take_in(self, rows: Iterable[tuple[int, str]]) -> None:
        """Take in pieces with ids above the latest, ascending."""
        parts, at = [self._text], len(self._text)
        for id_, name in rows:
            self._starts.append(at)
            self._ids.append(id_)
            parts.append(f"{name}{_END}")
            at += len(name) + 1
            self.last = id_
        self._text = "".join(parts)

    def holding(self, part: str) -> list[int]:
        """Return the ids of the pieces that say where `part` stands: it itself or, if longer, all that hold it."""
        found, text = [], self._text
        if len(part) == 1:
            at = text.find(f"{_END}{part}{_END}")
            return [self._ids[bisect_right(self._starts, at + 1) - 1]] if at >= 0 else []
        at = text.find(part)
        while at >= 0:
            found.append(self._ids[bisect_right(self._starts, at) - 1])
            at = text.find(part, text.index(_END, at))
        return found


class Spoken:
    """The words of all items of an index; asked from any thread, one at a time, and never for the event loop."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._made: object = None
        self._db: sqlite3.Connection | None = None
        self._pieces = Pieces()
        self._turn = Lock()

    def saying(self, words: str) -> int:
        """Return the set of the numbers of the items that say `words` (case-folded); some texts may be gone."""
        wanted = parts(words)
        with self._turn:
            learnt, some = self._learnt(wanted)
        if some and wanted != {words}:
            some = self._reading(
                words, "number IN (SELECT value FROM json_each(?))", json.dumps(members(some))
            )
        return some | self._reading(words, "number > ?", learnt)

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._close()

    def _reading(self, words: str, which: str, value: object) -> int:
        sql = f"SELECT number, about, tried FROM item_text WHERE {which}"
        rows = self._index.query(sql, value)
        return gathered(number for number, about, tried in rows if words in folded(about, tried))

    def _learnt(self, wanted: Collection[str]) -> tuple[int, int]:
        """Return up to which number texts are learnt, and which of them have pieces that hold all of `wanted`."""
        path, mark = self._index.made
        if self._db is None or self._made != (path, mark):
            self._open(path, mark)
        if self._db is None or not wanted:
            return 0, 0
        try:
            return self._ask(self._db, wanted)
        except sqlite3.Error:  # damaged, or cleared away: who keeps it mends it
            self._close()
            return 0, 0

    def _ask(self, db: sqlite3.Connection, wanted: Collection[str]) -> tuple[int, int]:
        db.execute("BEGIN")  # one look at what another connection goes on writing
        try:
            known = db.execute("SELECT value FROM about WHERE name = 'learnt'").fetchone()
            self._pieces.take_in(
                db.execute("SELECT id, name FROM piece WHERE id > ? ORDER BY id", (self._pieces.last,))
            )
            found = -1
            for part in sorted(wanted, key=len, reverse=True):  # short ones stand in very many
                holding = self._pieces.holding(part)
                found &= together(among(db, "SELECT chunk, numbers FROM said WHERE piece", holding))
                if found.bit_count() <= _FEW:
                    break
        finally:
            db.execute("COMMIT")
        return (known[0] if known else 0), found

    def _open(self, path: Path | None, mark: int) -> None:
        self._close()
        if path is not None:
            self._db, self._made = connect_to_read(beside(path), mark), (path, mark)

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
        self._db, self._pieces = None, Pieces()
