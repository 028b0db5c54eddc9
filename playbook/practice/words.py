"""Practice in words: what there is to do, when a card comes again, how ready somebody is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo

from playbook.dates import said, said_day_of
from playbook.practice.queue import Queue
from playbook.practice.readiness import Readiness
from playbook.records.coaching import StageReadiness
from playbook.text import count_of

WHY = {
    "changed": "± changed",
    "due": "● due",
    "new": "+ new",
    "again": "↻ again",
}
"""Why a card is asked, for a listing."""


def nothing_due(queue: Queue, cards: int, here: tzinfo | None = None) -> str:
    """Return why nothing is asked now, and what to do instead."""
    if not cards:
        return (
            "There is nothing to practise: no objection page, and no play with a talk track. "
            "`playbook plays new` begins one."
        )
    told = "Nothing more is due today."
    if queue.next is not None:
        told += f" The next comes on {said(queue.next.astimezone(here).date())}."
    if queue.new_left:
        told += f" {count_of(queue.new_left, 'new card')} for other days."
    return told


def comes_again(due: datetime, now: datetime, here: tzinfo | None = None) -> str:
    """Return when a card comes again, in a sentence: in ten minutes, tomorrow, in twelve days."""
    minutes = round((due - now).total_seconds() / 60)
    days = (due.astimezone(here).date() - now.astimezone(here).date()).days
    if days <= 0 or minutes < 60:
        return "Comes again now." if minutes <= 0 else f"Comes again in {count_of(minutes, 'minute')}."
    return "Comes again tomorrow." if days == 1 else f"Comes again in {days} days."


def ready_words(ready: Readiness, titles: Mapping[str, str]) -> list[str]:
    """Return how ready somebody is, a line for the whole and one for each stage."""
    said = f"{ready.known} of {count_of(ready.cards, 'card')} known, {ready.practised} practised"
    if ready.changed:
        said += f", {ready.changed} changed since"
    lately = f"{count_of(ready.today, 'answer')} said today, {ready.week} in seven days"
    if ready.together:
        lately += f"; {ready.together} of all with somebody as the buyer"
    return [f"{said}.", f"{lately}.", *stage_words(ready.stages, titles)]


def stage_words(stages: Iterable[StageReadiness], titles: Mapping[str, str]) -> list[str]:
    """Return a line for each stage."""
    return [
        f"{titles.get(one.stage, one.stage) or 'Any stage'}: {one.known} of {one.cards} known"
        for one in stages
    ]


SHARE = "`playbook practice share`"
"""What shares it from the shell."""


def shared_words(at: str, share: str = SHARE) -> str:
    """Return who sees the readiness; `at` is when it was shared last, empty where it is not, `share` what shares it."""
    if at:
        return f"Your manager sees the counts as they were on {said_day_of(at)}, and no single grade."
    return f"For you alone: no grade ever leaves this device. {share} gives your manager the counts."
