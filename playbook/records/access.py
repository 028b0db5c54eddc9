"""Who may read which journal: rights go by audience, so that they never punch holes into a sequence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class Member(Protocol):
    """What rights need to know of a person."""

    @property
    def roles(self) -> tuple[str, ...]:
        """Such as `rep`, `liaison`, `manager`, `author`."""
        ...

    @property
    def also(self) -> tuple[str, ...]:
        """Names they had before: journals begun under one are theirs."""
        ...

    @property
    def manager(self) -> str:
        """Id of the person's manager, or empty."""
        ...


def managers_of(person: str, people: Mapping[str, Member]) -> tuple[str, ...]:
    """Return the managers above `person`, nearest first; a circle of managers ends where it closes."""
    found: list[str] = []
    member = people.get(person)
    while member is not None and member.manager and member.manager not in (person, *found):
        found.append(member.manager)
        member = people.get(member.manager)
    return tuple(found)


def people_below(manager: str, people: Mapping[str, Member]) -> tuple[str, ...]:
    """Return everyone whose line of managers holds `manager`, in the order of `people`."""
    return tuple(person for person in people if manager in managers_of(person, people))


def person_named(name: str, people: Mapping[str, Member]) -> str:
    """Return the id of the person who has that name now or had it before; of nobody's, the name itself."""
    if name in people:
        return name
    return next((id_ for id_, person in people.items() if name in person.also), name)


def may_read(reader: str, journal: str, people: Mapping[str, Member]) -> bool:
    """Return whether `reader` may read `journal` (`person/device/audience`); unknown audiences are the owner's."""
    begun_by, _, rest = journal.partition("/")
    owner = person_named(begun_by, people)
    audience = rest.rpartition("/")[2]
    if owner == reader or audience == "team":
        return True
    if audience == "liaison":
        member = people.get(reader)
        return member is not None and "liaison" in member.roles
    if audience == "line":
        return reader in managers_of(owner, people)
    return audience.startswith("pair-") and person_named(audience.removeprefix("pair-"), people) == reader
