"""How complete the log is: what share of the calls that are logged anywhere has a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from playbook.coaching.days import day_of
from playbook.records.customers import Touch
from playbook.records.model import Record

UNKNOWN = "Log completeness: not known, as no calls were imported from elsewhere."


class Completeness(NamedTuple):
    """Calls that reached somebody, by whether they have a run."""

    with_run: int
    logged: int
    """All of them; 0 where nothing was imported from elsewhere, so that nobody can tell."""

    @property
    def share(self) -> float | None:
        """With a run, of all; None where nobody can tell."""
        return self.with_run / self.logged if self.logged else None

    def __str__(self) -> str:
        """Say it in words for a person."""
        if not self.logged:
            return UNKNOWN
        share = self.with_run / self.logged
        return f"Log completeness: {self.with_run} of {self.logged} logged calls have a run ({share:.0%})."


class Logged(NamedTuple):
    """A call that reached somebody, as it was logged."""

    person: str
    day: str
    """ISO day; empty where it cannot be read."""
    run: str
    """Its run; empty for one that came from elsewhere, as from a CRM."""
    account: str
    contact: str
    at: str
    """What tells two calls without a run apart."""


def logged(record: Record) -> Logged | None:
    """Return the call that a touch tells of; None of anything else, and where nobody was reached."""
    body = record.body
    if not isinstance(body, Touch) or body.connect != "connected":
        return None
    day = day_of(body.date or record.at)
    at = body.run or body.date or record.at
    return Logged(record.person, day.isoformat() if day else "", body.run, body.account, body.contact, at)


def completeness(
    touches: Iterable[Record], since: date | None = None, until: date | None = None
) -> dict[str, Completeness]:
    """Return by person how many of their calls that reached somebody have a run; `""` is everybody together.

    `until` is the first day that is not counted. The same touch twice counts once.
    """
    known = {(one.person, one.account, one.contact, one.at): one for one in map(logged, touches) if one}
    within = [one for one in known.values() if is_within(one.day, since, until)]
    runs: dict[str, set[str]] = {}
    elsewhere: Counter[str] = Counter()
    for one in within:
        runs.setdefault(one.person, set())
        if one.run:
            runs[one.person].add(one.run)
        else:
            elsewhere[one.person] += 1
    return of_counts((person, len(some), elsewhere[person]) for person, some in runs.items())


def is_within(day: str, since: date | None, until: date | None) -> bool:
    """Say whether an ISO day is one of those that are counted; one that cannot be read is not, where it matters."""
    first, end = since.isoformat() if since else "", until.isoformat() if until else ""
    return (not (first or end) or bool(day)) and day >= first and (not end or day < end)


def of_counts(counts: Iterable[tuple[str, int, int]]) -> dict[str, Completeness]:
    """Return the same from person, number of runs, and number of calls from elsewhere.

    Where nothing came from elsewhere, no call was imported and nobody can tell.
    """
    every = list(counts)
    if not any(elsewhere for _, _, elsewhere in every):
        return {"": Completeness(0, 0)} | {person: Completeness(0, 0) for person, _, _ in every}
    found = {person: Completeness(runs, runs + elsewhere) for person, runs, elsewhere in every}
    found[""] = Completeness(
        sum(one.with_run for one in found.values()), sum(one.logged for one in found.values())
    )
    return found
