"""How far each journal is, here and on the hub. Pure: what both hold is passed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from playbook.sync.hub import SELF, audience_of, device_of, owner_of


class OnHub(NamedTuple):
    """One journal as the hub has it."""

    journal: str
    last: int
    bytes: int | None = None
    """None: this hub does not say."""
    pushed: datetime | None = None
    """When its last lines arrived, where the hub says so."""
    closed: bool = False
    """Nothing more is taken from its device."""


class Standing(NamedTuple):
    """One journal, here and there."""

    journal: str
    there: OnHub
    here: int
    """Its last number on this device, up to which nothing is missing; 0 for one that others alone may read."""

    @property
    def behind(self) -> int:
        """How many records of it have still to come here."""
        return max(0, self.there.last - self.here)

    @property
    def waiting(self) -> int:
        """How many records of it have still to go there."""
        return max(0, self.here - self.there.last)

    @property
    def person(self) -> str:
        """Whose it is."""
        return owner_of(self.journal)

    @property
    def device(self) -> str:
        """The device that writes it."""
        return device_of(self.journal)

    @property
    def audience(self) -> str:
        """For whom it is."""
        return audience_of(self.journal)


def standings(here: Mapping[str, int], there: Iterable[OnHub]) -> list[Standing]:
    """Return every journal of either side in order, but those that never leave a device."""
    known = {one.journal: one for one in there}
    journals = sorted(name for name in {*known, *here} if audience_of(name) != SELF)
    return [Standing(name, known.get(name, OnHub(name, 0)), here.get(name, 0)) for name in journals]
