"""The desk's tabs: their names, which states they show, and how many items each has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from playbook.desk.merged import end_of
from playbook.desk.model import Item
from playbook.desk.states import State

Tab = Literal["new", "mine", "waiting", "overdue", "ready", "answered", "all"]

TABS: tuple[Tab, ...] = get_args(Tab)

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
