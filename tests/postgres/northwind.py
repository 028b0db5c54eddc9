"""A hub of a small company on a real server, and its people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import psycopg

from playbook.plays.settings_model import Person
from playbook.sync.hub import Batch
from playbook.sync.postgres.address import address_of
from playbook.sync.postgres.hub import PostgresHub
from playbook.sync.postgres.keeping import Keeper
from tests.postgres.server import ADMIN
from tests.records.support import idea, lines

PEOPLE = {
    one.id: one
    for one in (
        Person("lee", roles=("rep",), manager="kim", also=("lpark",)),
        Person("mia", roles=("rep",), manager="kim"),
        Person("kim", roles=("manager",), manager="ann"),
        Person("ann", roles=("manager",)),
        Person("sam", roles=("manager",)),
        Person("dana", roles=("liaison", "author")),
        Person("olga", roles=("admin",)),
    )
}
"""Lee and Mia sell for Kim, Kim for Ann; Sam leads others; Dana answers for marketing; Olga looks after the hub."""

STRANGER = "stranger"
"""Can log in to the server, and is nobody of the playbook."""

ADDRESS = "postgresql:"
"""All else stands in the PG* variables, as the fixture sets them."""


@dataclass
class Northwind:
    """A database with a hub, reached through the variables of this process."""

    parameters: dict[str, str]
    """How libpq reaches the database, without a user."""
    _open: list[Any] = field(default_factory=list)

    def as_(self, role: str) -> psycopg.Connection[Any]:
        """Return a bare connection of a role: whoever speaks SQL, with no program of ours between."""
        connection = psycopg.connect(**self.parameters, user=role, autocommit=True)  # type: ignore[arg-type]
        self._open.append(connection)
        return connection

    @property
    def admin(self) -> psycopg.Connection[Any]:
        """Return a connection of whoever runs the server."""
        return self.as_(ADMIN)

    def hub(self, person: str, **options: Any) -> PostgresHub:
        """Return the hub as a person."""
        hub = PostgresHub(address_of(ADDRESS, person), **options)
        self._open.append(hub)
        return hub

    def keeper(self, role: str = ADMIN) -> Keeper:
        """Return whoever keeps the hub, logged in as a role."""
        keeper = Keeper.at(f"user={role}")
        self._open.append(keeper)
        return keeper

    def close(self) -> None:
        for one in self._open:
            one.close()


def batch(journal: str, count: int, first: int = 1) -> Batch:
    """Return the last lines of a journal of ideas, from number `first` to `count`."""
    return Batch(
        journal, first, tuple(lines(journal, [idea(number) for number in range(1, count + 1)])[first - 1 :])
    )


def pulled(hub: PostgresHub, have: dict[str, int] | None = None) -> dict[str, list[bytes]]:
    """Return what a pull brings, by journal; fails where numbers do not follow one another."""
    found: dict[str, list[bytes]] = {}
    have = have or {}
    for one in hub.pull(have):
        held = found.setdefault(one.journal, [])
        assert one.first == have.get(one.journal, 0) + len(held) + 1
        held += one.lines
    return found
