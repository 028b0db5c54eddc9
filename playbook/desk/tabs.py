"""The desk's tabs: saved filters with counts, each in the order in which to work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Literal, get_args

from playbook.desk.impact import weight
from playbook.desk.merged import end_of
from playbook.desk.model import Item
from playbook.desk.promise import Promise, moment
from playbook.desk.states import OPEN, State
from playbook.errors import NotFoundError
from playbook.text import nearest

Tab = Literal["new", "mine", "waiting", "overdue", "ready", "answered", "all"]

TABS: tuple[Tab, ...] = get_args(Tab)

_NEVER = datetime.max.replace(tzinfo=UTC)


def tab_named(name: str) -> Tab:
    """Return the tab of that name; raises NotFoundError with the nearest names."""
    for tab in TABS:
        if tab == name.strip().lower():
            return tab
    raise NotFoundError("tab", name, nearest(name, TABS))


def tabs_of(
    item: Item,
    items: Mapping[str, Item],
    me: Collection[str],
    promise: Promise,
    now: datetime,
    gone: Collection[str] = (),
) -> list[Tab]:
    """Return the tabs that show `item`; `me` are the names I work under. Redacted items stand in none.

    Somebody has to look again at an item that was merged into one that its author withdrew or redacted, and at one
    that nobody has, or whose assignee is among those who are `gone`: it is back in `new`.
    """
    return [tab for tab in TABS if _shows(tab, item, items, me, promise, now, gone)]


def _shows(
    tab: Tab,
    item: Item,
    items: Mapping[str, Item],
    me: Collection[str],
    promise: Promise,
    now: datetime,
    gone: Collection[str],
) -> bool:
    state = item.state
    if item.redacted or tab == "all":
        return not item.redacted
    if tab == "new":
        if state == "new" or (state == "merged" and is_stranded(item, items)):
            return True
        return state == "accepted" and (not item.assignee or item.assignee in gone)
    if tab == "mine":
        return state in OPEN and item.assignee in me
    if tab == "overdue":
        return promise.is_overdue(item, now)
    return state in STATES[tab]


STATES: dict[Tab, tuple[State, ...]] = {
    "waiting": ("waiting",),
    "ready": ("ready",),
    "answered": ("answered", "published", "declined", "closed"),
}
"""Tabs that are a matter of the state alone."""


def is_stranded(item: Item, items: Mapping[str, Item]) -> bool:
    """Return whether `item` was merged into something that nobody will answer."""
    end = end_of(items, item)
    return end is not item and (end.state == "withdrawn" or end.redacted)


def counts(
    items: Mapping[str, Item],
    me: Collection[str],
    promise: Promise,
    now: datetime,
    gone: Collection[str] = (),
) -> dict[Tab, int]:
    """Return how many items each tab shows, in the order of the tabs."""
    numbers = dict.fromkeys(TABS, 0)
    for item in items.values():
        for tab in tabs_of(item, items, me, promise, now, gone):
            numbers[tab] += 1
    return numbers


def listed(
    items: Mapping[str, Item],
    tab: Tab,
    me: Collection[str],
    promise: Promise,
    now: datetime,
    gone: Collection[str] = (),
) -> list[Item]:
    """Return the items of a tab: the least time left first, then the greatest impact.

    `waiting` begins with what was asked longest ago, `answered` and `all` with the latest.
    """
    shown = [item for item in items.values() if _shows(tab, item, items, me, promise, now, gone)]
    if tab == "all":
        return sorted(shown, key=lambda item: item.order, reverse=True)
    if tab == "waiting":
        return sorted(shown, key=lambda item: (_changed(item), item.order))
    if tab == "answered":
        return sorted(shown, key=lambda item: (_changed(item), item.order), reverse=True)
    return by_urgency(shown, promise)


def by_urgency(items: Iterable[Item], promise: Promise) -> list[Item]:
    """Return `items` with the least time left first, then the greatest impact, then the oldest."""

    def key(item: Item) -> tuple[datetime, tuple[float, ...], tuple[int, str, int]]:
        return (promise.due(item) or _NEVER, tuple(-number for number in weight(item)), item.order)

    return sorted(items, key=key)


def _changed(item: Item) -> datetime:
    """Return when the item came into its state."""
    return moment(item.states[-1][0])
