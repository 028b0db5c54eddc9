"""The desk as one works at it, asked of the index: tabs that are saved filters, with counts, read in pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from playbook.desk.asking import IndexedFeedback, Viewer
from playbook.desk.counted import Counted
from playbook.desk.filter_sql import Where, where
from playbook.desk.filters import Filter, Known, parse_filter
from playbook.desk.model import Item
from playbook.desk.promise import Promise
from playbook.desk.spoken import Spoken
from playbook.desk.tabs import TABS, TITLES, QueueTab, Tab
from playbook.errors import PlaybookError


@dataclass(frozen=True)
class IndexedQueue:
    """The desk of one person as of the index's last refresh; asks it, so not for the event loop."""

    feedback: IndexedFeedback
    viewer: Viewer
    promise: Promise
    words: Spoken
    known: Known = field(default=Known())
    filters: Mapping[str, str] = field(default_factory=dict)
    """Filters of one's own by name; one that cannot be read shows nothing."""

    @property
    def now(self) -> datetime:
        """When it is looked at."""
        return self.viewer.now

    @cached_property
    def numbers(self) -> dict[Tab, int]:
        """How many items each tab shows that is always there."""
        return self.feedback.counts(self.viewer)

    @cached_property
    def tabs(self) -> list[QueueTab]:
        """The tabs that are always there, then one's own."""
        found = [QueueTab(tab, TITLES[tab], self.numbers[tab]) for tab in TABS]
        own = (QueueTab(f"filter:{name}", name, self._number(name)) for name in self.filters)
        return [*found, *own]

    def ids(self, key: str, limit: int = -1, skip: int = 0) -> list[str]:
        """Return the ids of the items of a tab, in the order in which to work; `key` as in `QueueTab`."""
        for tab in TABS:
            if tab == key:
                return self.feedback.listed(tab, self.viewer, limit=limit, skip=skip)
        wanted = self._kept(key.removeprefix("filter:"))
        if wanted is None:
            return []
        return self.feedback.found(wanted, self.viewer, limit=limit, skip=skip)

    def found(self, wanted: Filter, tab: Tab = "all", limit: int = -1) -> list[str]:
        """Return the ids that a filter fits of those of a tab: what is open first, by urgency, then the settled."""
        return self.feedback.found(self._where(wanted), self.viewer, tab=tab, limit=limit)

    def number_found(self, wanted: Filter) -> int:
        """Return how many items a filter fits."""
        return self.feedback.number_found(self._where(wanted), self.viewer)

    def unfinished(self) -> list[str]:
        """Return the ids of all that somebody still has to decide or to tell, the least time left first."""
        return self.feedback.unfinished(self.viewer)

    def counted(self) -> list[Counted]:
        """Return what the figures take of all items."""
        return self.feedback.counted(self.viewer)

    def items(self, ids: Iterable[str]) -> list[Item]:
        """Return these whole items, in this order; those that are unknown here are left out."""
        wanted = list(ids)
        found = self.feedback.items(wanted)
        return [found[id_] for id_ in wanted if id_ in found]

    def shows(self, item: Item) -> bool:
        """Return whether the desk shows an item at all."""
        return not item.redacted and item.is_for(self.viewer.id, liaison=self.viewer.liaison)

    def has(self, key: str, id_: str) -> bool:
        """Return whether a tab shows an item."""
        return id_ in self.ids(key)

    # What a filter asks

    def values(self, what: str) -> list[str]:
        """Return all that stands anywhere as a `what`."""
        return self.feedback.values(what)

    def saying(self, words: str) -> int:
        """Return the set of the numbers of the items that say `words`."""
        return self.words.saying(words)

    def _number(self, name: str) -> int:
        wanted = self._kept(name)
        return 0 if wanted is None else self.feedback.number_found(wanted, self.viewer)

    def _kept(self, name: str) -> Where | None:
        try:
            return self._where(parse_filter(self.filters.get(name, "")))
        except PlaybookError:
            return None

    def _where(self, wanted: Filter) -> Where:
        return where(wanted, self.known, self, self.promise, self.now)
