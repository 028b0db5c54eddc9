"""The states of an item of feedback, and what each action does to them (records.md)."""

from __future__ import annotations

from typing import Literal

State = Literal[
    "new", "accepted", "waiting", "ready", "published",
    "answered", "declined", "merged", "withdrawn", "closed",
]  # fmt: skip

OPEN: frozenset[State] = frozenset({"new", "accepted", "waiting", "ready"})
"""Somebody still has to decide."""

UNFINISHED: frozenset[State] = OPEN | {"published"}
"""An answer in words is possible: what is published is told by git, and can be told in words as well."""

STANDING: frozenset[State] = frozenset({"answered", "declined", "closed", "published"})
"""Decided; reopening is possible."""

DECISIVE = frozenset(
    {
        "accept", "assign", "route", "merge", "split", "ask", "change",
        "answer", "decline", "publish", "withdraw", "close", "reopen",
    }
)  # fmt: skip
"""Actions that decide something, so that two of them made at once are worth telling."""

ALWAYS = frozenset({"thanks", "label", "note", "undo", "decide"})
"""Actions that fit any state and of themselves change none; `decide` brings that of the decision it names."""

ROUTES = ("message", "content", "product", "price", "process", "legal")
"""Where an item can be sent on to."""


def _field(state: State) -> State:
    """Return where setting a field leads: a new item is thereby accepted."""
    return "accepted" if state == "new" else state


_TO: dict[str, tuple[frozenset[State], State]] = {
    "accept": (frozenset({"new"}), "accepted"),
    "ask": (OPEN, "waiting"),
    "reply": (frozenset({"waiting", "closed"}), "accepted"),
    "close": (frozenset({"waiting"}), "closed"),
    "change": (OPEN, "ready"),
    "publish": (OPEN, "published"),
    "answer": (UNFINISHED, "answered"),
    "decline": (OPEN, "declined"),
    "merge": (OPEN, "merged"),
    "withdraw": (OPEN, "withdrawn"),
    "reopen": (STANDING | {"withdrawn"}, "accepted"),
    "split": (frozenset({"merged"}), "accepted"),
}


def after(action: str, state: State) -> State | None:
    """Return the state that `action` leads to from `state`; None where it does not fit.

    Who may act is not asked here. An unknown action (of a newer program) fits nowhere.
    """
    if action in ALWAYS:
        return state
    if action in ("assign", "route"):
        return _field(state) if state in OPEN else None
    if action not in _TO:
        return None
    sources, target = _TO[action]
    return target if state in sources else None
