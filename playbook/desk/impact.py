"""How much an item weighs, for sorting and for people to read."""

from __future__ import annotations

from playbook.desk.model import Item

TREND = 2
"""Distinct people; nothing under it is called a trend (measures.md)."""


def weight(item: Item) -> tuple[int, float, int]:
    """Return what sorts items by impact, greatest last: accounts, then amount, then people.

    Amounts of several currencies cannot be added: the greatest of them decides.
    """
    return (len(item.accounts), max(item.amount.values(), default=0.0), len(item.people))
