"""What is mine of all feedback: what I said, or said "me too" to."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from playbook.desk.model import Item


def of_mine(items: Iterable[Item], names: Collection[str]) -> list[Item]:
    """Return the items that I am behind: questions that wait for me first, then newest first.

    `names` are the ids my journals stand under. Redacted items are left out.
    """
    mine = [item for item in items if not item.redacted and any(person in names for person in item.people)]
    mine.sort(key=lambda item: item.order, reverse=True)
    return sorted(mine, key=lambda item: not (item.state == "waiting" and item.rep in names))
