"""Practice in a workspace: my deck, what is due, grading, taking back, and what I share of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from playbook.errors import NotFoundError, PlaybookError
from playbook.practice.cards import Card, cards_of, moved_id
from playbook.practice.memory import Memory, Review, check_installed, remembered, reviews_on_record
from playbook.practice.queue import NEW_A_DAY, Due, Queue, in_order, queue_of
from playbook.practice.readiness import Readiness, readiness
from playbook.records.access import managers_of
from playbook.records.coaching import Practice
from playbook.records.coaching import Readiness as SharedReadiness
from playbook.records.model import Record, Wording

if TYPE_CHECKING:
    from playbook.records.coaching import Grade
    from playbook.reporting.model import Report, Section
    from playbook.workspace import Workspace

MET = 3.0
"""What an objection that I opened on a call counts beside a play that I used: it was needed there."""


class PracticeError(PlaybookError):
    """Something that cannot be practised or shared like that."""


class Sitting(msgspec.Struct, frozen=True):
    """All that practice shows; read from records and pages, so not for the event loop."""

    cards: tuple[Card, ...]
    memories: Mapping[str, Memory]
    queue: Queue
    ready: Readiness

    def card(self, id_: str) -> Card | None:
        """Return a card by its id."""
        return next((card for card in self.cards if card.id == id_), None)


def sitting_of(workspace: Workspace, new_a_day: int = NEW_A_DAY) -> Sitting:
    """Return my cards and what is due of them now; raises NotInstalledError."""
    check_installed()
    cards = deck_of(workspace)
    now = workspace.clock.now()
    memories = remembered(my_reviews(workspace), now)
    ordered = in_order(cards, _met(workspace))
    return Sitting(
        tuple(ordered),
        memories,
        queue_of(ordered, memories, now, new_a_day=new_a_day),
        readiness(ordered, memories, workspace.today, [stage.id for stage in workspace.settings.stages]),
    )


def deck_of(workspace: Workspace) -> list[Card]:
    """Return the cards of every objection page and every play that is offered to me, by page."""
    from playbook.library.offered import why_not_offered
    from playbook.runs.wording import place_words, words_on_record

    every = workspace.records("wording")
    worded = {record.body.play for record in every if isinstance(record.body, Wording)}
    cards: list[Card] = []
    for one in workspace.catalog.summaries():
        if one.kind not in ("play", "objection") or why_not_offered(one, workspace.me, workspace.today):
            continue
        try:
            entry = workspace.page(one.id)
        except PlaybookError:  # gone since the list was made
            continue
        mine = {}
        if not worded.isdisjoint(entry.page.ids):
            wordings = words_on_record(every, workspace.names, entry.page.ids)
            mine = {place: words.text for place, words in place_words(wordings, entry.page).here.items()}
        cards += cards_of(entry.page, mine, entry.blob)
    return cards


def _met(workspace: Workspace) -> dict[str, float]:
    """Return how often I need each page: plays that I use, objections that I opened on a call."""
    from playbook.offering import my_use

    found = dict(my_use(workspace))
    for page in workspace.run_index.opened(workspace.names):
        found[page] = found.get(page, 0.0) + MET
    return found


def my_reviews(workspace: Workspace) -> dict[str, list[Review]]:
    """Return all that I graded, by the present ids of cards."""
    records = workspace.records("practice")
    cards = {record.body.card for record in records if isinstance(record.body, Practice) and record.body.card}
    return reviews_on_record(records, workspace.names, _present(workspace, cards) if cards else {})


def _present(workspace: Workspace, cards: set[str]) -> dict[str, str]:
    summaries = workspace.catalog.summaries()
    present = {id_: one.id for one in summaries for id_ in one.moved_from}
    steps: dict[str, Mapping[str, str]] = {}
    for page in {
        present.get(card.partition("#")[0], card.partition("#")[0]) for card in cards if "/" in card
    }:
        try:
            steps[page] = workspace.page(page).page.facts.moved
        except PlaybookError:  # the page is gone; its grades are kept
            continue
    return {card: moved_id(card, present, steps) for card in cards}


def earlier_words(workspace: Workspace, due: Due) -> str | None:
    """Return what the page said of a changed card when it was graded last; None where nobody knows any more."""
    if due.memory is None or not due.memory.last.blob:
        return None
    last = due.memory.last
    try:
        page = workspace.page_at(due.card.page, last.blob)
    except PlaybookError:
        return None
    return next((card.answer for card in cards_of(page) if card.words == last.words), None)


# Grading


def grade(workspace: Workspace, card: Card, said: Grade, *, partner: str = "", well: str = "") -> Record:
    """Put a grade on record, for me alone; durable when this returns. Raises CannotSaveError."""
    from playbook.text import one_line

    body = Practice(
        card=card.id,
        grade=said,
        words=card.words,
        blob=card.blob,
        partner=one_line(partner)[:100],
        well=well.strip()[:2_000],
    )
    return workspace.append(body)


def take_back(workspace: Workspace, ref: str = "") -> Review:
    """Take back a grade of mine by its record, else my latest one; raises PracticeError where there is none."""
    every = [review for reviews in my_reviews(workspace).values() for review in reviews]
    wanted = [review for review in every if not ref or review.ref == ref]
    if not wanted:
        raise PracticeError("There is no grade of yours to take back.")
    last = max(wanted, key=lambda review: review.order)
    workspace.append(Practice(undoes=last.ref))
    return last


def find_card(sitting: Sitting, typed: str) -> Card:
    """Return the card whose id was typed, or the only one whose id ends in it; raises NotFoundError."""
    from playbook.text import nearest

    known = {card.id: card for card in sitting.cards}
    if typed in known:
        return known[typed]
    ends = [card for id_, card in known.items() if id_.endswith((f"/{typed}", f"#{typed}"))]
    if len(ends) == 1:
        return ends[0]
    raise NotFoundError("card", typed, nearest(typed, known) or [card.id for card in ends][:3])


# What is shared


def why_not_share(workspace: Workspace) -> str:
    """Return why I cannot share my readiness; empty where I can."""
    if not managers_of(workspace.me, workspace.people):
        return "Nobody is named as your manager in playbook.toml: there is nobody to share it with."
    return ""


def share(workspace: Workspace) -> SharedReadiness:
    """Give my manager how ready I am now, as counts and no single grade; raises PracticeError, CannotSaveError."""
    if reason := why_not_share(workspace):
        raise PracticeError(reason)
    ready = sitting_of(workspace).ready
    body = SharedReadiness(ready.cards, ready.practised, ready.known, ready.stages)
    workspace.append(body, f"pair-{managers_of(workspace.me, workspace.people)[0]}")
    return body


def unshare(workspace: Workspace) -> None:
    """Take back what I shared of my readiness; raises PracticeError where nothing is shared."""
    found = shared_by(workspace, workspace.me)
    if found is None:
        raise PracticeError("You share nothing of your readiness.")
    workspace.append(SharedReadiness(withdrawn=True), found.audience)


class Shared(NamedTuple):
    """What somebody shared of their readiness."""

    ready: SharedReadiness
    at: str
    """ISO time."""
    audience: str


def shared_by(workspace: Workspace, person: str) -> Shared | None:
    """Return the readiness that a person shared last, as far as I may see it; None where none stands."""
    names = {person, *workspace.person_of(person).also}
    last: Shared | None = None
    for record in workspace.records("readiness"):
        body = record.body
        if (
            isinstance(body, SharedReadiness)
            and record.person in names
            and record.audience.startswith("pair-")
        ):
            last = Shared(body, record.at, record.audience)
    return None if last is None or last.ready.withdrawn else last


def ready_told(workspace: Workspace, sitting: Sitting, share: str) -> Report:
    """Return how ready I am as a report, for me alone; `share` is the key that gives my manager the counts."""
    from playbook.practice.report import ready_report

    shared = shared_by(workspace, workspace.me)
    titles = {stage.id: stage.name or stage.id for stage in workspace.settings.stages}
    asks = {card.id: card.ask for card in sitting.cards}
    reviews = sorted(
        (one for memory in sitting.memories.values() for one in memory.reviews if one.well),
        key=lambda one: one.order,
        reverse=True,
    )
    well = [
        (asks.get(one.card, one.card), workspace.name_of(one.partner) if one.partner else "", one.well)
        for one in reviews
    ]
    return ready_report(sitting.ready, titles, shared.at if shared else "", well, share)


def section_of(workspace: Workspace, person: str) -> Section | None:
    """Return what a person shared of their readiness, as a part of the report on them; None where nothing is."""
    shared = shared_by(workspace, person)
    if shared is None:
        return None
    from playbook.practice.report import shared_section

    titles = {stage.id: stage.name or stage.id for stage in workspace.settings.stages}
    return shared_section(shared.ready, shared.at, workspace.name_of(person), titles)
