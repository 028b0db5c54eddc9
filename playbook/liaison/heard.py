"""Who said a thing, when, and at which customer: what a digest and an agenda count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from playbook.desk.model import Item
from playbook.desk.support import votes_standing
from playbook.records.model import Record, Vote


@dataclass(frozen=True)
class Saying:
    """One time that somebody said it."""

    at: str
    person: str
    account: str = ""


@dataclass(frozen=True)
class Heard:
    """An item with every time that it was said: captured, joined by a me-too, or captured anew and merged into it."""

    item: Item
    sayings: tuple[Saying, ...]
    """Oldest first."""

    def within(self, since: str, until: str) -> Heard:
        """Return what of it was said from `since` up to, and without, `until` (stamps)."""
        return Heard(self.item, tuple(one for one in self.sayings if since <= one.at < until))

    @property
    def people(self) -> frozenset[str]:
        """Everybody who said it."""
        return frozenset(one.person for one in self.sayings)

    @property
    def accounts(self) -> frozenset[str]:
        """The customers at whom it was said."""
        return frozenset(one.account for one in self.sayings if one.account)


def heard(items: Mapping[str, Item], votes: Iterable[Record]) -> tuple[Heard, ...]:
    """Return every item that stands by itself, with all that was said of it; what was taken back is left out.

    `votes` are the records of kind `vote`, in their order.
    """
    joined: dict[str, list[Saying]] = {}
    by_item: dict[str, list[Record]] = {}
    for record in votes:
        if isinstance(record.body, Vote):
            by_item.setdefault(record.body.feedback, []).append(record)
    for id_, records in by_item.items():
        times = {record.order: record.at for record in records}
        joined[id_] = [
            Saying(times[backing.order], backing.person, backing.account)
            for backing in votes_standing(records)
        ]
    found = []
    for item in items.values():
        if item.merged_into or _taken_back(item):
            continue
        parts = [item, *(items[id_] for id_ in item.merged if id_ in items)]
        sayings = [
            saying
            for part in parts
            if not _taken_back(part)
            for saying in (Saying(part.at, part.rep, part.account), *joined.get(part.id, ()))
        ]
        found.append(Heard(item, tuple(sorted(sayings, key=lambda one: (one.at, one.person, one.account)))))
    return tuple(found)


def _taken_back(item: Item) -> bool:
    """Return whether its author redacted or withdrew it: then nobody said it."""
    return item.redacted or item.state == "withdrawn"
