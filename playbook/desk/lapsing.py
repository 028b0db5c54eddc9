"""Questions to reps that stay unanswered: after some days they are closed, and the rep is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from playbook.desk.actions import Actor, allowed, triage
from playbook.desk.model import Item
from playbook.desk.promise import moment
from playbook.plays.spans import days_of
from playbook.records.model import Triage

DAYS = 10.0
"""Calendar days that a question waits where the playbook says nothing else."""


def latest(now: datetime, span: str) -> datetime:
    """Return when a question must have been asked at the latest to have stood for `span` (`10 days`) by `now`."""
    return now - timedelta(days=days_of(span) or DAYS)


def unanswered(items: Iterable[Item], now: datetime, days: float = DAYS) -> list[Item]:
    """Return the items whose question to the rep has stood for `days` (calendar) or longer, oldest first."""
    standing = [item for item in items if item.state == "waiting" and not item.redacted]
    late = [item for item in standing if (now - asked_at(item)).total_seconds() >= days * 86_400]
    return sorted(late, key=lambda item: (asked_at(item), item.order))


def closings(items: Iterable[Item], actor: Actor, now: datetime, span: str) -> list[tuple[Item, Triage]]:
    """Return what is to be recorded of questions that stayed unanswered for `span` (`10 days`), by `actor`.

    Nothing where it is not theirs to close, so that a rep's device writes none.
    """
    days = days_of(span) or DAYS
    said = f"No reply within {span}. Reply when you can, and it is open again."
    return [
        (item, triage(item, "close", actor, text=said))
        for item in unanswered(items, now, days)
        if not allowed(item, "close", actor)
    ]


def closes_at(item: Item, span: str) -> datetime:
    """Return when the question of a waiting item will have stood for `span` without a reply."""
    return asked_at(item) + timedelta(days=days_of(span) or DAYS)


def asked_at(item: Item) -> datetime:
    """Return when a waiting item began to wait for its rep."""
    return moment(item.states[-1][0])
