"""What finds similar feedback, kept on the disk beside the index: opened without reading a text.

It is throw-away like the index, and made of it: of each item's words by their number (`item_text`). It learns what
is new when it is asked to keep up, some texts at a time, so that whoever starts meanwhile goes on from there; the
index itself is not held up by it. It goes when the index is made anew.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from heapq import heappop, heappush
from pathlib import Path
from threading import RLock

from playbook.desk.beside import among, beside, connect, remove
from playbook.desk.ranking import DRIFT, FLOOR, Question, Some, bonus, length, question, weight
from playbook.desk.similar import features
from playbook.desk.sliced import CHUNK, TOP, Lengths, Sums, members, packed, rounded_up, sums, together
from playbook.desk.spoken import folded, pieces
from playbook.progress import Progress
from playbook.records.index import Index

_AT_ONCE = 2_000
"""Texts learnt in one transaction."""
_LEVELS = (*(0.95**step for step in range(33)), FLOOR)
"""Likenesses down to which texts are looked for, one after the other."""
_FIRST = 32
"""Texts that may reach the first level that is looked at closely."""
_KEPT = 400
"""Sets of features held in memory: 5 MB of 100,000 texts."""
_COUNTS = ("learnt", "gone", "texts", "changes", "weighed", "turn")
"""Up to which number texts were learnt, up to which place forgotten; how many there are; how many came and went since
the weights were worked out, and with how many that was; and how often anything was written."""


class Stored:
    """Postings of the words of all items in an index; may be asked from any thread, one at a time."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._made: object = None
        self._db: sqlite3.Connection | None = None
        self._turn = RLock()
        self._counts = dict.fromkeys(_COUNTS, 0)
        self._lengths = Lengths()
        self._sets: dict[int, int] = {}
        """Sets of the features that were asked after last."""

    # Asking

    def question(self, said: Collection[str]) -> Question:
        """Return the question after what says the features `said`, weighed by what is learnt so far."""
        with self._turn, self._opened() as db:
            self._look(db)
            rows = among(db, "SELECT name, count FROM feature WHERE name", list(said))
            counts = dict(rows)
            return question(said, self._counts["texts"], lambda feature: counts.get(feature, 0))

    def rank(self, asked: Question, kind: str = "", play: str = "") -> Iterator[Some]:
        """Yield the numbers of the texts that are like what is asked, from level to level down to the floor."""
        with self._turn, self._opened() as db:
            self._look(db)
            squares = {feature: asked.weights[feature] ** 2 for feature in asked.telling}
            if not squares:
                return
            ids = dict(among(db, "SELECT name, id FROM feature WHERE name", asked.telling))
            order = [(ids[name], square) for name, square in squares.items() if name in ids]
            scale = TOP / sum(squares.values())
            planes = sums((self._set_of(db, id_), rounded_up(square, scale)) for id_, square in order)
            lifted = self._lifted(db, kind, play)
        yield from self._levels(asked, planes, scale, lifted, order)

    def _levels(
        self,
        asked: Question,
        planes: Sequence[int],
        scale: float,
        lifted: Sequence[tuple[float, int]],
        order: Sequence[tuple[int, float]],
    ) -> Iterator[Some]:
        by_number, whole = Sums(planes), scale * asked.length

        def reaching(level: float) -> list[tuple[float, int]]:
            return [(f, some & self._lengths.reaching(planes, whole, level / f)) for f, some in lifted]

        many = bisect_left(_LEVELS, _FIRST, key=lambda at: sum(s.bit_count() for _, s in reaching(at)))
        seen = 0
        waiting: list[tuple[float, int, float]] = []
        for level in _LEVELS[min(many, len(_LEVELS) - 1) :]:
            with self._turn, self._opened() as db:
                lengths = self._lengths.values
                for factor, some in reaching(level):
                    for number in members(some & ~seen):
                        most = by_number.of(number) / (whole * lengths[number]) * factor
                        heappush(waiting, (-most, number, factor))
                    seen |= some
                factors: dict[int, float] = {}
                while waiting and -waiting[0][0] >= level:
                    _, number, factor = heappop(waiting)
                    factors[number] = factor
                found = self._exactly(db, factors, asked.length, order)
            yield found, level

    def _lifted(self, db: sqlite3.Connection, kind: str, play: str) -> list[tuple[float, int]]:
        """Return by what a common kind and page lift the likeness of which sets of texts."""
        names = [f"kind {kind}", f"play {play}"]
        ids = dict(among(db, "SELECT name, id FROM feature WHERE name", names))
        kinds, plays = (
            self._set_of(db, ids[name]) if name in ids and said else 0
            for name, said in zip(names, (kind, play), strict=True)
        )
        sets = (
            (bonus(kind=True, play=True), kinds & plays),
            (bonus(kind=False, play=True), plays & ~kinds),
            (bonus(kind=True, play=False), kinds & ~plays),
            (1.0, ~(kinds | plays)),
        )
        return [(factor, some) for factor, some in sets if some]

    def _exactly(
        self,
        db: sqlite3.Connection,
        lifts: Mapping[int, float],
        asked: float,
        order: Sequence[tuple[int, float]],
    ) -> list[tuple[float, int]]:
        """Return the likeness and the number of those of the texts that are still there."""
        lengths = self._lengths.values
        found = []
        for number, own in among(db, "SELECT number, features FROM text WHERE number", list(lifts)):
            has = set(array("I", own))
            score = sum([square for id_, square in order if id_ in has])
            found.append((min(1.0, score / (asked * lengths[number]) * lifts[number]), number))
        return found

    def _set_of(self, db: sqlite3.Connection, feature: int) -> int:
        """Return the set of the numbers of the texts that have a feature; some may be of texts that are gone."""
        found = self._sets.get(feature)
        if found is None:
            if len(self._sets) >= _KEPT:
                self._sets.clear()
            sql = "SELECT chunk, numbers FROM posting WHERE feature = ? ORDER BY chunk"
            found = self._sets[feature] = together(db.execute(sql, (feature,)))
        return found

    # Learning

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._close()

    def waits(self) -> int:
        """Return how many texts of the index are not learnt yet."""
        with self._turn, self._opened() as db:
            self._look(db)
            sql = "SELECT count(*) FROM item_text WHERE number > ?"
            [(number,)] = self._index.query(sql, self._counts["learnt"])
            return int(number)

    def keep_up(self, progress: Progress | None = None) -> bool:
        """Learn what is new in the index and forget what is gone; return whether anything was."""
        told = progress or Progress()
        changed = False
        with told.over("Learning the words of feedback", -(-self.waits() // _AT_ONCE), "parts"):
            while self._keep_up_some():
                changed = True
                told.step()
        return changed

    def _keep_up_some(self) -> bool:
        with self._turn, self._opened() as db:
            self._look(db)
            if not self._is_behind():
                return False
            db.execute("BEGIN IMMEDIATE")
            try:
                self._look(db)  # another process may have gone on
                sql = (
                    "SELECT number, about, kind, play, tried FROM item_text WHERE number > ?"
                    " ORDER BY number LIMIT ?"
                )
                if news := self._index.query(sql, self._counts["learnt"], _AT_ONCE):
                    self._learn(db, news)
                else:
                    self._forget(db)
                    self._weigh(db)
                self._keep_counts(db)
                db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    db.execute("ROLLBACK")
                self._counts["turn"] = -1  # what is known here may not be what is written
                raise
        return True

    def _is_behind(self) -> bool:
        [(text, gone)] = self._index.query(
            "SELECT (SELECT max(number) FROM item_text), (SELECT max(place) FROM item_gone)"
        )
        if (text or 0) > self._counts["learnt"] or (gone or 0) > self._counts["gone"]:
            return True
        return self._counts["changes"] > DRIFT * self._counts["weighed"]

    def _learn(self, db: sqlite3.Connection, news: Sequence[tuple[int, str, str, str, str]]) -> None:
        said = {number: list(features(about)) for number, about, *_ in news}
        # What an item is of, and about, is found as its words are; it has no part in the length of what it says.
        facts = {number: [f"kind {kind}", f"play {play}"] for number, _, kind, play, _ in news}
        ids = _ids(db, {name for names in (*said.values(), *facts.values()) for name in names})
        own = {number: array("I", (ids[name] for name in names)) for number, names in said.items()}
        _post(db, "posting", "feature", {n: [*own[n], *(ids[name] for name in facts[n])] for n in own})
        _keep_pieces(db, {number: pieces(folded(about, tried)) for number, about, _, _, tried in news})
        counts = Counter(one for some in own.values() for one in some)
        db.executemany(
            "UPDATE feature SET count = count + ? WHERE id = ?", ((n, one) for one, n in counts.items())
        )
        db.executemany(
            "INSERT INTO text VALUES (?, ?)", ((number, some.tobytes()) for number, some in own.items())
        )
        self._counts["learnt"] = news[-1][0]
        self._counts["texts"] += len(news)
        self._counts["changes"] += len(news)
        self._measure(db, own)

    def _forget(self, db: sqlite3.Connection) -> None:
        sql = "SELECT place, number FROM item_gone WHERE place > ? ORDER BY place"
        for place, number in self._index.query(sql, self._counts["gone"]):
            self._counts["gone"] = place
            row = db.execute("SELECT features FROM text WHERE number = ?", (number,)).fetchone()
            if row is not None:
                own = array("I", row[0])
                db.executemany("UPDATE feature SET count = count - 1 WHERE id = ?", ((one,) for one in own))
                db.execute("DELETE FROM text WHERE number = ?", (number,))
                self._counts["texts"] -= 1
                self._counts["changes"] += 1

    # Weights

    def _weigh(self, db: sqlite3.Connection) -> None:
        """Work all lengths out anew where enough has come and gone; until then new texts are measured as they come."""
        if self._counts["changes"] <= DRIFT * self._counts["weighed"]:
            return
        texts = self._counts["texts"]
        weights = {id_: weight(texts, n) for id_, n in db.execute("SELECT id, count FROM feature")}
        rows = db.execute("SELECT number, features FROM text ORDER BY number")
        self._lengths.renew()
        self._write(db, ((number, length(map(weights.__getitem__, array("I", own)))) for number, own in rows))
        self._counts["changes"], self._counts["weighed"] = 0, texts

    def _measure(self, db: sqlite3.Connection, news: dict[int, array[int]]) -> None:
        ids = {one for own in news.values() for one in own}
        texts = self._counts["texts"]
        counts = dict(among(db, "SELECT id, count FROM feature WHERE id", list(ids)))
        weights = {id_: weight(texts, count) for id_, count in counts.items()}
        self._write(db, ((number, length(weights[one] for one in own)) for number, own in news.items()))

    def _write(self, db: sqlite3.Connection, lengths: Iterable[tuple[int, float]]) -> None:
        changed = set()
        for number, one in lengths:
            self._lengths.put(number, one)
            changed.add(number // CHUNK)
        values = self._lengths.values
        rows = ((chunk, values[chunk * CHUNK : (chunk + 1) * CHUNK].tobytes()) for chunk in sorted(changed))
        db.executemany("INSERT OR REPLACE INTO length VALUES (?, ?)", rows)

    def _keep_counts(self, db: sqlite3.Connection) -> None:
        self._counts["turn"] += 1
        self._sets.clear()
        db.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", self._counts.items())

    def _look(self, db: sqlite3.Connection) -> None:
        """Read anew what another process has written since."""
        written = dict(db.execute("SELECT name, value FROM about"))
        if written.get("turn", 0) == self._counts["turn"]:
            return
        self._counts = {name: written.get(name, 0) for name in _COUNTS}
        values = array("d")
        for chunk, lengths in db.execute("SELECT chunk, lengths FROM length ORDER BY chunk"):
            values.extend([0.0] * (chunk * CHUNK - len(values)))
            values.frombytes(lengths)
        self._lengths = Lengths(values)
        self._sets.clear()

    # The file

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        made = self._index.made
        if self._db is None or made != self._made:
            self._open(*made)
        assert self._db is not None
        try:
            yield self._db
        except sqlite3.DatabaseError as error:
            self._close()
            if made[0] is not None and not isinstance(error, sqlite3.OperationalError):
                remove(beside(made[0]))
            raise

    def _open(self, index: Path | None, mark: int) -> None:
        self._close()
        path = beside(index) if index is not None else None
        try:
            self._db = connect(path, mark)
        except sqlite3.OperationalError:  # the disk refuses: it is only a cache
            self._db = connect(None, mark)
        except sqlite3.DatabaseError:  # damaged
            remove(path)
            self._db = connect(path, mark)
        self._made = (index, mark)

    def _close(self) -> None:
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.close()
        self._db = None
        self._counts = dict.fromkeys(_COUNTS, 0)
        self._counts["turn"] = -1
        self._lengths = Lengths()
        self._sets.clear()


def _ids(db: sqlite3.Connection, names: Collection[str]) -> dict[str, int]:
    """Return the id of each feature; new ones get one."""
    wanted = sorted(names)
    db.executemany("INSERT OR IGNORE INTO feature (name, count) VALUES (?, 0)", ((name,) for name in wanted))
    return dict(among(db, "SELECT name, id FROM feature WHERE name", wanted))


def _keep_pieces(db: sqlite3.Connection, texts: Mapping[int, Collection[str]]) -> None:
    """Note which texts, by number, are made of which pieces."""
    names = sorted({name for some in texts.values() for name in some})
    db.executemany("INSERT OR IGNORE INTO piece (name) VALUES (?)", ((name,) for name in names))
    ids = dict(among(db, "SELECT name, id FROM piece WHERE name", names))
    _post(db, "said", "piece", {number: [ids[name] for name in some] for number, some in texts.items()})


def _post(db: sqlite3.Connection, table: str, column: str, texts: Mapping[int, Iterable[int]]) -> None:
    """Put the numbers of new texts into the sets of what each of them has."""
    postings: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for number, some in texts.items():
        for one in some:
            postings[one, number // CHUNK].append(number)
    known = f"SELECT numbers FROM {table} WHERE {column} = ? AND chunk = ?"
    rows = []
    for key, numbers in postings.items():
        row = db.execute(known, key).fetchone()
        rows.append((*key, packed(numbers, key[1], row[0] if row else b"")))
    db.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", rows)
