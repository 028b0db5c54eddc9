"""What every record has: its place in a journal, its time and kind; and the order of them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

import msgspec

if TYPE_CHECKING:
    from typing_extensions import TypeVar
else:
    from typing import TypeVar

Audience = str
"""`team`, `liaison`, `line`, `self`, or `pair-<person>`."""

FORMAT = 1
"""The version (`v`) of the lines this program writes."""

MAX_LINE = 1_000_000
"""Bytes; a longer record is refused at input."""

MAX_CLOCK = 2**48
"""A record with a greater Lamport clock is quarantined."""


class Body(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What a record says; keys of newer programs are passed over here and kept in the line."""


class Placed(msgspec.Struct, frozen=True, gc=False):
    """Where a record stands."""

    journal: str
    """`person/device/audience`."""
    seq: int
    """Its number in the journal, from 1."""
    clock: int
    """Of its writer, as Lamport has it."""
    at: str
    """When it was made, by the writer's wall clock."""
    kind: str

    @property
    def order(self) -> tuple[int, str, int]:
        """What sorts records the same way on every machine."""
        return (self.clock, self.journal, self.seq)

    @property
    def ref(self) -> str:
        """`journal#seq`, as other records name it."""
        return f"{self.journal}#{self.seq}"

    @property
    def person(self) -> str:
        """Whose journal it is."""
        return self.journal.split("/", 1)[0]

    @property
    def audience(self) -> Audience:
        """Who may read it."""
        return self.journal.rsplit("/", 1)[1]


class Envelope(Placed, frozen=True, gc=False):
    """One line of a journal, its body left as it stands in the line."""

    v: int
    body: msgspec.Raw
    prev: str
    crc: str


if TYPE_CHECKING:
    Said = TypeVar("Said", bound=Body, default=Body, covariant=True)
else:
    Said = TypeVar("Said")


class Record(Placed, Generic[Said], frozen=True, gc=False):
    """A record with its body read: what the projections fold."""

    body: Said
