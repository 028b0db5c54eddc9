"""The desk as one works at it: tabs that are saved filters, with counts, and the items of each in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from playbook.desk.filters import Filter, Known, parse_filter
from playbook.desk.model import Item
from playbook.desk.promise import Promise
from playbook.desk.tabs import TABS, Tab, by_urgency, counts, listed
from playbook.errors import PlaybookError

TITLES: dict[Tab, str] = {
    "new": "New",
    "mine": "Mine",
    "waiting": "Waiting for rep",
    "overdue": "Overdue",
    "ready": "Ready",
    "answered": "Answered",
    "all": "All",
}


@dataclass(frozen=True)
class QueueTab:
    """One tab."""

    key: str
    """The name of a tab that is always there, or `filter:` and the name of one's own."""
    title: str
    number: int


@dataclass(frozen=True)
class Queue:
    """All items that a person may see, and how they are laid out."""

    items: Mapping[str, Item]
    promise: Promise
    now: datetime
    known: Known = field(default=Known())
    filters: Mapping[str, str] = field(default_factory=dict)
    """Filters of one's own by name; one that cannot be read shows nothing."""
    gone: frozenset[str] = frozenset()
    """People to whom items are assigned and who have left."""

    @cached_property
    def numbers(self) -> dict[Tab, int]:
        """How many items each tab shows that is always there."""
        return counts(self.items, self.known.me, self.promise, self.now, self.gone)

    def tabs(self) -> list[QueueTab]:
        """Return the tabs that are always there, then one's own."""
        found = [QueueTab(tab, TITLES[tab], self.numbers[tab]) for tab in TABS]
        own = (QueueTab(f"filter:{name}", name, len(self.rows(f"filter:{name}"))) for name in self.filters)
        return [*found, *own]

    def rows(self, key: str) -> list[Item]:
        """Return the items of a tab, in the order in which to work; `key` as in `QueueTab`."""
        for tab in TABS:
            if tab == key:
                return listed(self.items, tab, self.known.me, self.promise, self.now, self.gone)
        try:
            return self.found(parse_filter(self.filters.get(key.removeprefix("filter:"), "")))
        except PlaybookError:
            return []

    def found(self, wanted: Filter) -> list[Item]:
        """Return the items that a filter fits: what is open first, by urgency, then what is settled."""
        fit = [item for item in self.items.values() if wanted.fits(item, self.known, self.promise, self.now)]
        settled = [item for item in fit if not item.is_open]
        waiting = by_urgency((item for item in fit if item.is_open), self.promise)
        return waiting + sorted(settled, key=lambda item: item.order, reverse=True)

    @property
    def open(self) -> list[Item]:
        """All that somebody still has to decide, the least time left first."""
        return by_urgency((item for item in self.items.values() if item.is_open), self.promise)
