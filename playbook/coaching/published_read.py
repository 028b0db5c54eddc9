"""Published figures read: of whom they count, put together over weeks and teams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from msgspec import structs

from playbook.coaching.people import ENOUGH
from playbook.coaching.published import days_of
from playbook.records.access import Member, person_named
from playbook.records.figures import Figures, MetCount, PlayCount, StepCount, WordsCount
from playbook.records.model import Body, Record

_Row = TypeVar("_Row", PlayCount, StepCount, MetCount, WordsCount)


class Together(NamedTuple):
    """Several publications as one."""

    weeks: tuple[str, ...]
    """That were published, the earliest first."""
    managers: tuple[str, ...]
    """Who published them, by id."""
    plays: tuple[PlayCount, ...]
    """The most run first; `reps` is the least that stood behind it in any week."""
    met: tuple[MetCount, ...]
    wording: tuple[WordsCount, ...]


def standing(records: Iterable[Record], people: Mapping[str, Member]) -> dict[tuple[str, str], Figures]:
    """Return what counts, by manager and week: the first of each, from people who lead somebody, of many.

    Whatever else stands in a record (a week that is none, numbers of fewer than enough reps) is left out.
    """
    leads = {person.manager for person in people.values()}
    found: dict[tuple[str, str], Figures] = {}
    for record in sorted(records, key=lambda one: one.order):
        body, who = record.body, person_named(record.person, people)
        if not isinstance(body, Figures) or who not in leads or days_of(body.week) is None:
            continue
        found.setdefault((who, body.week), _sound(body))
    return found


def _sound(body: Figures) -> Figures:
    return Figures(
        body.week,
        tuple(
            structs.replace(play, steps=tuple(step for step in play.steps if step.reps >= ENOUGH))
            for play in body.plays
            if play.reps >= ENOUGH
        ),
        tuple(one for one in body.met if one.reps >= ENOUGH),
        tuple(one for one in body.wording if one.reps >= ENOUGH),
    )


def together(found: Mapping[tuple[str, str], Figures], weeks: int = 0) -> Together:
    """Return publications as one: of the last `weeks` that were published, or of all."""
    named = sorted({week for _, week in found})
    named = named[-weeks:] if weeks else named
    chosen = [(who, body) for (who, week), body in sorted(found.items()) if week in named]
    plays: dict[str, list[PlayCount]] = {}
    for _, body in chosen:
        for play in body.plays:
            plays.setdefault(play.play, []).append(play)
    return Together(
        tuple(named),
        tuple(dict.fromkeys(who for who, _ in chosen)),
        tuple(sorted((_play(rows) for rows in plays.values()), key=lambda one: (-one.runs, one.play))),
        tuple(
            sorted(
                _summed(("page",), (row for _, body in chosen for row in body.met)),
                key=lambda one: (-one.opened, one.page),
            )
        ),
        tuple(_summed(("play", "place", "words"), (row for _, body in chosen for row in body.wording))),
    )


def _play(rows: list[PlayCount]) -> PlayCount:
    (one,) = _summed(("play",), rows)
    steps: dict[str, list[StepCount]] = {}
    for row in rows:
        for step in row.steps:
            steps.setdefault(step.step, []).append(step)
    return structs.replace(one, steps=tuple(_step(found) for found in steps.values()))


def _step(rows: list[StepCount]) -> StepCount:
    """Add a step up; of medians the mean, each by how often the step was done."""
    (one,) = _summed(("step",), rows)
    timed = [(row.seconds, max(row.done, 1)) for row in rows if row.seconds is not None]
    weight = sum(done for _, done in timed)
    seconds = sum(value * done for value, done in timed) / weight if timed else None
    return structs.replace(one, seconds=seconds)


def _summed(keys: tuple[str, ...], rows: Iterable[_Row]) -> list[_Row]:
    """Return rows with equal `keys` as one each: counts added, of reps the least."""
    found: dict[tuple[str, ...], _Row] = {}
    for row in rows:
        key = tuple(getattr(row, name) for name in keys)
        known = found.get(key)
        found[key] = row if known is None else _added(known, row)
    return list(found.values())


def _added(one: _Row, other: _Row) -> _Row:
    changed: dict[str, Any] = {}
    for name, value in structs.asdict(one).items():
        more = getattr(other, name)
        if name == "reps":
            changed[name] = min(value, more)
        elif isinstance(value, int):
            changed[name] = value + more
    return structs.replace(one, **changed)


def is_empty(body: Body) -> bool:
    """Say whether nothing of a week may be published."""
    return isinstance(body, Figures) and not (body.plays or body.met or body.wording)
