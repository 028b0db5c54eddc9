"""What several people say: open feedback that seems to mean the same, found by its words and put side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from playbook.desk.impact import TREND, weight
from playbook.desk.model import Item
from playbook.desk.promise import moment
from playbook.desk.similar import SimilarIndex


@dataclass(frozen=True)
class Cluster:
    """Items that seem to mean the same; a person decides whether they do."""

    items: tuple[Item, ...]
    """The one that weighs most first; its words stand for all."""
    people: int
    accounts: int
    amount: dict[str, float]
    """Open amount of the accounts by currency, each account once."""

    @property
    def text(self) -> str:
        """What is said."""
        return self.items[0].text or self.items[0].quote

    @property
    def ids(self) -> tuple[str, ...]:
        """The items' ids."""
        return tuple(item.id for item in self.items)


def clusters(items: Iterable[Item], since: datetime | None = None) -> list[Cluster]:
    """Return what at least two people say, the widest first, of the open items captured since `since`.

    An item stands in one cluster: that of the weightiest item which it is like. Nothing is chained: all of a cluster
    is like its first item.
    """
    open_ = [item for item in items if item.is_open and (since is None or moment(item.at) >= since)]
    index = SimilarIndex(open_)
    by_id = {item.id: item for item in open_}
    used: set[str] = set()
    found = []
    for item in sorted(open_, key=lambda item: (*(-number for number in weight(item)), item.order)):
        if item.id in used:
            continue
        alike = [by_id[one.id] for one in index.alike(item) if one.id not in used]
        people = {person for one in (item, *alike) for person in one.people}
        if len(people) < TREND:
            continue
        used |= {item.id, *(one.id for one in alike)}
        found.append(put_together((item, *alike), len(people)))
    return sorted(found, key=lambda one: (-one.accounts, -max(one.amount.values(), default=0.0), -one.people))


def put_together(items: tuple[Item, ...], people: int) -> Cluster:
    """Return items as one, the amount of each account counted once; `people` said it."""
    accounts: set[str] = set()
    amount: dict[str, float] = {}
    for item in items:
        if not accounts.intersection(item.accounts):
            more = item.amount
        elif item.account and item.account not in accounts and item.feedback.amount is not None:
            more = {item.feedback.currency: item.feedback.amount}
        else:
            more = {}
        for currency, value in more.items():
            amount[currency] = amount.get(currency, 0.0) + value
        accounts |= set(item.accounts)
    return Cluster(items, people, len(accounts), amount)
