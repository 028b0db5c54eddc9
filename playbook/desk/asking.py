"""What the index knows of feedback: counts and lists at once, and whole items of what was chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playbook.desk.fold import Folding
from playbook.desk.indexed import NAME, microseconds
from playbook.desk.model import Item
from playbook.desk.seen import Horizons, Row
from playbook.desk.states import OPEN
from playbook.desk.tabs import TABS, Tab
from playbook.records.index import Index

_AT_ONCE = 500

_OPEN = ", ".join(f"'{state}'" for state in sorted(OPEN))
_URGENCY = "due, accounts DESC, amount DESC, people DESC, clock, journal, seq"
_ORDERS: dict[Tab, str] = {
    "waiting": "changed, clock, journal, seq",
    "answered": "changed DESC, clock DESC, journal DESC, seq DESC",
    "all": "clock DESC, journal DESC, seq DESC",
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
    "ready": "state IN ('ready', 'published')",
    "answered": "state IN ('answered', 'declined', 'closed')",
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
        """Return how many items each tab of the desk shows, as `playbook.desk.tabs.counts`."""
        where, values = _seen_by(viewer)
        each = (f"(SELECT count(*) FROM item WHERE {_IN_TAB[tab]} AND {where})" for tab in TABS)
        [found] = self._ask(f"SELECT {', '.join(each)}", values)
        return dict(zip(TABS, found, strict=True))

    def listed(
        self, tab: Tab, viewer: Viewer, *, words: str = "", limit: int = -1, skip: int = 0
    ) -> list[str]:
        """Return the ids that a tab shows, in its order; with `words`, of those that say all of them."""
        where, values = _seen_by(viewer)
        said, asked = _saying(words)
        order = _ORDERS.get(tab, _URGENCY)
        by = _INDEXES.get(tab, "item_urgency")  # which holds the rows in just this order
        sql = f"SELECT id FROM item INDEXED BY {by} WHERE {where} AND {_IN_TAB[tab]}{said} ORDER BY {order}"
        sql += " LIMIT :limit OFFSET :skip"
        return [id_ for (id_,) in self._ask(sql, {**values, **asked, "limit": limit, "skip": skip})]

    def overdue_first(self, viewer: Viewer) -> str:
        """Return the id of what is overdue longest; empty where nothing is."""
        return next(iter(self.listed("overdue", viewer, limit=1)), "")

    def ids(self) -> list[str]:
        """Return the ids of all items, in the order they were captured."""
        return [id_ for (id_,) in self._ask("SELECT id FROM item ORDER BY clock, journal, seq", {})]

    def item(self, id_: str) -> Item | None:
        """Return one whole item; None where it is unknown."""
        return self.items([id_]).get(id_)

    def items(self, ids: Iterable[str]) -> dict[str, Item]:
        """Return these whole items by id, in the order they were captured; unknown ones are left out."""
        wanted = dict.fromkeys(ids)
        rest = list(wanted)
        desk = Folding(Horizons(self._clocks))
        for start in range(0, len(rest), _AT_ONCE):
            tied = self._index.widen(NAME, rest[start : start + _AT_ONCE])
            desk.add(record for records in self._index.about(NAME, tied).values() for record in records)
        return {id_: item for id_, item in desk.items.items() if id_ in wanted}

    def behind(self, names: Collection[str]) -> dict[str, Item]:
        """Return the whole items that somebody of `names` is behind: what they said, or said "me too" to."""
        return self.items(
            id_
            for (id_,) in self._index.query(
                "SELECT id FROM item WHERE rep IN (SELECT value FROM json_each(?1))"
                " UNION SELECT id FROM item_backer WHERE person IN (SELECT value FROM json_each(?1))",
                _json(names),
            )
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

    def newest(self, viewer: Viewer, limit: int) -> dict[str, Item]:
        """Return the whole items most worth finding: open ones before others, of each the newest."""
        where, values = _seen_by(viewer)
        order = f"state NOT IN ({_OPEN}), clock DESC, journal DESC, seq DESC"
        sql = f"SELECT id FROM item WHERE {where} ORDER BY {order} LIMIT :limit"
        return self.items(id_ for (id_,) in self._ask(sql, {**values, "limit": limit}))

    def assignees(self) -> frozenset[str]:
        """Return everybody to whom something is assigned."""
        rows = self._index.query("SELECT DISTINCT assignee FROM item WHERE assignee <> ''")
        return frozenset(person for (person,) in rows)

    def accounts(self) -> dict[str, str]:
        """Return with which account each item was first heard of, where it was with one."""
        return dict(self._index.query("SELECT id, account FROM item WHERE account <> ''"))

    def _clocks(self, journal: str) -> list[Row]:
        return [
            (first, last)
            for first, last in self._index.query(
                "SELECT first, last FROM item_clocks WHERE journal = ?", journal
            )
        ]

    def _ask(self, sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        return self._index.query(sql, values)


def _seen_by(viewer: Viewer) -> tuple[str, dict[str, Any]]:
    where = "NOT redacted" if viewer.liaison else "NOT redacted AND (NOT liaison_only OR rep = :viewer)"
    return where, {
        "viewer": viewer.id,
        "me": _json(viewer.names),
        "gone": _json(viewer.gone),
        "now": microseconds(viewer.now),
    }


def _saying(words: str) -> tuple[str, dict[str, str]]:
    found = words.split()
    parts = "".join(f" AND words LIKE :word{number} ESCAPE '\\'" for number in range(len(found)))
    return parts, {f"word{number}": f"%{_escaped(word)}%" for number, word in enumerate(found)}


def _escaped(word: str) -> str:
    for special in "\\%_":
        word = word.replace(special, f"\\{special}")
    return word


def _json(names: Collection[str]) -> str:
    import json

    return json.dumps(sorted(names))
