"""Feedback that was given to the liaisons alone, given to everyone by its author."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from playbook.desk.actions import NotAllowedError

if TYPE_CHECKING:
    from playbook.desk.model import Item
    from playbook.records.model import Feedback


def why_not_release(item: Item, me: Collection[str]) -> str:
    """Return why an item cannot be given to everyone by me; empty where it can. `me`: the names of my journals."""
    if not item.liaison_only:
        return "Everyone of the playbook sees it already."
    if item.rep not in me:
        return (
            f"Only {item.rep} can give it to everyone. Say it in words of your own, and merge this into that: "
            f"{item.rep} hears the answer, and nobody else learns whose it is."
        )
    return "Its words were redacted." if item.redacted else ""


def released(item: Item, me: Collection[str]) -> Feedback:
    """Return what its author says once more, for all; what was said about it so far stays with the liaisons.

    Raises NotAllowedError with the reason.
    """
    if reason := why_not_release(item, me):
        raise NotAllowedError(reason)
    return item.feedback
