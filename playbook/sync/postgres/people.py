"""Who reads whose line: the people of playbook.toml as a hub needs to know them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from playbook.errors import PlaybookError
from playbook.plays.settings_model import Person
from playbook.records.access import managers_of


class Listed(NamedTuple):
    """One person, as far as rights go."""

    id: str
    liaison: bool = False
    admin: bool = False
    names: frozenset[str] = frozenset()
    """What their journals may begin with: their id, and the names they had before."""
    managers: frozenset[str] = frozenset()
    """Everybody above them."""


class SharedNameError(PlaybookError):
    """Two people claim one name, so that nobody could say whose journals bear it."""

    def __init__(self, name: str, one: str, other: str) -> None:
        super().__init__(
            f"“{name}” is a name of both {one} and {other} in playbook.toml, so nobody could say whose records those "
            "are. Take it out of `also` of one of them."
        )


def structure(people: Mapping[str, Person]) -> dict[str, Listed]:
    """Return what a hub needs to know of everyone in playbook.toml; raises SharedNameError."""
    claimed: dict[str, str] = {}
    found: dict[str, Listed] = {}
    for id_, person in people.items():
        names = frozenset({id_, *person.also})
        for name in sorted(names):
            if claimed.setdefault(name, id_) != id_:
                raise SharedNameError(name, claimed[name], id_)
        found[id_] = Listed(
            id_,
            "liaison" in person.roles,
            "admin" in person.roles,
            names,
            frozenset(managers_of(id_, people)),
        )
    return found


def changes(before: Mapping[str, Listed], after: Mapping[str, Listed]) -> list[str]:
    """Return in words what changes in who reads what, between two structures."""
    said: list[str] = []
    for id_ in sorted({*before, *after}):
        old, new = before.get(id_, Listed(id_)), after.get(id_, Listed(id_))
        said += [f"{manager} reads the runs of {id_}" for manager in sorted(new.managers - old.managers)]
        said += [
            f"{manager} no longer reads the runs of {id_}" for manager in sorted(old.managers - new.managers)
        ]
        said += _turned(id_, old.liaison, new.liaison, "reads what is for the liaisons")
        said += _turned(
            id_, old.admin, new.admin, "sees every journal's name and size, and closes lost devices"
        )
        said += [f"journals of “{name}” are {id_}'s" for name in sorted(new.names - old.names - {id_})]
        said += [
            f"journals of “{name}” are no longer {id_}'s" for name in sorted(old.names - new.names - {id_})
        ]
    return said


def _turned(id_: str, before: bool, after: bool, does: str) -> Iterable[str]:
    if before == after:
        return ()
    return (f"{id_} {does}",) if after else (f"{id_} no longer {does}",)
