"""What to say aloud next: what is due first, what has changed, then a few new ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import zip_longest
from typing import Literal

import msgspec

from playbook.practice.cards import Card
from playbook.practice.memory import Memory

AHEAD = timedelta(minutes=20)
"""What comes again this soon is asked in the same sitting, once nothing else is left."""
NEW_A_DAY = 5
"""New cards a day, unless somebody wants more."""

Why = Literal["changed", "due", "new", "again"]


class Due(msgspec.Struct, frozen=True):
    """A card that is to be said aloud."""

    card: Card
    why: Why
    """`changed`: the page says it otherwise since; `again`: it was hard a few minutes ago."""
    memory: Memory | None = None
    """None of a new one."""


class Queue(msgspec.Struct, frozen=True):
    """A sitting, in its order."""

    due: tuple[Due, ...]
    new_left: int
    """New cards that are not asked today, by the limit."""
    next: datetime | None
    """When the next of the others comes."""


def queue_of(
    cards: Iterable[Card],
    memories: Mapping[str, Memory],
    now: datetime,
    here: tzinfo | None = None,
    *,
    new_a_day: int = NEW_A_DAY,
) -> Queue:
    """Return what is due `now` (aware): what is late first, and changed pages before what is only due.

    Days are those of the time zone `here` (None: the machine's). New cards come last, in the order of `cards`, and
    no more than `new_a_day` less those that were begun today.
    """
    today = now.astimezone(here).date()
    due: list[Due] = []
    again: list[Due] = []
    new: list[Due] = []
    later: list[datetime] = []
    for card in cards:
        memory = memories.get(card.id)
        if memory is None:
            new.append(Due(card, "new"))
        elif is_changed(card, memory):
            due.append(Due(card, "changed", memory))
        elif memory.learning and memory.due > now:
            (
                again.append(Due(card, "again", memory))
                if memory.due - now <= AHEAD
                else later.append(memory.due)
            )
        elif memory.learning or memory.due.astimezone(here).date() <= today:
            due.append(Due(card, "again" if memory.learning else "due", memory))
        else:
            later.append(memory.due)
    begun = sum(memory.reviews[0].at.astimezone(here).date() == today for memory in memories.values())
    room = max(0, new_a_day - begun)
    due.sort(key=lambda one: (one.why != "changed", _due(one)))
    again.sort(key=_due)
    return Queue((*due, *new[:room], *again), len(new) - len(new[:room]), min(later, default=None))


def is_changed(card: Card, memory: Memory) -> bool:
    """Say whether the page says a card otherwise than when it was graded last."""
    return bool(memory.last.words) and memory.last.words != card.words


def _due(one: Due) -> datetime:
    assert one.memory is not None
    return one.memory.due


def in_order(cards: Sequence[Card], met: Mapping[str, float]) -> list[Card]:
    """Return cards in the order in which new ones are begun.

    Of the pages that are met most first, then as they stand; an objection and a talk track in turn, so that neither
    waits for all of the other.
    """
    ranked = sorted(cards, key=lambda card: -met.get(card.page, 0.0))
    heard = [card for card in ranked if card.kind == "objection"]
    said = [card for card in ranked if card.kind == "talk-track"]
    return [card for pair in zip_longest(heard, said) for card in pair if card is not None]
