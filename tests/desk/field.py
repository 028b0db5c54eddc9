"""People who write records, each in their own journal with their own Lamport clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from playbook.clock import stamp
from playbook.desk.fold import fold
from playbook.desk.model import Item
from playbook.records.model import (
    AUDIENCES,
    Action,
    Body,
    Feedback,
    FeedbackKind,
    Record,
    Redact,
    Triage,
    Vote,
    kind_of,
)

START = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
"""A Monday morning."""


@dataclass(frozen=True)
class Somebody:
    """An actor, as `playbook.toml` would name them."""

    id: str
    side: str = "sales"
    roles: tuple[str, ...] = ("rep",)


LEE = Somebody("lee")
RAY = Somebody("ray")
DANA = Somebody("dana", "marketing", ("author", "liaison"))
SAM = Somebody("sam", "marketing", ("liaison",))
WREN = Somebody("wren", "marketing", ("author",))


@dataclass
class Field:
    """A playbook in use: whoever acts is up to date with all others, unless they work `apart`."""

    now: datetime = START
    records: list[Record] = field(default_factory=list)
    clock: int = 0
    _clocks: dict[str, int] = field(default_factory=dict)
    _seqs: dict[str, int] = field(default_factory=dict)

    def write(self, person: str, body: Body, *, apart: bool = False, audience: str = "") -> Record:
        """Append a record; `apart`: the person has received nothing since their own last record."""
        kind = kind_of(body)
        journal = f"{person}/{person:x<16.16}/{audience or AUDIENCES[kind]}"
        clock = (self._clocks.get(person, 0) if apart else self.clock) + 1
        self._clocks[person] = clock
        self.clock = max(self.clock, clock)
        seq = self._seqs[journal] = self._seqs.get(journal, 0) + 1
        record = Record(journal, seq, clock, stamp(self.now), kind, body)
        self.records.append(record)
        return record

    def capture(
        self, id_: str, person: str = "lee", kind: FeedbackKind = "wrong", *, audience: str = "", **facts: Any
    ) -> Record:
        """Write a feedback."""
        return self.write(person, Feedback(id=id_, kind=kind, **facts), audience=audience)

    def act(
        self, person: str, action: Action, id_: str, text: str = "", *, apart: bool = False, **facts: Any
    ) -> Record:
        """Write an action on a feedback."""
        return self.write(person, Triage(feedback=id_, action=action, text=text, **facts), apart=apart)

    def undo(self, person: str, record: Record) -> Record:
        """Take an action back."""
        body = record.body
        assert isinstance(body, Triage)
        return self.act(person, "undo", body.feedback, undoes=record.ref)

    def vote(self, person: str, id_: str, account: str = "", **facts: Any) -> Record:
        """Say "me too"."""
        return self.write(person, Vote(feedback=id_, account=account, **facts))

    def redact(self, person: str, id_: str) -> Record:
        """Redact a feedback."""
        return self.write(person, Redact(what=f"feedback:{id_}"))

    def wait(self, **time: float) -> None:
        """Let the wall clock go on."""
        self.now += timedelta(**time)

    @property
    def items(self) -> dict[str, Item]:
        """The items, folded."""
        return fold(self.records)

    def item(self, id_: str) -> Item:
        """One item, folded."""
        return self.items[id_]
