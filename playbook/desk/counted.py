"""What the desk's figures take of an item: counted once from its thread, and kept in the index from then on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from playbook.desk.model import Item
from playbook.desk.promise import RUNNING, Promise, moment
from playbook.desk.states import OPEN, State


class Counted(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One item, but for its words."""

    id: str
    order: tuple[int, str, int]
    captured: datetime
    state: State
    kind: str
    stage: str
    """Of the deal at capture; empty where none was known."""
    people: tuple[str, ...]
    accounts: tuple[str, ...]
    due: datetime | None = None
    changed: bool = False
    """It was settled with a commit."""
    first_answer: float | None = None
    """Working seconds until somebody else did something with it for the first time."""
    resolution: float = 0.0
    """Working seconds in which the desk's clock ran, until it was settled the last time."""
    replies: tuple[float | None, ...] = ()
    """Of each question the working seconds until it was replied to; None where it was not."""
    lapsed: bool = False
    """Closed once, because its question stayed unanswered."""
    not_yet: bool = False
    thanked: bool = False

    @property
    def is_open(self) -> bool:
        """Somebody still has to decide."""
        return self.state in OPEN


def counted(items: Iterable[Item], promise: Promise) -> list[Counted]:
    """Return what figures take of these items; redacted and withdrawn ones are counted nowhere."""
    return [counted_of(item, promise) for item in items if is_counted(item)]


def is_counted(item: Item) -> bool:
    """Return whether any figure counts it."""
    return not item.redacted and item.state != "withdrawn"


def counted_of(item: Item, promise: Promise) -> Counted:
    """Return what figures take of an item."""
    acts = [act for act in item.thread if act.counts]
    return Counted(
        item.id,
        item.order,
        moment(item.at),
        item.state,
        item.kind,
        item.feedback.deal_stage,
        item.people,
        item.accounts,
        promise.due(item),
        bool(item.commit),
        _first_answer(item, promise),
        0.0 if item.is_open else _resolution(item, promise),
        _replies(item, promise),
        any(act.action == "close" for act in acts),
        any(act.action == "reopen" and act.body.role != "liaison" for act in acts),
        any(act.action == "thanks" for act in acts),
    )


def _first_answer(item: Item, promise: Promise) -> float | None:
    own = {item.rep}
    for act in item.thread:
        if act.applied and not act.undone and act.after != "new" and act.person not in own:
            return promise.hours.between(moment(item.at), moment(act.at))
    return None


def _resolution(item: Item, promise: Promise) -> float:
    spent, start, runs = 0.0, moment(item.at), True
    for at, state in item.states[1:]:
        then = moment(at)
        running = state in RUNNING
        if runs and not running:
            spent += promise.hours.between(start, then)
        if not runs and running:
            start = then
        runs = running
    return spent


def _replies(item: Item, promise: Promise) -> tuple[float | None, ...]:
    asked: list[datetime] = []
    found: list[float | None] = []
    for act in item.thread:
        if not act.counts:
            continue
        if act.action == "ask":
            asked.append(moment(act.at))
            found.append(None)
        elif act.action == "reply" and found and found[-1] is None:
            found[-1] = promise.hours.between(asked[-1], moment(act.at))
    return tuple(found)
