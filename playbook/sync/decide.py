"""What a sync does, decided from numbers alone. Pure: the edges are `engine.py` and the hubs.

A journal is known by its numbers: `held` counts how far this device has it without a gap, `there` how far the hub
has it. Both sides only ever grow, whoever writes a journal is one device, and a line that arrives twice is the same
line; so nothing that gets lost, doubled or late between them can do worse than to come again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from playbook.records.frame import Envelope
from playbook.sync.hub import SELF, audience_of

Says = Callable[[str], bool]
"""Answers of a journal, by its name."""


class Side(NamedTuple):
    """How far journals go, here and there."""

    held: Mapping[str, int]
    there: Mapping[str, int]
    agreed: Mapping[str, int]
    """How far this device knows that both have the same lines, of the journals that it writes itself."""


class Plan(NamedTuple):
    """What to send and what to ask for."""

    send: dict[str, tuple[int, int]]
    """Journal → first and last number."""
    compare: dict[str, tuple[int, int]]
    """Journals that this device writes, and somebody else seems to have written on: what is to be compared."""
    have: dict[str, int]
    """What is asked for: all after these numbers, of the journals where the hub has more."""

    @property
    def sends(self) -> int:
        """How many records it sends."""
        return sum(last - first + 1 for first, last in self.send.values())

    @property
    def is_done(self) -> bool:
        """There is nothing to do."""
        return not (self.send or self.compare or self.have)


def plan(side: Side, *, written_here: Says, mine: Says, leaves: Says) -> Plan:
    """Return what brings both sides together.

    `written_here`: this device writes that journal; `mine`: I may send it; `leaves`: its audience goes through
    this hub.
    """
    send: dict[str, tuple[int, int]] = {}
    compare: dict[str, tuple[int, int]] = {}
    have: dict[str, int] = {}
    for journal in sorted({*side.held, *side.there}):
        if audience_of(journal) == SELF:
            continue
        held, there = side.held.get(journal, 0), side.there.get(journal, 0)
        if written_here(journal):
            # A hub that has more of it than we remember has lost our memory, or heard a copy of this device.
            agreed = min(side.agreed.get(journal, 0), held)
            both = min(held, there)
            if both > agreed:
                compare[journal] = (agreed + 1, both)
        if there > held:
            have[journal] = held
        elif held > there and mine(journal) and leaves(journal):
            send[journal] = (there + 1, held)
    return Plan(send, compare, have)


def waiting(held: Mapping[str, int], agreed: Mapping[str, int], *, written_here: Says, leaves: Says) -> int:
    """Return how many records of this device have not yet reached the hub, as far as is known here."""
    return sum(
        max(0, count - agreed.get(journal, 0))
        for journal, count in held.items()
        if audience_of(journal) != SELF and written_here(journal) and leaves(journal)
    )


def refusal(journal: str, envelope: Envelope, *, may_read: Says) -> str:
    """Return why a line that verifies by itself is not taken in from what the hub gave as `journal`; or empty."""
    if envelope.journal != journal:
        return f"it is a line of {envelope.journal}, and stood among those of {journal}"
    if audience_of(journal) == SELF:
        return "it is for its owner's own device alone, and never travels"
    if not may_read(journal):
        return "it is not for you to read"
    return ""
