"""Who is reminded of a proposal that waits: its owners' deputies, then the decider; a pure rule, clock passed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from playbook.desk.hours import WorkingHours, WorkingHoursError
from playbook.desk.promise import parse_span
from playbook.library.review.judging import may_speak_for
from playbook.plays.settings_model import Person, Settings

Turn = Literal["asked", "deputy", "decider"]


@dataclass(frozen=True)
class Reminder:
    """Who is to act on a side's approval by now."""

    what: str
    """The side or role that has not approved."""
    turn: Turn
    """Whose turn it is: who was asked first, their deputies, or the decider."""
    people: tuple[str, ...]
    """Ids of everybody who is asked by now, who was asked last at the end."""
    since: datetime
    """Since when it waits."""
    late: tuple[str, ...] = ()
    """Ids of who was asked before the turn, and has not answered."""


def reminders(
    needed: Iterable[str],
    owners: Iterable[Mapping[str, str]],
    since: datetime,
    now: datetime,
    settings: Settings,
    hours: WorkingHours,
) -> tuple[Reminder, ...]:
    """Return for each side or role that is needed whose turn it is, `now`.

    `owners` are those of each changed page (side → person), `since` is when the text as it is was proposed.
    Asked first are the owners of that side, else all who may speak for it; after `remind-after` their deputies
    as well, after twice that the decider. A deputy who may not speak for the side could not help: it is passed over.
    """
    steps = _steps(settings.review.remind_after, since, now, hours)
    pages = [dict(one) for one in owners]
    found = []
    for what in needed:
        asked = _asked(what, pages, settings.people)
        deputies = _deputies(what, asked, settings.people)
        decider = settings.review.decider
        if steps >= 1 and deputies and (steps < 2 or not decider):
            found.append(Reminder(what, "deputy", (*asked, *deputies), since, asked))
        elif steps >= (2 if deputies else 1) and decider:
            people = tuple(dict.fromkeys((*asked, *deputies, decider)))
            found.append(Reminder(what, "decider", people, since, (*asked, *deputies)))
        else:
            found.append(Reminder(what, "asked", asked, since))
    return tuple(found)


def _asked(what: str, owners: Iterable[Mapping[str, str]], people: Mapping[str, Person]) -> tuple[str, ...]:
    named = dict.fromkeys(one.get(what, "") for one in owners)
    fit = tuple(id_ for id_ in named if id_ in people and may_speak_for(people[id_], what))
    return fit or tuple(id_ for id_, person in people.items() if may_speak_for(person, what))


def _deputies(what: str, asked: Iterable[str], people: Mapping[str, Person]) -> tuple[str, ...]:
    before = tuple(asked)
    named = dict.fromkeys(people[id_].deputy for id_ in before if people[id_].deputy)
    return tuple(
        id_ for id_ in named if id_ in people and id_ not in before and may_speak_for(people[id_], what)
    )


def _steps(remind_after: str, since: datetime, now: datetime, hours: WorkingHours) -> int:
    """Return how many times `remind-after` has gone by; none where it is no length of time the desk can count."""
    try:
        span = parse_span(remind_after, hours)
    except WorkingHoursError:
        return 0
    return int(span.spent(hours, since, now) / span.seconds) if span.seconds else 0
