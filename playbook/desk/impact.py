"""How much an item weighs, for sorting and for people to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from playbook.desk.model import Item

TREND = 2
"""Distinct people; nothing under it is called a trend (measures.md)."""


def weight(item: Item) -> tuple[int, float, int]:
    """Return what sorts items by impact, greatest last: accounts, then amount, then people.

    Amounts of several currencies cannot be added: the greatest of them decides.
    """
    return (len(item.accounts), max(item.amount.values(), default=0.0), len(item.people))


def is_trend(item: Item) -> bool:
    """Return whether enough people said it for it to be called a trend."""
    return len(item.people) >= TREND


class Rule(Protocol):
    """A rule of `[desk] assign`: feedback of which `when` all holds goes to a person."""

    @property
    def to(self) -> str:
        """The person's id."""
        ...

    @property
    def when(self) -> Mapping[str, str]:
        """What must hold: `kind`, `play`, `segment`, `stage` and so on, each with its value."""
        ...


def suggested_assignee(item: Item, rules: Iterable[Rule], known: Mapping[str, str] | None = None) -> str:
    """Return whom the first rule that fits `item` names; empty where none does.

    `known` is what the item itself does not say, such as its account's `segment` or its play's `stage`.
    """
    facts = {"kind": item.kind, "play": item.play, "step": item.step, "route": item.route, **(known or {})}
    for rule in rules:
        if rule.when and all(facts.get(key) == value for key, value in rule.when.items()):
            return rule.to
    return ""
