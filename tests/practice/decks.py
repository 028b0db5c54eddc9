"""Cards, and grades on record, for the rules of practice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from playbook.practice.cards import Card
from playbook.practice.memory import Memory, remembered, reviews_on_record
from playbook.records.coaching import Practice
from playbook.records.model import Record

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def card(id_: str = "objections/dear", **facts: Any) -> Card:
    given: dict[str, Any] = {
        "id": id_, "kind": "objection", "page": id_.partition("#")[0], "title": "Too dear", "ask": "Too dear",
        "answer": "> Compared with what?", "words": "w1", "stage": "commit",
    }  # fmt: skip
    return Card(**(given | facts))


class Said:
    """A rep's journal of practice."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def __call__(
        self,
        card: str,
        grade: Any,
        *,
        days_ago: float = 0,
        person: str = "lee",
        words: str = "w1",
        **facts: Any,
    ) -> Record:
        at = (NOW - timedelta(days=days_ago)).isoformat().replace("+00:00", "Z")
        return self.write(Practice(card, grade, words, **facts), at, person)

    def write(self, body: Practice, at: str, person: str = "lee") -> Record:
        seq = 1 + sum(record.person == person for record in self.records)
        number = len(self.records) + 1
        record = Record(f"{person}/{person:x<16.16}/self", seq, number, at, "practice", body)
        self.records.append(record)
        return record

    def memories(self, now: datetime = NOW) -> dict[str, Memory]:
        return remembered(reviews_on_record(self.records, {"lee"}), now)
