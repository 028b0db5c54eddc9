"""What became of next steps and promises that fell due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from playbook.demo.days import Days
from playbook.demo.finishing import Finished
from playbook.records.model import Kept

_EVENING = "16:35"
"""When a rep goes through what fell due, in UTC."""

_MOVED_BY = 2
"""Business days by which a promise that is moved is put off."""


def followups(calls: Sequence[Finished], days: Days) -> Iterator[tuple[datetime, str, Kept]]:
    """Yield what became of what fell due in `calls` (of all reps): when and by whom it was said.

    A next step is kept by the next call to that customer, else on its day unless it was forgotten; a
    promise has its fate on its day. What is due today or later is open.
    """
    by_account: dict[str, list[Finished]] = {}
    for one in calls:
        by_account.setdefault(one.call.account, []).append(one)
    for one in calls:
        call, run = one.call, one.run
        after = _next_call(one, by_account[call.account])
        if call.due is not None and after is not None:
            yield after.ended + timedelta(seconds=20), run.rep, Kept(run.id, "next", "kept")
        elif call.due is not None and call.due > 0 and not call.forgotten:
            yield days.at(call.due, _EVENING), run.rep, Kept(run.id, "next", "kept")
        if call.commitment == "promised" and call.by is not None and call.by > 0:
            moved_to = days.day(call.by - _MOVED_BY).isoformat() if call.fate == "moved" else ""
            yield days.at(call.by, _EVENING), run.rep, Kept(run.id, "commitment", call.fate, moved_to)


def _next_call(one: Finished, calls: Sequence[Finished]) -> Finished | None:
    """Return the next of `calls` with one customer."""
    after = [other for other in calls if other.started > one.started]
    return min(after, key=lambda other: other.started, default=None)
