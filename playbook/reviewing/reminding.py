"""Who is reminded of a proposal that waits: its owners' deputies, then the decider; a pure rule, clock passed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from playbook.desk.hours import WorkingHours, WorkingHoursError
from playbook.desk.promise import parse_span
from playbook.desk.staff import acting_for
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
    away: tuple[str, ...] = ()
    """Ids of who would be asked and is not there; others act for them."""


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
    For who is away their deputy is asked at once, and nobody waits for `remind-after`.
    """
    steps = _steps(settings.review.remind_after, since, now, hours)
    day = now.astimezone(hours.zone).date()
    pages = [dict(one) for one in owners]
    found = []
    for what in needed:
        asked, away = _here(what, _asked(what, pages, settings.people), settings.people, day)
        deputies = _deputies(what, asked, settings.people, day)
        decider = acting_for(settings.review.decider, settings.people, day)
        if steps >= 1 and deputies and (steps < 2 or not decider):
            found.append(Reminder(what, "deputy", (*asked, *deputies), since, asked, away))
        elif steps >= (2 if deputies else 1) and decider:
            people = tuple(dict.fromkeys((*asked, *deputies, decider)))
            found.append(Reminder(what, "decider", people, since, (*asked, *deputies), away))
        else:
            found.append(Reminder(what, "asked", asked, since, (), away))
    return tuple(found)


def _asked(what: str, owners: Iterable[Mapping[str, str]], people: Mapping[str, Person]) -> tuple[str, ...]:
    named = dict.fromkeys(one.get(what, "") for one in owners)
    fit = tuple(id_ for id_ in named if id_ in people and may_speak_for(people[id_], what))
    return fit or tuple(id_ for id_, person in people.items() if may_speak_for(person, what))


def _here(
    what: str, named: tuple[str, ...], people: Mapping[str, Person], day: date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who is asked on a day, and who of those named is away while somebody else acts for them.

    Where nobody may speak in their place they are asked all the same.
    """
    asked, away = [], []
    for id_ in named:
        acting = acting_for(id_, people, day)
        if acting != id_ and acting in people and may_speak_for(people[acting], what):
            away.append(id_)
            asked.append(acting)
        else:
            asked.append(id_)
    return tuple(dict.fromkeys(asked)), tuple(away)


def _deputies(what: str, asked: Iterable[str], people: Mapping[str, Person], day: date) -> tuple[str, ...]:
    before = tuple(asked)
    named = dict.fromkeys(acting_for(people[id_].deputy, people, day) for id_ in before if people[id_].deputy)
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
