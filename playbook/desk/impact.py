"""How much an item weighs, for sorting and for people to read."""

from __future__ import annotations

from collections.abc import Sequence

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


def suggested_assignee(item: Item, rules: Sequence[dict[str, str]], segment: str = "") -> str:
    """Return whom `[desk] assign` names for `item`; empty where no rule fits.

    A rule is `{"kind": …, "segment": …, "to": person}`; the first one of which everything fits decides.
    """
    facts = {"kind": item.kind, "segment": segment, "play": item.play}
    for rule in rules:
        wanted = {key: value for key, value in rule.items() if key != "to"}
        if wanted and all(facts.get(key) == value for key, value in wanted.items()):
            return rule.get("to", "")
    return ""
