"""A small invented log of a pipeline, and the play that it is read as."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from playbook.elsewhere.cases import Happened, Words, by_case, imported
from playbook.plays.model import Page
from playbook.records.model import Imported
from tests.coaching.calls import page

BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ACTIVITIES = {"Call": "a", "Needs": "b", "Offer": "c", "Extra": "c2", "Discount": "+", "Mail": ""}
RESULTS = {"Won": "closed", "Lost": "declined", "Later": "not-now", "Running": ""}


def play() -> Page:
    """Three required steps and an optional one."""
    return page("a", "b", "C2", "c")


def events(case: str, *activities: str, person: str = "lee", **facts: Any) -> list[Happened]:
    """Return a row an hour for each activity, in this order."""
    return [
        Happened(case, BEGAN + timedelta(hours=number), activity, person, line=number + 2, **facts)
        for number, activity in enumerate(activities)
    ]


def words(*, by_activity: bool = False, log: str = "crm") -> Words:
    return Words(log, ACTIVITIES, RESULTS, _people, by_activity)


def _people(name: str) -> str:
    return {"L. Park": "lee"}.get(name, name)


def read(rows: list[Happened], **how: Any) -> dict[str, Imported]:
    """Return the cases of rows, by name."""
    return {name: imported(of, words(**how), play(), "b1") for name, of in by_case(rows).items()}
