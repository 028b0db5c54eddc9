"""Who works at the desk: who is away, who acts for them, who has left, and to whom an item belongs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from playbook.desk.model import Item


class Member(Protocol):
    """What is asked of a person of `playbook.toml`."""

    @property
    def roles(self) -> Sequence[str]:
        """What the person does."""
        ...

    @property
    def deputy(self) -> str:
        """Id of who acts for them, or empty."""
        ...

    @property
    def away(self) -> Sequence[str]:
        """Days, or the first and last of several with `/` between."""
        ...


class Rule(Protocol):
    """A rule of `[desk] assign`: feedback of which `when` all holds goes to a person."""

    @property
    def to(self) -> str:
        """The person's id."""
        ...

    @property
    def when(self) -> Mapping[str, str]:
        """What must hold: `kind`, `play`, `segment`, `stage` and so on, each with its value."""
        ...


@dataclass(frozen=True)
class Suggested:
    """To whom an item belongs, and why."""

    to: str
    why: str
    """Said after the name: `owns the play`, `rule: kind is competitor`."""


def is_away(member: Member, day: date) -> bool:
    """Return whether somebody is away on `day`."""
    for span in member.away:
        first, _, last = span.partition("/")
        if first <= day.isoformat() <= (last or first):
            return True
    return False


def acting_for(person: str, people: Mapping[str, Member], day: date) -> str:
    """Return who acts for `person` on `day`: themselves, else the first of their deputies who is there.

    Where all of them are away, or deputies go round in a ring, it is the person themselves.
    """
    seen: list[str] = []
    here = person
    while (member := people.get(here)) is not None and is_away(member, day):
        seen.append(here)
        if not member.deputy or member.deputy in seen:
            return person
        here = member.deputy
    return here


def stood_in_for(me: str, people: Mapping[str, Member], day: date) -> frozenset[str]:
    """Return the ids of those who are away on `day` and for whom I act."""
    away = (id_ for id_, member in people.items() if id_ != me and is_away(member, day))
    return frozenset(id_ for id_ in away if acting_for(id_, people, day) == me)


def on_duty(role: str, people: Mapping[str, Member], day: date) -> tuple[str, ...]:
    """Return who does the work of a role on `day`: those who have it, and for who is away whoever acts for them."""
    return tuple(
        dict.fromkeys(acting_for(id_, people, day) for id_, one in people.items() if role in one.roles)
    )


def gone(assigned: Iterable[str], people: Collection[str]) -> frozenset[str]:
    """Return who of those that items are `assigned` to is no longer among the people; none where nobody is listed."""
    return (
        frozenset(person for person in assigned if person and person not in people) if people else frozenset()
    )


def suggested(
    item: Item,
    rules: Iterable[Rule],
    people: Mapping[str, Member],
    day: date,
    *,
    known: Mapping[str, str] | None = None,
    owner: str = "",
) -> Suggested | None:
    """Return to whom an item belongs: by the first rule that fits, else the owner of its play, else the only liaison.

    `known` is what the item itself does not say, such as its account's `segment` or its play's `stage`. Who is
    away is replaced by their deputy. None where there is nobody to name.
    """
    found = _by_rule(item, rules, known or {}) or (Suggested(owner, "owns the play") if owner else None)
    if found is None or (people and found.to not in people):
        liaisons = [id_ for id_, member in people.items() if "liaison" in member.roles]
        if len(liaisons) != 1:
            return None
        found = Suggested(liaisons[0], "the only liaison")
    deputy = acting_for(found.to, people, day)
    return found if deputy == found.to else Suggested(deputy, f"deputy of {found.to}, who {_owns(found.why)}")


def _owns(why: str) -> str:
    return f"{why} and is away" if why.startswith("owns") else f"is away ({why})"


def _by_rule(item: Item, rules: Iterable[Rule], known: Mapping[str, str]) -> Suggested | None:
    facts: dict[str, Callable[[str], bool]] = {
        "play": lambda value: value in (item.play, item.play.rpartition("/")[2]),
    }
    plain = {
        "kind": item.kind, "step": item.step, "route": item.route, "severity": str(item.severity),
        "account": item.account, **known,
    }  # fmt: skip
    for rule in rules:
        if rule.when and all(
            facts[key](value) if key in facts else plain.get(key) == value for key, value in rule.when.items()
        ):
            said = " and ".join(f"{key} is {value}" for key, value in rule.when.items())
            return Suggested(rule.to, f"rule: {said}")
    return None
