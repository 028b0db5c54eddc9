"""What a 1:1 has to speak about: it writes itself from what is on record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from playbook.coaching.days import day_of
from playbook.coaching.runs import RunRow
from playbook.coaching.scores import Standing
from playbook.coaching.sessions import Action, OneOnOne, last_held
from playbook.text import count_of

FIRST = 28
"""Days that the first 1:1 of two looks back."""
RUNS = 5
"""Runs that are chosen at most; more are not looked at in an hour."""
APART = 2
"""Of those the ones that two scored differently."""


@dataclass(frozen=True)
class Chosen:
    """A run to look at, and why."""

    row: RunRow
    why: str


@dataclass(frozen=True)
class Agenda:
    """The points of one 1:1, each with what there is to say; those with nothing are empty."""

    rep: str
    coach: str
    session: OneOnOne | None
    """None where none is planned yet."""
    since: date
    """The day of the last one; of the first four weeks ago."""
    first: bool
    carried: tuple[Action, ...]
    """Not done, the earliest day first."""
    ended: tuple[Action, ...]
    """Done or dropped since the last one."""
    runs: tuple[Chosen, ...]
    calls: int
    """Connected runs since the last one."""
    points: tuple[str, ...] = ()
    """What the log says of this rep alone, in sentences."""
    scores: tuple[Standing, ...] = ()
    """Runs that were scored and are of these days."""
    answers: tuple[str, ...] = ()
    """What marketing answered them, in sentences."""
    goals: tuple[tuple[str, str], ...] = ()
    """What each is over, and how it stands."""


def since_of(theirs: Sequence[OneOnOne], session: OneOnOne | None, today: date) -> tuple[date, bool]:
    """Return from which day a 1:1 looks on, and whether it is the first of the two."""
    before = last_held(theirs, session)
    day = day_of(before.held) if before else None
    return (day, False) if day else (today - timedelta(days=FIRST), True)


def actions_for(theirs: Iterable[OneOnOne], since: date) -> tuple[tuple[Action, ...], tuple[Action, ...]]:
    """Return what is carried over, and what ended since a day."""
    from playbook.coaching.sessions import actions_of

    every = actions_of(theirs)
    ended = tuple(one for one in every if one.state != "open" and (day_of(one.changed) or date.min) >= since)
    return tuple(one for one in every if one.state == "open"), ended


def to_look_at(
    rows: Iterable[RunRow], picks: Sequence[str], standings: Iterable[Standing], since: date
) -> tuple[Chosen, ...]:
    """Return a few of a rep's runs, each once and with why.

    Picked ones, whenever they were; of the days since the last 1:1 those on which two scorers differ, the latest that
    ended in a commitment, and the one with most steps left out.
    """
    every = {row.id: row for row in rows if not row.redacted}
    fresh = sorted(
        (row for row in every.values() if row.counts and (day_of(row.run.started) or date.min) >= since),
        key=lambda row: (row.run.started, row.order),
        reverse=True,
    )
    differ = [one.run for one in standings if differs(one)]
    chosen: dict[str, str] = {}
    for id_ in picks:
        if id_ in every:
            chosen.setdefault(id_, "picked")
    for row in [row for row in fresh if row.id in differ][:APART]:
        chosen.setdefault(row.id, "you scored it differently")
    kept = next((row for row in fresh if row.committed or row.run.result == "closed"), None)
    if kept is not None:
        chosen.setdefault(kept.id, "it ended in a commitment: what made it?")
    left = max(fresh, key=lambda row: row.steps_skipped, default=None)
    if left is not None and left.steps_skipped:
        chosen.setdefault(
            left.id, f"{count_of(left.steps_skipped, 'step')} left out, the most since last time"
        )
    return tuple(Chosen(every[id_], why) for id_, why in list(chosen.items())[: max(RUNS, len(picks))])


def differs(standing: Standing) -> bool:
    """Say whether two people scored a run blind and gave any question another answer."""
    both = standing.both
    if both is None:
        return False
    theirs = {answer.question: answer.values for answer in both.second.blind or () if answer.kind != "text"}
    return any(
        theirs.get(answer.question, answer.values) != answer.values
        for answer in both.first.blind or ()
        if answer.kind != "text"
    )


def scored_since(standings: Iterable[Standing], rows: Collection[str], since: date) -> tuple[Standing, ...]:
    """Return the scores of a rep's runs that were said since a day, also hidden ones of runs since then."""
    found = []
    for one in standings:
        said = [day_of(scored.at) or date.min for scored in one.shown]
        if (said and max(said) >= since) or (one.hidden and one.run in rows):
            found.append(one)
    return tuple(found)
