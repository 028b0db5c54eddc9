"""What is remembered of each card, from the grades on record: FSRS, with the clock handed in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from playbook.clock import parse_stamp
from playbook.errors import PlaybookError
from playbook.records.coaching import Practice
from playbook.records.model import Record

if TYPE_CHECKING:
    from playbook.records.coaching import Grade

RECALL = 0.9
"""How likely it is to be said well when it comes again: FSRS's aim."""
LONGEST = 180
"""Days until a card comes again at the latest: a talk track ages."""
STEPS = (timedelta(minutes=1), timedelta(minutes=10))
"""When a new card comes again on its first day; one that was lost takes the last of them."""


class NotInstalledError(PlaybookError):
    """The extra `[practice]` is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "Practice needs one more package, fsrs, which says when to say it again. Install it with "
            "`pip install 'playbook[practice]'` (with pipx: `pipx inject playbook fsrs`), then try again."
        )


class Review(NamedTuple):
    """One time that a card was said aloud."""

    card: str
    at: datetime
    """UTC."""
    grade: Grade
    words: str
    blob: str
    ref: str
    """`journal#seq` of its record."""
    order: tuple[int, str, int]
    """What sorts its record among all."""
    partner: str = ""
    well: str = ""


class Memory(msgspec.Struct, frozen=True):
    """How one card is remembered."""

    due: datetime
    """When it comes again, UTC."""
    stability: float
    """Days until it would be said well with a chance of 90 %."""
    recall: float
    """The chance that it would be said well now, from 0 to 1."""
    learning: bool
    """It is in its first steps, or was lost and is being learned anew: it comes again the same day."""
    reviews: tuple[Review, ...]
    """In their order; at least one."""

    @property
    def last(self) -> Review:
        """The latest review."""
        return self.reviews[-1]


def reviews_on_record(
    records: Iterable[Record], names: Collection[str], name_of: Mapping[str, str] | None = None
) -> dict[str, list[Review]]:
    """Return my reviews by card, in the records' order, less those that were taken back.

    `names` are all that my journals stand under; `name_of` has the present ids of cards by those they had.
    """
    said = [(record, record.body) for record in records if isinstance(record.body, Practice)]
    undone = {body.undoes for record, body in said if body.undoes and record.person in names}
    found: dict[str, list[Review]] = {}
    for record, body in said:
        if body.undoes or record.ref in undone or record.person not in names or not body.grade:
            continue
        try:
            at = parse_stamp(record.at).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
        card = (name_of or {}).get(body.card, body.card)
        review = Review(
            card, at, body.grade, body.words, body.blob, record.ref, record.order, body.partner, body.well
        )
        found.setdefault(card, []).append(review)
    return found


def remembered(reviews: Mapping[str, Sequence[Review]], now: datetime) -> dict[str, Memory]:
    """Return how each card is remembered `now` (aware); raises NotInstalledError where there is something to say.

    Source: FSRS 6 with its published parameters, by the package `fsrs`; without chance in it.
    """
    if not reviews:
        return {}
    scheduler = _scheduler()
    moment = now.astimezone(UTC)
    return {card: _replayed(scheduler, one, moment) for card, one in reviews.items() if one}


def _replayed(scheduler: Any, reviews: Sequence[Review], now: datetime) -> Memory:
    from fsrs import Card, Rating, State

    card, before = Card(card_id=1, due=reviews[0].at), reviews[0].at
    for review in reviews:
        before = max(review.at, before)  # a clock that was set back takes nothing back
        card, _ = scheduler.review_card(card, Rating[review.grade.capitalize()], before)
    recall = scheduler.get_card_retrievability(card, max(now, before))
    return Memory(
        card.due, float(card.stability or 0.0), float(recall), card.state != State.Review, tuple(reviews)
    )


def check_installed() -> None:
    """Raise NotInstalledError where the package that schedules is missing."""
    _scheduler()


def _scheduler() -> Any:
    try:
        from fsrs import Scheduler
    except ImportError as error:
        raise NotInstalledError from error
    return Scheduler(
        desired_retention=RECALL,
        learning_steps=STEPS,
        relearning_steps=STEPS[-1:],
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )
