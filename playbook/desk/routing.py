"""What is out with another department, and what came back."""

from __future__ import annotations

from playbook.desk.model import Act, Item

OUT = frozenset({"product", "price", "process", "legal"})
"""Routes that lead to people who do not work at the desk."""


def reply_of_route(item: Item) -> Act | None:
    """Return the note that brought what the department said to which the item is routed; None until it is there."""
    for act in reversed(item.thread):
        if not act.counts:
            continue
        if act.action == "note" and act.body.to and act.body.to == item.route:
            return act
        if act.action == "route":
            return None
    return None


def routed_at(item: Item) -> str:
    """Return when the item went where it is routed to, as its record says it; empty where it is not routed."""
    routed = (act.at for act in reversed(item.thread) if act.action == "route" and act.counts)
    return next(routed, "") if item.route else ""


def is_out(item: Item) -> bool:
    """Return whether the item is open and another department has not replied yet."""
    return item.is_open and item.route in OUT and reply_of_route(item) is None
