"""Who to call about what: topic to person, with how fresh that is; from pages and the desk, never typed anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from playbook.desk.model import Item
from playbook.plays.spans import days_of

if TYPE_CHECKING:
    from playbook.plays.model import Summary
    from playbook.plays.settings_model import Person, Settings

TOPICS = frozenset({"play", "objection", "battlecard", "persona"})
"""Kinds of page that somebody is asked about."""
DECIDES = frozenset({"answer", "decline", "publish", "change"})

Why = Literal["owns", "answers"]


@dataclass(frozen=True)
class Who:
    """Somebody who knows."""

    person: str
    name: str
    side: str
    email: str
    why: Why
    """`owns` the page; `answers`: has decided feedback about it."""
    last: date | None
    """The day of the last sign that they look after it: verified, or decided something about it."""
    here: bool = True
    """False: named on the page, and no longer among the people."""


@dataclass(frozen=True)
class Topic:
    """One thing that one may have to ask about."""

    page: str
    title: str
    kind: str
    contacts: tuple[Who, ...]
    """Owners first, marketing before sales; then who answered lately."""
    stale: str
    """Why this may be wrong, in words; empty where it is fresh."""

    @property
    def known(self) -> tuple[Who, ...]:
        """Those who can be called."""
        return tuple(one for one in self.contacts if one.here)


def directory(
    pages: Iterable[Summary], items: Iterable[Item], settings: Settings, today: date
) -> tuple[Topic, ...]:
    """Return every topic with whom to call, by kind and title; retired pages and drafts are left out."""
    decided: dict[str, dict[str, date]] = {}
    for item in items:
        for act in item.thread:
            if act.counts and act.action in DECIDES and item.play:
                days = decided.setdefault(item.play, {})
                days[act.person] = max(days.get(act.person, date.min), date.fromisoformat(act.at[:10]))
    found = [
        _topic(page, _decided(page, decided), settings, today)
        for page in pages
        if page.kind in TOPICS and page.status not in ("retired", "draft")
    ]
    return tuple(sorted(found, key=lambda one: (one.kind, one.title.casefold(), one.page)))


def _decided(page: Summary, decided: Mapping[str, Mapping[str, date]]) -> dict[str, date]:
    """Return who decided something about a page and when last, under any id that it had."""
    found: dict[str, date] = {}
    for id_ in (page.id, *page.moved_from):
        for person, day in decided.get(id_, {}).items():
            found[person] = max(found.get(person, date.min), day)
    return found


def _topic(page: Summary, decided: Mapping[str, date], settings: Settings, today: date) -> Topic:
    people = settings.people
    sides = sorted(page.owners.items(), key=lambda pair: pair[0])
    owners = [
        _contact(
            id_,
            people.get(id_),
            side,
            "owns",
            max(filter(None, (page.verified, decided.get(id_))), default=None),
        )
        for side, id_ in sides
    ]
    owning = {one.person for one in owners}
    others = sorted(
        ((day, id_) for id_, day in decided.items() if id_ not in owning and id_ in people), reverse=True
    )
    answering = [_contact(id_, people[id_], people[id_].side, "answers", day) for day, id_ in others[:2]]
    every = page.verify_every or settings.review.verify_every
    return Topic(page.id, page.title, page.kind, (*owners, *answering), _stale(page, owners, every, today))


def _contact(id_: str, person: Person | None, side: str, why: Why, last: date | None) -> Who:
    if person is None:
        return Who(id_, id_, side, "", why, last, here=False)
    return Who(id_, person.name or id_, person.side or side, person.email, why, last)


def _stale(page: Summary, owners: Sequence[Who], every: str, today: date) -> str:
    if not owners:
        return "nobody owns this page"
    left = [one.name for one in owners if not one.here]
    if left:
        return f"{' and '.join(dict.fromkeys(left))} left"
    interval = days_of(every)
    if interval is None:
        return ""
    last = max((one.last for one in owners if one.last is not None), default=None)
    if last is None:
        return "no sign of its owners yet"
    days = (today - last).days
    return f"no sign of its owners for {days} days" if days > interval else ""
