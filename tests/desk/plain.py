"""A desk held in memory that is asked as the index is: what to hold the index against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from playbook.desk.filters import Filter, Known
from playbook.desk.model import Item
from playbook.desk.promise import Promise
from tests.desk.folded_desk import Queue


class Plain:
    """All items, folded."""

    def __init__(
        self, items: Mapping[str, Item], promise: Promise, now: datetime, known: Known | None = None
    ) -> None:
        self.promise, self.now = promise, now
        self._queue = Queue(items, promise, now, known or Known())

    def found(self, wanted: Filter, *, limit: int = -1) -> list[str]:
        ids = [item.id for item in self._queue.found(wanted)]
        return ids if limit < 0 else ids[:limit]

    def number_found(self, wanted: Filter) -> int:
        return len(self._queue.found(wanted))

    def items(self, ids: Iterable[str]) -> list[Item]:
        return [self._queue.items[id_] for id_ in ids]
