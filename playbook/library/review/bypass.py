"""Changes that reached the published branch without the approval of both sides: not stopped, but shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from playbook.library.review import trailers
from playbook.library.review.log import Entry, entries
from playbook.library.review.model import PageChange
from playbook.library.review.reading import Proposals
from playbook.plays.front_edit import set_key
from playbook.text import and_all

LOOK_BACK = 500
"""Commits of the published branch that are looked at."""


@dataclass(frozen=True)
class Bypass:
    """One commit, and what it lacks."""

    commit: str
    title: str
    by: str
    pages: tuple[str, ...]
    lacks: str


def bypasses(reviews: Proposals, since: str = "") -> tuple[Bypass, ...]:
    """Return the commits that changed pages without joint approval, newest first.

    Looked at is what came after commit `since`, else after the first change that was published by a review: before
    that the playbook was not kept this way. Verifying by an owner is exempt, and emergencies are listed by themselves.
    """
    log = entries(reviews.writer, since, reviews.going_out, limit=LOOK_BACK)
    if since:
        return tuple(reversed([one for entry in log for one in _look_at(reviews, entry)]))
    first = next((place for place, entry in enumerate(log) if _has(entry, trailers.REVIEW)), None)
    if first is None:
        return ()
    return tuple(reversed([one for entry in log[first + 1 :] for one in _look_at(reviews, entry)]))


def _look_at(reviews: Proposals, entry: Entry) -> Iterator[Bypass]:
    pages = reviews.changed(entry.before, entry.commit)
    if not pages or _has(entry, trailers.EMERGENCY) or _only_verifies(reviews, entry, pages):
        return
    lacks = "the approval of " + and_all(reviews.settings.review.approvals)
    if len(entry.parents) > 1:
        verdict = reviews.judged(entry)
        if verdict is not None and verdict.state in ("ready", "conflict") and not verdict.needed:
            return
        if verdict is not None and verdict.needed:
            lacks = "the approval of " + and_all(verdict.needed)
    yield Bypass(entry.commit, entry.subject, entry.author, tuple(page.path for page in pages), lacks)


def _has(entry: Entry, key: str) -> bool:
    return any(name == key for name, _ in entry.trailers)


def _only_verifies(reviews: Proposals, entry: Entry, pages: Iterable[PageChange]) -> bool:
    """Say whether a commit by owners changes nothing but `verified`."""
    person = reviews.settings.person(entry.email)
    if person is None or len(entry.parents) != 1:
        return False
    for change in pages:
        if not change.before or not change.after:
            return False
        old, new = reviews.text(change.before), reviews.text(change.after)
        page = reviews.page(change.path, change.after)
        if page is None or person.id not in page.facts.owners.values() or page.facts.verified is None:
            return False
        if set_key(old, "verified", page.facts.verified.isoformat()) != new:
            return False
    return True
