"""The desk's figures one by one: each with what it says, of how many, what it means, and the items behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from playbook.desk.counted import Counted
from playbook.desk.figures import Times, times_of
from playbook.desk.promise import Promise
from playbook.text import count_of

Side = Literal["the field", "marketing", "sales"]

TO_THEIR_FIRST = "Working hours from capture until somebody else did something with it that still stands."
TO_THE_END = (
    "Working hours in which the desk had it, from capture until it was settled the last time. The time a question "
    "waited for its rep is not counted; reopening, “not yet” too, adds to it and resets nothing."
)


@dataclass(frozen=True)
class Figure:
    """One figure of a side."""

    key: str
    side: Side
    title: str
    said: str
    """The figure in words: `3.5 h, nine of ten within 9 h, 8 of 9 in time`."""
    n: int
    """Of how many items (questions, where it is about those)."""
    means: str
    ids: tuple[str, ...] = ()
    """The items behind it, what is worst or newest first."""
    warns: bool = False
    """Something is to be done about it now."""


def measured(
    items: Iterable[Counted], promise: Promise, now: datetime, since: datetime | None = None
) -> list[Figure]:
    """Return both sides' figures of what was captured since `since`, as `playbook.desk.figures` counts them."""
    found = [item for item in items if since is None or item.captured >= since]
    found.sort(key=lambda item: item.order, reverse=True)
    return [*_field(found), *_marketing(found, promise, now), *_sales(found)]


def _field(found: Sequence[Counted]) -> list[Figure]:
    people = {person for item in found for person in item.people}
    accounts = {account for item in found for account in item.accounts}
    behind = f"{count_of(len(people), 'person', 'people')}, {count_of(len(accounts), 'account')}"
    with_account = [item for item in found if item.accounts]
    return [
        Figure("received", "the field", "Received", f"{len(found):,} ({behind})", len(found),
               "What reps said; behind it everybody who said it or “me too”, and each account once.", _ids(found)),
        Figure("accounts", "the field", "Named an account", _share(with_account, found), len(found),
               "Items of which somebody said where it was heard.", _ids(with_account)),
    ]  # fmt: skip


def _marketing(found: Sequence[Counted], promise: Promise, now: datetime) -> list[Figure]:
    open_ = [item for item in found if item.is_open]
    until = promise.near_until(now)
    overdue = [item for item in open_ if item.due is not None and now > item.due]
    near = [item for item in open_ if item.due is not None and now <= item.due <= until]
    settled = [item for item in found if not item.is_open and item.state != "merged"]
    changed = [item for item in settled if item.changed]
    declined = [item for item in settled if item.state == "declined"]
    reopened = [item for item in found if item.not_yet]
    oldest = sorted(open_, key=lambda item: item.order)
    return [
        Figure("overdue", "marketing", "Overdue", f"{len(overdue):,} of {len(open_):,} open", len(open_),
               "Open, and the promised time is over.", _ids(_by_due(overdue)), warns=bool(overdue)),
        Figure("near", "marketing", "Due soon", f"{len(near):,} of {len(open_):,} open", len(open_),
               "Open, and due so soon that the desk warns of it.", _ids(_by_due(near)), warns=bool(near)),
        Figure("open", "marketing", "Open", f"{len(open_):,}", len(found),
               "Somebody still has to decide, or waits for a reply or for a change to be published.", _ids(oldest)),
        _timed("first_answer", "marketing", "First answer", found, TO_THEIR_FIRST,
               lambda item: item.first_answer, promise.first_answer.seconds),
        _timed("resolution", "marketing", "Resolution", settled, TO_THE_END,
               lambda item: item.resolution, promise.resolution.seconds),
        Figure("changed", "marketing", "Changed a page", _share(changed, settled), len(settled),
               "Settled with a published change that names it.", _ids(changed)),
        Figure("declined", "marketing", "Declined", _share(declined, settled), len(settled),
               "Settled with a no; each has its reason, which everybody behind it reads.", _ids(declined)),
        Figure("not_yet", "marketing", "“Not yet”", _share(reopened, found), len(found),
               "Answered or published, and a rep behind it said what was not right yet.", _ids(reopened)),
    ]  # fmt: skip


def _sales(found: Sequence[Counted]) -> list[Figure]:
    asked = [(item, seconds) for item in found for seconds in item.replies]
    waiting = [item for item in found if item.state == "waiting"]
    unanswered = [item for item in found if item.lapsed]
    answered = [item for item in found if item.state in ("answered", "published")]
    thanked = [item for item in found if item.thanked]
    replies = [(item, seconds) for item, seconds in asked if seconds is not None]
    slowest = [item for item, _ in sorted(replies, key=lambda pair: -pair[1])]
    return [
        Figure("replies", "sales", "Replies", _said(times_of([s for _, s in replies], None)), len(replies),
               "Working hours from a question of marketing's until its rep replied.", _ids(slowest)),
        Figure("waiting", "sales", "Waiting for a reply", f"{len(waiting):,} of {count_of(len(asked), 'question')}",
               len(asked), "The promise's clock stands still until the rep replies.", _ids(waiting),
               warns=bool(waiting)),
        Figure("unanswered", "sales", "Never replied", f"{len(unanswered):,} of {count_of(len(asked), 'question')}",
               len(asked), "Closed, because the question stayed unanswered for too long.",
               _ids(unanswered)),
        Figure("thanked", "sales", "Said thanks", f"{len(thanked):,}, answers that stand: {len(answered):,}",
               len(answered), "Items whose answer somebody thanked for.", _ids(thanked)),
    ]  # fmt: skip


def _timed(
    key: str,
    side: Side,
    title: str,
    found: Sequence[Counted],
    means: str,
    took: Callable[[Counted], float | None],
    promised: float,
) -> Figure:
    timed = [(item, seconds) for item in found if (seconds := took(item)) is not None]
    slowest = [item for item, _ in sorted(timed, key=lambda pair: -pair[1])]
    times = times_of([seconds for _, seconds in timed], promised)
    return Figure(key, side, title, _said(times), len(timed), means, _ids(slowest))


def hours_said(hours: float) -> str:
    """Return hours as people say them: `0.02 h`, `5.2 h`, `41 h`, `1,204 h`."""
    if hours < 1:
        return f"{hours:.2g} h"
    return f"{round(hours, 1 if hours < 100 else 0):,g} h"


def _said(times: Times) -> str:
    if times.median is None or times.p90 is None:
        return "none yet"
    kept = f", {times.kept:,} of {times.n:,} in time" if times.kept is not None else ""
    return f"{hours_said(times.median)}, nine of ten within {hours_said(times.p90)}{kept}"


def _share(part: Sequence[Counted], whole: Sequence[Counted]) -> str:
    return f"{len(part):,} of {len(whole):,}"


def _by_due(items: Iterable[Counted]) -> list[Counted]:
    return sorted(items, key=lambda item: (item.due or item.captured, item.order))


def _ids(items: Iterable[Counted]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.id for item in items))
