"""What the index knows of feedback: counts and lists at once, and whole items of what was chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playbook.desk.counted import Counted
from playbook.desk.filter_sql import Where
from playbook.desk.fold import Folding
from playbook.desk.indexed import NAME, microseconds
from playbook.desk.model import Item
from playbook.desk.seen import Horizons
from playbook.desk.states import OPEN
from playbook.desk.tabs import STATES, TABS, Tab
from playbook.records.index import Index
from playbook.records.model import Record

_AT_ONCE = 500

_OPEN = ", ".join(f"'{state}'" for state in sorted(OPEN))
_URGENCY = "due, accounts DESC, amount DESC, people DESC, clock, journal, seq"
_STILL_OPEN = f"state IN ({_OPEN})"
_LATEST = "clock DESC, journal DESC, seq DESC"
_FOUND = ", ".join(
    [
        f"NOT {_STILL_OPEN}",
        *(
            f"CASE WHEN {_STILL_OPEN} THEN {column} ELSE 0 END"
            for column in ("due", "-accounts", "-amount", "-people", "clock", "journal", "seq")
        ),
        _LATEST,
    ]
)
_NUMBERED = "number IN (SELECT value FROM json_each(:some))"
_FEW = 4_000
"""Items that are sooner sorted than found in their order."""
_ORDERS: dict[Tab, str] = {
    "waiting": "changed, clock, journal, seq",
    "answered": "changed DESC, clock DESC, journal DESC, seq DESC",
    "all": _LATEST,
}
_INDEXES: dict[Tab, str] = {"waiting": "item_changed", "answered": "item_changed", "all": "item_order"}
_IN_TAB: dict[Tab, str] = {
    "new": (
        "state IN ('new', 'merged', 'accepted') AND (state = 'new' OR stranded"
        " OR (state = 'accepted' AND assignee IN (SELECT value FROM json_each(:gone))))"
    ),
    "mine": f"state IN ({_OPEN}) AND assignee IN (SELECT value FROM json_each(:me))",
    "waiting": "state = 'waiting'",
    "overdue": "due < :now",
    "ready": "state = 'ready'",
    "answered": "state IN ('answered', 'published', 'declined', 'closed')",
    "all": "1",
}


@dataclass(frozen=True)
class Viewer:
    """For whom, and when, feedback is listed."""

    id: str
    names: frozenset[str]
    """The ids under which the person works: their own, and of those whom they stand in for."""
    liaison: bool
    now: datetime
    gone: frozenset[str] = frozenset()
    """People to whom items are assigned and who have left."""


class IndexedFeedback:
    """The feedback that a person may read, answered by the index as of its last refresh."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def counts(self, viewer: Viewer) -> dict[Tab, int]:
        """Return how many items each tab of the desk shows."""
        where, values = _seen_by(viewer)
        # One walk along an index that holds these rows in just this order, instead of one for each tab.
        sql = f"SELECT state, stranded, assignee, count(*) FROM item INDEXED BY item_state WHERE {where}"
        groups = self._ask(f"{sql} GROUP BY state, redacted, stranded, liaison_only, assignee", values)
        numbers = dict.fromkeys(TABS, 0)
        for state, stranded, assignee, number in groups:
            for tab in _tabs_of(state, assignee, viewer, stranded=bool(stranded)):
                numbers[tab] += number
        late = f"SELECT count(*) FROM item INDEXED BY item_urgency WHERE {where} AND {_IN_TAB['overdue']}"
        [(numbers["overdue"],)] = self._ask(late, values)
        return numbers

    def listed(self, tab: Tab, viewer: Viewer, *, limit: int = -1, skip: int = 0) -> list[str]:
        """Return the ids that a tab shows, in its order."""
        where, values = _seen_by(viewer)
        order = _ORDERS.get(tab, _URGENCY)
        by = _INDEXES.get(tab, "item_urgency")  # which holds the rows in just this order
        sql = f"SELECT id FROM item INDEXED BY {by} WHERE {where} AND {_IN_TAB[tab]} ORDER BY {order}"
        return self._ids(f"{sql} LIMIT :limit OFFSET :skip", {**values, "limit": limit, "skip": skip})

    def unfinished(self, viewer: Viewer) -> list[str]:
        """Return the ids of all that somebody still has to decide or to tell, the least time left first."""
        where, values = _seen_by(viewer)
        sql = f"SELECT id FROM item INDEXED BY item_urgency WHERE {where} AND {_STILL_OPEN}"
        return self._ids(f"{sql} ORDER BY {_URGENCY}", values)

    def found(
        self, wanted: Where, viewer: Viewer, *, tab: Tab = "all", limit: int = -1, skip: int = 0
    ) -> list[str]:
        """Return the ids that a filter fits of those of a tab: unfinished ones by urgency, then the latest settled."""
        where, values = _seen_by(viewer)
        fits = f"{where} AND {_IN_TAB[tab]} AND {wanted.sql}"
        given = {**values, **wanted.values, "limit": limit, "skip": skip}
        put_in_order = f"ORDER BY {_FOUND} LIMIT :limit OFFSET :skip"
        if wanted.lists:
            return self._ids(f"SELECT id FROM item NOT INDEXED WHERE {fits} {put_in_order}", given)
        if limit < 0:
            return self._ids(f"SELECT id FROM item WHERE {fits} {put_in_order}", given)
        if not wanted.worded:
            some = self._ask(f"SELECT number FROM item WHERE {fits} LIMIT {_FEW + 1}", given)
            # Few are quickly put in order; many are met soon where the rows stand in that order.
            if len(some) <= _FEW:
                given["some"] = _json([number for (number,) in some])
                return self._ids(f"SELECT id FROM item WHERE {_NUMBERED} {put_in_order}", given)
        parts = (("item_urgency", _STILL_OPEN, _URGENCY), ("item_order", f"NOT {_STILL_OPEN}", _LATEST))
        ids: list[str] = []
        for by, which, order in parts:
            sql = f"SELECT id FROM item INDEXED BY {by} WHERE {fits} AND {which} ORDER BY {order} LIMIT :most"
            ids += self._ids(sql, {**given, "most": skip + limit - len(ids)})
            if len(ids) >= skip + limit:
                break
        return ids[skip:]

    def number_found(self, wanted: Where, viewer: Viewer) -> int:
        """Return how many items a filter fits."""
        where, values = _seen_by(viewer)
        sql = f"SELECT count(*) FROM item WHERE {where} AND {wanted.sql}"
        [(number,)] = self._ask(sql, {**values, **wanted.values})
        return int(number)

    def values(self, what: str) -> list[str]:
        """Return all that stands anywhere as `play`, `step`, `route`, `assignee`, `person`, `account` or `label`."""
        return [value for (value,) in self._index.query("SELECT value FROM item_value WHERE what = ?", what)]

    def counted(self, viewer: Viewer) -> list[Counted]:
        """Return what the figures take of all items that somebody may see, in the order they were captured."""
        import msgspec

        where, values = _seen_by(viewer)
        sql = f"SELECT c.counted FROM item JOIN item_counted c USING (number) WHERE {where}"
        decode = msgspec.msgpack.Decoder(Counted).decode
        return sorted((decode(row) for (row,) in self._ask(sql, values)), key=lambda item: item.order)

    def overdue_first(self, viewer: Viewer) -> str:
        """Return the id of what is overdue longest; empty where nothing is."""
        return next(iter(self.listed("overdue", viewer, limit=1)), "")

    def ids(self, person: str = "", *, liaison: bool = True) -> list[str]:
        """Return the ids of all items that somebody may see, redacted ones too, in the order they were captured."""
        seen = "1" if liaison else "NOT liaison_only OR rep = :person"
        return self._ids(f"SELECT id FROM item WHERE {seen} ORDER BY clock, journal, seq", {"person": person})

    def item(self, id_: str) -> Item | None:
        """Return one whole item; None where it is unknown."""
        return self.items([id_]).get(id_)

    def items(self, ids: Iterable[str]) -> dict[str, Item]:
        """Return these whole items by id, in the order they were captured; unknown ones are left out."""
        wanted = dict.fromkeys(ids)
        rest = list(wanted)
        desk = Folding(_KnownHorizons(self._index))
        for start in range(0, len(rest), _AT_ONCE):
            tied = self._index.widen(NAME, rest[start : start + _AT_ONCE])
            desk.add(record for records in self._index.about(NAME, tied).values() for record in records)
        return {id_: item for id_, item in desk.items.items() if id_ in wanted}

    def behind(self, names: Collection[str], states: Collection[str] = ()) -> dict[str, Item]:
        """Return the whole items that somebody of `names` is behind: what they said, or said "me too" to.

        `states`: only those in one of these states; empty: all.
        """
        sql = (
            "SELECT id FROM item WHERE rep IN (SELECT value FROM json_each(?1))"
            " UNION SELECT id FROM item_backer WHERE person IN (SELECT value FROM json_each(?1))"
        )
        if states:
            sql = f"SELECT id FROM item WHERE id IN ({sql}) AND +state IN (SELECT value FROM json_each(?2))"
        return self.items(
            id_ for (id_,) in self._index.query(sql, _json(names), *([_json(states)] if states else []))
        )

    def about_page(self, pages: Collection[str]) -> dict[str, Item]:
        """Return the whole items about these pages, and what those were merged into."""
        found = [
            id_
            for (id_,) in self._index.query(
                "SELECT id FROM item WHERE play IN (SELECT value FROM json_each(?))", _json(pages)
            )
        ]
        return self.items(self._index.widen(NAME, found))

    def of_run(self, run: str) -> dict[str, Item]:
        """Return the whole items that were captured on a run."""
        return self.items(id_ for (id_,) in self._index.query("SELECT id FROM item WHERE run = ?", run))

    def open(self) -> dict[str, Item]:
        """Return the whole items that somebody still has to decide on."""
        sql = f"SELECT id FROM item WHERE NOT redacted AND state IN ({_OPEN})"
        return self.items(id_ for (id_,) in self._index.query(sql))

    def open_since(self, when: datetime, viewer: Viewer) -> dict[str, Item]:
        """Return the whole items captured at `when` or later that somebody still has to decide on."""
        where, values = _seen_by(viewer)
        sql = f"SELECT id FROM item WHERE captured >= :when AND state IN ({_OPEN}) AND {where}"
        return self.items(self._ids(sql, {**values, "when": microseconds(when)}))

    def heard_since(self, when: datetime, kind: str, voted: Collection[str]) -> dict[str, Item]:
        """Return the whole items of `kind` that anybody said at `when` or later, and those `voted` for.

        All that merges tie to them comes with them, and others that are no fault.
        """
        sql = "SELECT id FROM item WHERE captured >= ? AND (kind = ? OR merged_into <> '')"
        said = (id_ for (id_,) in self._index.query(sql, microseconds(when), kind))
        return self.items(self._index.widen(NAME, {*said, *voted}))

    def in_order(self, ids: Sequence[str]) -> Iterator[Item]:
        """Yield these whole items, read some at a time: for who needs but the first."""
        for start in range(0, len(ids), _AT_ONCE):
            yield from self.items(ids[start : start + _AT_ONCE]).values()

    def waiting_since(self, when: datetime) -> dict[str, Item]:
        """Return the whole items whose question to the rep was asked at `when` or before."""
        sql = "SELECT id FROM item WHERE NOT redacted AND state = 'waiting' AND changed <= ?"
        return self.items(id_ for (id_,) in self._index.query(sql, microseconds(when)))

    def newest(self, viewer: Viewer, limit: int) -> dict[str, Item]:
        """Return the whole items most worth finding: open ones before others, of each the newest."""
        where, values = _seen_by(viewer)
        order = f"state NOT IN ({_OPEN}), clock DESC, journal DESC, seq DESC"
        sql = f"SELECT id FROM item WHERE {where} ORDER BY {order} LIMIT :limit"
        return self.items(self._ids(sql, {**values, "limit": limit}))

    def accounts(self) -> dict[str, str]:
        """Return with which account each item was first heard of, where it was with one."""
        return dict(self._index.query("SELECT id, account FROM item WHERE account <> ''"))

    def numbered(self, numbers: Collection[int], viewer: Viewer, *, open_only: bool) -> dict[int, str]:
        """Return the ids of the items with these numbers that somebody may see."""
        where, values = _seen_by(viewer)
        state = f" AND state IN ({_OPEN})" if open_only else ""
        sql = f"SELECT number, id FROM item NOT INDEXED WHERE {_NUMBERED} AND {where}{state}"
        return dict(self._ask(sql, {**values, "some": _json(numbers)}))

    def texts_of(self, numbers: Collection[int]) -> dict[int, str]:
        """Return what the items with these numbers are compared by."""
        return dict(
            self._ask(f"SELECT number, about FROM item_text WHERE {_NUMBERED}", {"some": _json(numbers)})
        )

    def _ids(self, sql: str, values: dict[str, Any]) -> list[str]:
        return [id_ for (id_,) in self._ask(sql, values)]

    def _ask(self, sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        return self._index.query(sql, values)


class _KnownHorizons(Horizons):
    """Horizons of records that are all in the index: of each journal only the rows that are asked for are read."""

    def __init__(self, index: Index) -> None:
        super().__init__()
        self._index = index

    def add(self, record: Record) -> bool:
        """Return that nothing came late: its clock is known."""
        return False

    def before(self, record: Record) -> int:
        """Return the clock up to which the author of `record` had surely seen others' records."""
        sql = "SELECT max(first) FROM item_clocks WHERE journal = ? AND first <= ?"
        [(first,)] = self._index.query(sql, record.journal, record.clock)
        return (first or record.clock) - 1


def _tabs_of(state: str, assignee: str, viewer: Viewer, *, stranded: bool) -> list[Tab]:
    """Return the tabs, but `overdue`, that show items of this kind; what `_IN_TAB` says to the index."""
    found: list[Tab] = ["all"]
    left = state == "accepted" and (not assignee or assignee in viewer.gone)
    if state == "new" or left or (state == "merged" and stranded):
        found.append("new")
    if state in OPEN and assignee in viewer.names:
        found.append("mine")
    found += [tab for tab, states in STATES.items() if state in states]
    return found


def _seen_by(viewer: Viewer) -> tuple[str, dict[str, Any]]:
    where = "NOT redacted" if viewer.liaison else "NOT redacted AND (NOT liaison_only OR rep = :viewer)"
    return where, {
        "viewer": viewer.id,
        "me": _json(viewer.names),
        "gone": _json({*viewer.gone, ""}),  # what nobody has is to be looked at again, too
        "now": microseconds(viewer.now),
    }


def _json(values: Collection[Any]) -> str:
    import json

    return json.dumps(sorted(values))
