"""The desk folded in memory, tab by tab: what the index is held against, and what a test asks of a few items."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from playbook.desk.filters import Condition, Filter, Known, parse_filter
from playbook.desk.impact import TREND, weight
from playbook.desk.model import Item
from playbook.desk.promise import Promise, moment
from playbook.desk.routing import OUT, is_out, reply_of_route
from playbook.desk.states import OPEN
from playbook.desk.tabs import STATES, TABS, TITLES, QueueTab, Tab, is_stranded
from playbook.errors import PlaybookError

_NEVER = datetime.max.replace(tzinfo=UTC)


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
        fit = [item for item in self.items.values() if fits(wanted, item, self.known, self.promise, self.now)]
        settled = [item for item in fit if not item.is_open]
        waiting = by_urgency((item for item in fit if item.is_open), self.promise)
        return waiting + sorted(settled, key=lambda item: item.order, reverse=True)

    @property
    def open(self) -> list[Item]:
        """All that somebody still has to decide, the least time left first."""
        return by_urgency((item for item in self.items.values() if item.is_open), self.promise)


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


def fits(wanted: Filter, item: Item, known: Known, promise: Promise, now: datetime) -> bool:
    """Return whether `item` is one of those looked for; redacted ones never are."""
    return not item.redacted and all(
        _holds(one, item, known, promise, now) != one.negated for one in wanted.conditions
    )


def _holds(one: Condition, item: Item, known: Known, promise: Promise, now: datetime) -> bool:
    value = one.value
    if one.key == "":
        return value in f"{item.text}\n{item.quote}\n{item.feedback.tried}".casefold()
    if one.key == "is":
        return _is(value, item, known, promise, now)
    if one.key in ("account", "segment"):
        return _of_accounts(one, item, known)
    if one.key == "label":
        return value in (label.casefold() for label in item.labels)
    if one.key == "rep":
        return value in (person.casefold() for person in item.people)
    if one.key == "play":
        play = item.play.casefold()
        return play == value or (bool(value) and play.endswith(f"/{value}"))
    found = {
        "kind": item.kind, "state": item.state, "route": item.route, "severity": str(item.severity),
        "step": item.step, "assigned": item.assignee, "stage": known.stage(item.play) if one.key == "stage" else "",
    }  # fmt: skip
    return found[one.key].casefold() == value


def _of_accounts(one: Condition, item: Item, known: Known) -> bool:
    if one.key == "segment":
        return any(known.segment(account).casefold() == one.value for account in item.accounts)
    if not one.value:
        return not item.accounts
    names = (f"{account}\n{known.account_name(account)}".casefold() for account in item.accounts)
    return any(one.value in name for name in names)


def _is(value: str, item: Item, known: Known, promise: Promise, now: datetime) -> bool:
    if value == "overdue":
        return promise.is_overdue(item, now)
    if value == "near":
        return promise.is_near(item, now)
    if value == "trend":
        return is_trend(item)
    if value == "out":
        return is_out(item)
    if value == "back":
        return is_back(item)
    if value == "mine":
        return item.assignee in known.me
    if value == "conflict":
        return bool(item.conflict)
    return item.liaison_only if value == "liaison-only" else item.is_open


def is_trend(item: Item) -> bool:
    """Return whether enough people said it for it to be called a trend."""
    return len(item.people) >= TREND


def is_back(item: Item) -> bool:
    """Return whether another department has replied, and somebody at the desk has still to do something with that."""
    return item.is_open and item.route in OUT and reply_of_route(item) is not None
