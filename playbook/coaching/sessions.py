"""1:1s of a rep and who coaches them: what stands, folded from the `session` records of both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from playbook.clock import shown_day
from playbook.records.access import Member, person_named
from playbook.records.coaching import Session
from playbook.records.model import Record

State = Literal["planned", "held", "withdrawn"]
ActionState = Literal["open", "done", "dropped"]


@dataclass(frozen=True)
class Said:
    """Something that one of the two said, or noted."""

    by: str
    at: str
    """Stamp."""
    text: str


@dataclass(frozen=True)
class Action:
    """Something that one of the two does until a day; it is carried over from 1:1 to 1:1 until it is done."""

    id: str
    session: str
    """Id of the 1:1 in which it was agreed."""
    rep: str
    coach: str
    text: str
    who: str
    by: str
    """ISO date, or empty."""
    agreed: str
    """When (stamp)."""
    state: ActionState = "open"
    changed: str = ""
    """When it came into its state (stamp)."""
    changed_by: str = ""

    def is_late(self, today: date) -> bool:
        """Say whether its day is over and it is not done."""
        return self.state == "open" and bool(self.by) and self.by < today.isoformat()


@dataclass(frozen=True)
class OneOnOne:
    """One 1:1, as it stands."""

    id: str
    rep: str
    coach: str
    day: str
    """ISO date."""
    state: State
    planned_by: str
    order: tuple[int, str, int]
    said: tuple[Said, ...] = ()
    """What the rep, or the coach, wants to speak about."""
    notes: tuple[Said, ...] = ()
    picks: tuple[str, ...] = ()
    """Ids of the runs to look at, in the order they were picked."""
    actions: tuple[Action, ...] = ()
    """What was agreed in it, in that order."""
    closed: str = ""
    """When it was said to have been held (stamp)."""

    @property
    def held(self) -> str:
        """ISO day on which it was held: that it was planned for, or an earlier one on which that was said already."""
        return min(self.day, shown_day(self.closed)) if self.closed else self.day

    @property
    def on(self) -> str:
        """ISO day to tell people: that on which it was held, else that it is, or was, planned for."""
        return self.held if self.state == "held" else self.day

    def other(self, names: Collection[str]) -> str:
        """Return who the other of the two is, for the one of these names."""
        return self.coach if self.rep in names else self.rep


@dataclass
class _File:
    """A 1:1 while it is folded."""

    one: OneOnOne
    picks: dict[str, None] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)


def sessions_of(records: Iterable[Record], people: Mapping[str, Member]) -> dict[str, OneOnOne]:
    """Return the 1:1s by id, in the order in which they were planned.

    The records may come in any order and any number of times. What somebody else says of a 1:1 is passed over, and so
    is what was said of one that was never planned. Both may act at once: both are kept, the later decides.
    """
    files: dict[str, _File] = {}
    known = {(record.journal, record.seq): record for record in records if isinstance(record.body, Session)}
    for record in sorted(known.values(), key=lambda one: one.order):
        body = record.body
        assert isinstance(body, Session)
        by = person_named(record.person, people)
        rep, coach = person_named(body.rep, people), person_named(body.coach, people)
        file = files.get(body.id)
        if by not in (rep, coach) or rep == coach:
            continue
        if file is None:
            if body.act != "plan":
                continue
            file = files[body.id] = _File(
                OneOnOne(body.id, rep, coach, body.day, "planned", by, record.order)
            )
        if (file.one.rep, file.one.coach) == (rep, coach):
            _take(file, body, by, record.at)
    return {id_: _whole(file) for id_, file in files.items()}


def _take(file: _File, body: Session, by: str, at: str) -> None:
    one, said = file.one, Said(by, at, body.text)
    match body.act:
        case "plan":
            file.one = replace(one, day=body.day or one.day, state="planned")
        case "close":
            file.one = replace(one, state="held", closed=at)
        case "reopen":
            file.one = replace(one, state="planned")
        case "withdraw":
            file.one = replace(one, state="withdrawn")
        case "say":
            file.one = replace(one, said=(*one.said, said))
        case "note":
            file.one = replace(one, notes=(*one.notes, said))
        case "pick":
            file.picks[body.run] = None
        case "unpick":
            file.picks.pop(body.run, None)
        case "action":
            _agree(file, body, at)
        case "done" | "dropped" | "undone":
            action = file.actions.get(body.action)
            if action is not None:
                state: ActionState = "open" if body.act == "undone" else body.act
                file.actions[action.id] = replace(action, state=state, changed=at, changed_by=by)


def _agree(file: _File, body: Session, at: str) -> None:
    """Take an action; one that is known already is reworded, and stands as it stood."""
    before = file.actions.get(body.action)
    if not body.action:
        return
    who = body.who if body.who in (file.one.rep, file.one.coach) else file.one.rep
    if before is None:
        file.actions[body.action] = Action(
            body.action, file.one.id, file.one.rep, file.one.coach, body.text, who, body.day, at
        )
    else:
        file.actions[body.action] = replace(before, text=body.text, who=who, by=body.day)


def _whole(file: _File) -> OneOnOne:
    return replace(file.one, picks=tuple(file.picks), actions=tuple(file.actions.values()))


# Chosen among them


def between(found: Mapping[str, OneOnOne], rep: str, coach: str) -> list[OneOnOne]:
    """Return the 1:1s of two, the latest day first."""
    theirs = [one for one in found.values() if (one.rep, one.coach) == (rep, coach)]
    return sorted(theirs, key=lambda one: (one.day, one.order), reverse=True)


def next_of(theirs: Iterable[OneOnOne]) -> OneOnOne | None:
    """Return the 1:1 that is planned and not held, the earliest day first."""
    planned = [one for one in theirs if one.state == "planned"]
    return min(planned, key=lambda one: (one.day, one.order), default=None)


def last_held(theirs: Iterable[OneOnOne], before: OneOnOne | None = None) -> OneOnOne | None:
    """Return the 1:1 that was held last; `before`: the last that came before that one."""
    held = [
        one
        for one in theirs
        if one.state == "held" and (before is None or (one.day, one.order) < (before.day, before.order))
    ]
    return max(held, key=lambda one: (one.day, one.order), default=None)


def actions_of(found: Iterable[OneOnOne]) -> list[Action]:
    """Return all actions: the open ones by their day, those without a day behind, then the ended, latest first."""
    every = [action for one in found for action in one.actions]
    is_open = sorted(
        (one for one in every if one.state == "open"), key=lambda one: (one.by or "9", one.agreed, one.id)
    )
    ended = sorted(
        (one for one in every if one.state != "open"), key=lambda one: (one.changed, one.id), reverse=True
    )
    return [*is_open, *ended]
