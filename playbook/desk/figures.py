"""What the desk did, and how fast, from the records alone: nothing in it can be reset (measures.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from playbook.desk.counted import Counted
from playbook.desk.promise import Promise

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


def figures(
    items: Iterable[Counted], promise: Promise, now: datetime, since: datetime | None = None
) -> Figures:
    """Return the figures of all that was captured since `since`.

    A first answer is the first thing done that is not its author's own. The resolution counts the working time from
    capture until it was settled the last time, without the time a question waited for its rep; reopening adds to it.
    """
    found = [item for item in items if since is None or item.captured >= since]
    open_ = [item for item in found if item.is_open]
    settled = [item for item in found if not item.is_open and item.state != "merged"]
    replies = [reply for item in found for reply in item.replies]
    first = [item.first_answer for item in found if item.first_answer is not None]
    return Figures(
        received=len(found),
        people=len({person for item in found for person in item.people}),
        accounts=len({account for item in found for account in item.accounts}),
        open=len(open_),
        overdue=sum(item.due is not None and now > item.due for item in open_),
        by_age=_by_age(open_, promise, now),
        by_kind=dict(Counter(item.kind for item in found).most_common()),
        by_stage=dict(Counter(item.stage for item in found).most_common()),
        outcomes=dict(Counter(item.state for item in found if not item.is_open).most_common()),
        changed=sum(item.changed for item in settled),
        first_answer=times_of(first, promise.first_answer.seconds),
        resolution=times_of([item.resolution for item in settled], promise.resolution.seconds),
        questions=len(replies),
        replies=times_of([one for one in replies if one is not None], None),
    )


def times_of(seconds: Collection[float], promised: float | None) -> Times:
    """Return durations (seconds) as times (hours), and how many kept what was promised."""
    if not seconds:
        return Times(0, None, None, None if promised is None else 0)
    ordered = sorted(seconds)
    at = ordered[max(0, -(-9 * len(ordered) // 10) - 1)]
    kept = None if promised is None else sum(one <= promised for one in ordered)
    return Times(len(ordered), round(median(ordered) / 3600, 2), round(at / 3600, 2), kept)


def _by_age(open_: Iterable[Counted], promise: Promise, now: datetime) -> dict[str, int]:
    ages = dict.fromkeys((*(name for _, name in AGES), OLDER), 0)
    for item in open_:
        days = promise.hours.between(item.captured, now) / promise.hours.day_seconds
        ages[next((name for most, name in AGES if days <= most), OLDER)] += 1
    return ages
