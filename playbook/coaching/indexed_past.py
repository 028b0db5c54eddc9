"""The past as the index tells it: counted where the rows lie."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from msgspec.structs import replace

from playbook.coaching.facts import Fact
from playbook.coaching.indexed_facts import FACT, fact_from, outline_from, unpacked
from playbook.coaching.indexed_ways import GROUPED, KEPT, grouped_way, kept_way
from playbook.coaching.tallies import Case, End, Opening, Past, Took, Use
from playbook.coaching.ways import Way, in_order
from playbook.records.index import Index

Among = Literal["", "looked", "deals"]
"""All runs, those on which something was looked up, or those with an opportunity."""
_AMONG: dict[Among, str] = {
    "looked": "r.id IN (SELECT run FROM run_looked)",
    "deals": "r.counts AND r.opportunity <> ''",
}
_CASE = "r.deal_stage, r.account, r.triggers"
_PARTS = 3
_CASES = f"SELECT {_CASE} FROM run r"
"""A row a run: hardly two are of one case, and SQLite would sort them all to find that."""
_LATEST = "ORDER BY r.started DESC, r.clock DESC, r.journal DESC, r.seq DESC"
_COUNTED = "r.counts AND NOT r.private"


class IndexedPast(Past):
    """Finished runs of the index, as of its last refresh."""

    def __init__(
        self,
        index: Index,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        without: Collection[tuple[str, str]] = (),
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Those that began `since` and before `until`, where given; `without` those of a play by a rep.

        `names` gives a name that somebody had before the one they have now: what they did is theirs under either.
        """
        self._index = index
        self._names = dict(names or {})
        self._timed = since is not None or until is not None
        self._where: list[str] = []
        self._values: list[Any] = []
        for part, moment in (("r.begun >= ?", since), ("r.begun < ?", until)):
            if moment is not None:
                self._where.append(part)
                self._values.append(moment.timestamp())
        if without:
            pairs = sorted((play, name) for play, rep in without for name in self._all_names([rep]))
            marks = ", ".join(["(?, ?)"] * len(pairs))
            self._where.append(f"(r.play, r.rep) NOT IN (VALUES {marks})")
            self._values += [value for pair in pairs for value in pair]

    def uses(self) -> list[Use]:
        """Return who recorded how much of which play."""
        return list(self._uses)

    @cached_property
    def _uses(self) -> list[Use]:
        rows = self._ask(
            "SELECT r.play, r.rep, r.private, count(*), sum(r.attempt), sum(r.counts),"
            " ifnull(min(nullif(r.day, '')), ''), max(r.day) FROM run r",
            then="GROUP BY r.play, r.rep, r.private",
        )
        return sorted(Use(play, self._named(rep), bool(private), *rest) for play, rep, private, *rest in rows)

    def ways(self, plays: Collection[str] | None = None) -> list[Way]:
        """Return how the counted runs went."""
        if self._timed:
            rows = self._ask(GROUPED, "r.way IS NOT NULL", plays=plays, then="GROUP BY r.way")
            return in_order(grouped_way(row, self._named(row[3])) for row in rows)
        rows = self._ask(KEPT, plays=plays)
        return in_order(kept_way(row, self._named(row[3])) for row in rows)

    def ends(self, plays: Collection[str] | None = None) -> list[End]:
        """Return how the counted runs ended."""
        rows = self._ask(
            "SELECT r.play, r.result, r.committed, r.kept, count(*) FROM run r",
            _COUNTED,
            plays=plays,
            then="GROUP BY 1, 2, 3, 4",
        )
        return sorted(
            End(play, result, bool(committed), kept, n) for play, result, committed, kept, n in rows
        )

    def times(self, plays: Collection[str] | None = None) -> dict[tuple[str, str], list[float]]:
        """Return the seconds spent by play and step."""
        rows = self._ask(
            "SELECT r.play, r.outline, r.spent FROM run r",
            _COUNTED,
            plays=plays,
        )
        outlines = dict(self._index.query("SELECT id, steps FROM run_outline"))
        together: dict[tuple[str, int], list[bytes]] = {}
        for play, outline, seconds in rows:
            together.setdefault((play, outline), []).append(seconds)
        found: dict[tuple[str, str], list[float]] = {}
        for (play, outline), parts in together.items():
            ids = outline_from(outlines[outline]).ids
            every = array("d", b"".join(parts))
            for place, step in enumerate(ids):
                if spent := [one for one in every[place :: len(ids)] if one > 0]:
                    found.setdefault((play, step), []).extend(spent)
        for values in found.values():
            values.sort()
        return found

    def cases(self, plays: Collection[str] | None = None) -> list[Case]:
        """Return what kind of calls the counted runs were."""
        if plays is None:
            return _cases(self._ask(_CASES, _COUNTED))
        # The plus keeps to the order of the table: of all plays there are, nearly every row of it is asked for.
        marks = ", ".join("?" * len(plays))
        return _cases(self._ask(_CASES, f"{_COUNTED} AND +r.play IN ({marks})", *sorted(plays)))

    def cases_by_rep(self, plays: Collection[str] | None = None) -> dict[str, list[Case]]:
        """Return the same by who ran them."""
        rows = self._ask(f"SELECT r.rep, {_CASE} FROM run r", _COUNTED, plays=plays)
        return _cases_by((self._named(rep), case) for rep, *case in rows)

    def took(self, which: Took, reps: Collection[str] | None = None, *, most: int) -> tuple[str, ...]:
        """Return the ids of at most so many of these runs, the latest first."""
        where, given = self._of(which)
        rows = self._ask(
            "SELECT r.id FROM run r",
            where,
            *given,
            plays=which.plays,
            reps=reps,
            then=f"{_LATEST} LIMIT {int(most)}",
        )
        return tuple(id_ for (id_,) in rows)

    def cases_of(self, *which: Took) -> tuple[list[Case], ...]:
        """Return what kind of calls these runs were: the runs of their plays are read once for all of them."""
        columns, given = [], list[Any]()
        for each in which:
            where, values = self._of(each)
            columns.append(f"r.play IN ({', '.join('?' * len(each.plays))}) AND {where}")
            given += [*sorted(each.plays), *values]
        plays = frozenset[str]().union(*(each.plays for each in which))
        rows = self._ask(f"SELECT {_CASE}, {', '.join(columns)} FROM run r", "", *given, plays=plays)
        return tuple(
            _cases(row[:_PARTS] for row in rows if row[_PARTS + place]) for place in range(len(which))
        )

    def _of(self, which: Took) -> tuple[str, list[Any]]:
        """Return what is asked of rows that are among these runs."""
        if which.off is not None:
            return f"{_COUNTED} AND r.out_of_order {'>' if which.off else '='} 0", []
        marks = ", ".join("?" * len(which.plays))
        outlines = self._index.query(
            "SELECT DISTINCT w.outline, o.steps FROM run_way w JOIN run_outline o ON o.id = w.outline"
            f" WHERE w.play IN ({marks})",
            *sorted(which.plays),
        )
        parts, given = ["0"], list[Any]()
        for outline, steps in outlines:
            for place in which.places(outline_from(steps)):
                parts.append("(r.outline = ? AND instr(?, substr(r.letters, ?, 1)))")
                given += [outline, which.letters, place + 1]
        return f"{_COUNTED} AND ({' OR '.join(parts)})", given

    def openings(self) -> list[Opening]:
        """Return what was looked up on connected calls."""
        rows = self._ask(
            "SELECT r.page, r.words, r.settled, r.rep, count(*) FROM run_looked r",
            then="GROUP BY 1, 2, 3, 4",
        )
        return sorted(
            Opening(page, words, settled, self._named(rep), n) for page, words, settled, rep, n in rows
        )

    def judged_cases(self) -> dict[str, list[Case]]:
        """Return by page what kind of calls it was looked up on, and judged."""
        rows = self._ask(
            f"SELECT l.page, {_CASE} FROM run_looked l JOIN run r ON r.id = l.run", "l.settled <> ''"
        )
        return _cases_by((page, case) for page, *case in rows)

    def opened_on(self, page: str, most: int) -> tuple[str, ...]:
        """Return the ids of the calls on which a page was looked up, the latest first."""
        ids = "SELECT r.run FROM run_looked r " + self._filter("r.page = ?")
        rows = self._index.query(
            f"SELECT r.id FROM run r WHERE r.id IN ({ids}) {_LATEST} LIMIT ?",
            page,
            *self._values,
            most,
        )
        return tuple(id_ for (id_,) in rows)

    def exits(self) -> set[tuple[str, str]]:
        """Return the opportunities and stages whose exit was proven."""
        rows = self._ask("SELECT DISTINCT r.opportunity, r.deal_stage FROM run r", f"r.proved AND {_COUNTED}")
        return {(opportunity, stage) for opportunity, stage in rows}

    def facts(
        self,
        plays: Collection[str] | None = None,
        reps: Collection[str] | None = None,
        *,
        since: str = "",
        private: bool = False,
    ) -> list[Fact]:
        """Return runs one by one, the first first."""
        rows = self._ask(
            f"SELECT {FACT} FROM run r JOIN run_outline o ON o.id = r.outline",
            "r.started >= ?" + ("" if private else " AND NOT r.private"),
            since,
            plays=plays,
            reps=reps,
            then="ORDER BY r.started, r.clock, r.journal, r.seq",
        )
        return [self._fact(row) for row in rows]

    def latest(
        self,
        plays: Collection[str] | None = None,
        reps: Collection[str] | None = None,
        *,
        only: Collection[str] = (),
        among: Among = "",
        deals: Collection[tuple[str, str]] = (),
        private_of: Collection[str] = (),
        most: int,
    ) -> list[Fact]:
        """Return at most so many runs, the latest first; of private ones those of `private_of`.

        `deals` are opportunities, each in a stage: runs with one of them while it was in one of the stages.
        """
        parts = ["NOT r.private"]
        values: list[Any] = []
        if private_of:
            parts = [f"(NOT r.private OR r.rep IN ({', '.join('?' * len(private_of))}))"]
            values += sorted(private_of)
        if only:
            parts.append(f"r.id IN ({', '.join('?' * len(only))})")
            values += sorted(only)
        if deals:
            for column, named in zip(
                ("opportunity", "deal_stage"), map(set, zip(*deals, strict=True)), strict=True
            ):
                parts.append(f"r.{column} IN ({', '.join('?' * len(named))})")
                values += sorted(named)
        if among:
            parts.append(_AMONG[among])
        rows = self._ask(
            f"SELECT {FACT} FROM run r JOIN run_outline o ON o.id = r.outline",
            " AND ".join(parts),
            *values,
            plays=plays,
            reps=reps,
            then=f"{_LATEST} LIMIT {int(most)}",
        )
        return [self._fact(row) for row in rows]

    def _ask(
        self,
        select: str,
        where: str = "",
        *given: Any,
        plays: Collection[str] | None = None,
        reps: Collection[str] | None = None,
        others: bool = False,
        then: str = "",
    ) -> list[tuple[Any, ...]]:
        parts, values = [where] if where else [], list(given)
        if plays is not None:
            parts.append(f"r.play IN ({', '.join('?' * len(plays))})")
            values += sorted(plays)
        if reps is not None:
            every = self._all_names(reps)
            parts.append(f"r.rep {'NOT IN' if others else 'IN'} ({', '.join('?' * len(every))})")
            values += every
        return self._index.query(f"{select} {self._filter(*parts)} {then}", *values, *self._values)

    def _named(self, rep: str) -> str:
        return self._names.get(rep, rep)

    def _all_names(self, reps: Collection[str]) -> list[str]:
        return sorted({*reps, *(before for before, now in self._names.items() if now in reps)})

    def _fact(self, row: tuple[Any, ...]) -> Fact:
        fact = fact_from(row)
        return fact if fact.rep not in self._names else replace(fact, rep=self._named(fact.rep))

    def _filter(self, *parts: str) -> str:
        every = [*parts, *self._where]
        return f"WHERE {' AND '.join(every)}" if every else ""


def _cases(rows: Iterable[tuple[Any, ...]]) -> list[Case]:
    counts = Counter(rows)
    return [Case(stage, account, unpacked(triggers), n) for (stage, account, triggers), n in counts.items()]


def _cases_by(rows: Iterable[tuple[str, list[Any]]]) -> dict[str, list[Case]]:
    """Return cases by what stands before each of them."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for key, case in rows:
        found.setdefault(key, []).append(tuple(case))
    return {key: _cases(some) for key, some in found.items()}
