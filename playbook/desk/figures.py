"""What the desk did, and how fast, from the records alone: nothing in it can be reset (measures.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from playbook.desk.model import Item
from playbook.desk.promise import RUNNING, Promise, moment

AGES = ((1, "up to a day"), (5, "up to a week"), (10, "up to two weeks"))
"""Working days of an open item, and what that is called; beyond the last it is older."""
OLDER = "older"


@dataclass(frozen=True)
class Times:
    """How long something took, in working hours."""

    n: int
    median: float | None
    """None where there is nothing to take it of."""
    p90: float | None
    kept: int | None
    """How many kept the promise; None where nothing was promised."""


@dataclass(frozen=True)
class Figures:
    """The desk of a span of time: what marketing did and what reps did, on one page."""

    received: int
    people: int
    """Distinct people behind what was received: authors and me-toos."""
    accounts: int
    open: int
    overdue: int
    by_age: Mapping[str, int]
    """Of what is open, by working days since capture."""
    by_kind: Mapping[str, int]
    by_stage: Mapping[str, int]
    """Of the deal at capture; empty where none was known."""
    outcomes: Mapping[str, int]
    """By state, of what is settled: published and answered, declined, merged, closed, withdrawn."""
    changed: int
    """Settled with a commit: a page was changed because of it."""
    first_answer: Times
    resolution: Times
    questions: int
    """That marketing asked reps."""
    replies: Times


def figures(items: Iterable[Item], promise: Promise, now: datetime, since: datetime | None = None) -> Figures:
    """Return the figures of all that was captured since `since`; redacted and withdrawn items are counted nowhere.

    A first answer is the first thing done that is not its author's own. The resolution counts the working time from
    capture until it was settled the last time, without the time a question waited for its rep; reopening adds to it.
    """
    found = [
        item
        for item in items
        if not item.redacted and item.state != "withdrawn" and (since is None or moment(item.at) >= since)
    ]
    open_ = [item for item in found if item.is_open]
    settled = [item for item in found if not item.is_open and item.state != "merged"]
    questions = [question for item in found for question in questions_of(item)]
    first = [first_answer_of(item, promise) for item in found]
    replies = [replied_in(question, promise) for question in questions]
    return Figures(
        received=len(found),
        people=len({person for item in found for person in item.people}),
        accounts=len({account for item in found for account in item.accounts}),
        open=len(open_),
        overdue=sum(promise.is_overdue(item, now) for item in open_),
        by_age=_by_age(open_, promise, now),
        by_kind=dict(Counter(item.kind for item in found).most_common()),
        by_stage=dict(Counter(item.feedback.deal_stage for item in found).most_common()),
        outcomes=dict(Counter(item.state for item in found if not item.is_open).most_common()),
        changed=sum(bool(item.commit) for item in settled),
        first_answer=times_of([one for one in first if one is not None], promise.first_answer.seconds),
        resolution=times_of([resolution_of(item, promise) for item in settled], promise.resolution.seconds),
        questions=len(questions),
        replies=times_of([one for one in replies if one is not None], None),
    )


def first_answer_of(item: Item, promise: Promise) -> float | None:
    """Return the working seconds until somebody else did something with it for the first time."""
    own = {item.rep}
    for act in item.thread:
        if act.applied and not act.undone and act.after != "new" and act.person not in own:
            return promise.hours.between(moment(item.at), moment(act.at))
    return None


def resolution_of(item: Item, promise: Promise) -> float:
    """Return the working seconds in which the desk's clock ran, until the item was settled the last time."""
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


Question = tuple[datetime, datetime | None]
"""When it was asked, and when it was replied to."""


def replied_in(question: Question, promise: Promise) -> float | None:
    """Return the working seconds until a question was replied to; None where it was not."""
    asked, replied = question
    return None if replied is None else promise.hours.between(asked, replied)


def questions_of(item: Item) -> list[Question]:
    """Return when each question was asked, and when it was replied to."""
    found: list[Question] = []
    for act in item.thread:
        if not act.counts:
            continue
        if act.action == "ask":
            found.append((moment(act.at), None))
        elif act.action == "reply" and found and found[-1][1] is None:
            found[-1] = (found[-1][0], moment(act.at))
    return found


def times_of(seconds: Collection[float], promised: float | None) -> Times:
    """Return durations (seconds) as times (hours), and how many kept what was promised."""
    if not seconds:
        return Times(0, None, None, None if promised is None else 0)
    ordered = sorted(seconds)
    at = ordered[max(0, -(-9 * len(ordered) // 10) - 1)]
    kept = None if promised is None else sum(one <= promised for one in ordered)
    return Times(len(ordered), round(median(ordered) / 3600, 2), round(at / 3600, 2), kept)


def _by_age(open_: Iterable[Item], promise: Promise, now: datetime) -> dict[str, int]:
    ages = dict.fromkeys((*(name for _, name in AGES), OLDER), 0)
    for item in open_:
        days = promise.hours.between(moment(item.at), now) / promise.hours.day_seconds
        ages[next((name for most, name in AGES if days <= most), OLDER)] += 1
    return ages
