"""How complete the log is: what share of the calls that are logged anywhere has a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from playbook.coaching.days import day_of
from playbook.records.model import Record, Touch

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


def completeness(touches: Iterable[Record], since: date | None = None) -> dict[str, Completeness]:
    """Return by person how many of their calls that reached somebody have a run; `""` is everybody together.

    A touch without a run came from elsewhere, as from a CRM. Where the whole log has none, no call was imported and
    nobody can tell. The same touch twice counts once.
    """
    known: dict[tuple[str, str, str, str], Record] = {}
    for record in touches:
        body = record.body
        if not isinstance(body, Touch) or body.connect != "connected":
            continue
        day = day_of(body.date or record.at)
        if since is not None and (day is None or day < since):
            continue
        key = (record.person, body.account, body.contact, body.run or body.date or record.at)
        known.setdefault(key, record)
    runs: dict[str, set[str]] = {}
    elsewhere: Counter[str] = Counter()
    for record in known.values():
        body = record.body
        if isinstance(body, Touch) and body.run:
            runs.setdefault(record.person, set()).add(body.run)
        else:
            elsewhere[record.person] += 1
    people = {*runs, *elsewhere}
    if not elsewhere:
        return {"": Completeness(0, 0)} | {person: Completeness(0, 0) for person in people}
    found = {
        person: Completeness(len(runs.get(person, ())), len(runs.get(person, ())) + elsewhere[person])
        for person in people
    }
    found[""] = Completeness(
        sum(one.with_run for one in found.values()), sum(one.logged for one in found.values())
    )
    return found
