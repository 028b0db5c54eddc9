"""How ready somebody is by their own grades: counts, never of others, and never a rank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, tzinfo

import msgspec

from playbook.practice.cards import Card
from playbook.practice.memory import Memory
from playbook.records.coaching import StageReadiness

KNOWN = 0.8
"""The chance of saying it well now, from which on a card counts as known."""
DEFINITION = (
    "Known: graded good or better by its rep, out of its first steps, and by FSRS's estimate said well today with a "
    "chance of 80% or more. Nobody else has heard it."
)


class Readiness(msgspec.Struct, frozen=True):
    """What the grades say."""

    cards: int
    practised: int
    """Said aloud at least once."""
    known: int
    changed: int
    """Practised, and the page says it otherwise since."""
    today: int
    """Reviews of today."""
    week: int
    """Reviews of the last seven days, today among them."""
    together: int
    """Of all reviews, those with somebody playing the buyer."""
    stages: tuple[StageReadiness, ...]
    """In the order of the playbook; cards of no stage at the end."""


def is_known(memory: Memory | None) -> bool:
    """Say whether a card counts as known."""
    return (
        memory is not None
        and not memory.learning
        and memory.last.grade in ("good", "easy")
        and memory.recall >= KNOWN
    )


def readiness(
    cards: Iterable[Card],
    memories: Mapping[str, Memory],
    today: date,
    stages: Iterable[str] = (),
    here: tzinfo | None = None,
) -> Readiness:
    """Return how ready somebody is; `stages` are the playbook's, in order, and `here` the time zone of `today`."""
    every = list(cards)
    by_stage: dict[str, list[Card]] = {stage: [] for stage in stages}
    for card in every:
        by_stage.setdefault(card.stage, []).append(card)
    days = [
        (today - review.at.astimezone(here).date()).days
        for memory in memories.values()
        for review in memory.reviews
    ]
    practised = [card for card in every if card.id in memories]
    told = [
        StageReadiness(stage, len(of), sum(is_known(memories.get(card.id)) for card in of))
        for stage, of in sorted(by_stage.items(), key=lambda pair: not pair[0])
        if of
    ]
    return Readiness(
        cards=len(every),
        practised=len(practised),
        known=sum(is_known(memories.get(card.id)) for card in every),
        changed=sum(memories[card.id].last.words not in ("", card.words) for card in practised),
        today=sum(day <= 0 for day in days),
        week=sum(day < 7 for day in days),
        together=sum(bool(review.partner) for memory in memories.values() for review in memory.reviews),
        stages=tuple(told),
    )
