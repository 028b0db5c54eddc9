"""What the monthly meeting of marketing and sales has to speak about: it writes itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from playbook.desk.impact import weight
from playbook.desk.model import Item
from playbook.desk.promise import Promise
from playbook.desk.states import OPEN
from playbook.records.model import Agreed, Record

State = Literal["open", "done", "dropped"]
MOST = 8
"""Lines of one point; more is not spoken about in an hour."""


@dataclass(frozen=True)
class Task:
    """Something agreed, as it stands now."""

    id: str
    text: str
    who: str
    by: str
    state: State
    agreed: str
    """When it was agreed (stamp)."""
    changed: str
    """When it came into its state (stamp)."""

    def is_late(self, today: date) -> bool:
        """Say whether its day is over and it is not done."""
        return self.state == "open" and bool(self.by) and self.by < today.isoformat()


@dataclass(frozen=True)
class Agenda:
    """The points, each with what there is to say; those with nothing are empty."""

    tasks: tuple[Task, ...]
    """What was agreed and is not done, the earliest day first; then what was done since the last meeting."""
    disputes: tuple[Item, ...]
    """Two people decided differently, or a rep said "not yet" to an answer."""
    overdue: tuple[Item, ...]
    """The promise is broken, the longest first."""
    heaviest: tuple[Item, ...]
    """Open, by impact; what stands above is not said twice."""
    asked: tuple[Item, ...]
    """A question to a rep that has no answer."""


def tasks_of(records: Iterable[Record]) -> tuple[Task, ...]:
    """Return what was agreed, as the last record of each says; open ones first by their day, then the newest."""
    found: dict[str, Task] = {}
    for record in records:
        body = record.body
        if not isinstance(body, Agreed):
            continue
        old = found.get(body.id)
        changed = old.changed if old and old.state == body.state else record.at
        agreed = old.agreed if old else record.at
        found[body.id] = Task(body.id, body.text, body.who, body.by, body.state, agreed, changed)
    is_open = sorted(
        (one for one in found.values() if one.state == "open"),
        key=lambda one: (one.by or "9", one.agreed, one.id),
    )
    ended = sorted(
        (one for one in found.values() if one.state != "open"),
        key=lambda one: (one.changed, one.id),
        reverse=True,
    )
    return (*is_open, *ended)


def agenda(
    items: Mapping[str, Item],
    agreed: Iterable[Record],
    promise: Promise,
    now: datetime,
    since: str = "",
) -> Agenda:
    """Return what there is to speak about; `since` (a stamp): the last meeting, what was done before it isn't told."""
    told: set[str] = set()

    def take(found: Iterable[Item]) -> tuple[Item, ...]:
        fresh = [item for item in found if item.id not in told]
        told.update(item.id for item in fresh)
        return tuple(fresh)

    standing = [item for item in items.values() if not item.redacted and not item.merged_into]
    disputes = take(sorted((item for item in standing if is_disputed(item)), key=lambda item: item.order))
    late = [(promise.left(item, now) or 0.0, item) for item in standing if promise.is_overdue(item, now)]
    overdue = take(item for _, item in sorted(late, key=lambda pair: (pair[0], pair[1].order)))
    asked = take(
        sorted((item for item in standing if item.state == "waiting"), key=lambda item: item.states[-1][0])
    )
    heaviest = take(sorted((item for item in standing if item.state in OPEN), key=weight, reverse=True))
    tasks = tuple(one for one in tasks_of(agreed) if one.state == "open" or one.changed >= since)
    return Agenda(tasks, disputes, overdue, heaviest, asked)


def is_disputed(item: Item) -> bool:
    """Say whether two people decided it differently and nobody since, or it was opened again after an answer."""
    if item.conflict:
        return True
    return item.is_open and any(act.counts and act.action == "reopen" for act in item.thread)


def change_of(task: Task, **changes: str) -> Agreed:
    """Return the record that changes something agreed: `text`, `who`, `by`, `state`."""
    new = replace(task, **changes)  # type: ignore[arg-type]
    return Agreed(new.id, new.text, new.who, new.by, new.state)
