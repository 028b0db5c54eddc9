"""The list of what is proposed: one line a review, with whom it waits for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from playbook.dates import said
from playbook.library.review.direct import Direct, Emergency
from playbook.library.review.judging import Verdict, voices_of
from playbook.library.review.model import Proposal, Voice
from playbook.proposing import open_reviews
from playbook.reviewing.reminding import Reminder, reminders
from playbook.text import and_all

if TYPE_CHECKING:
    from playbook.library.review.reviews import Reviews
    from playbook.workspace import Workspace

Which = Literal["for-me", "mine", "all"]
"""Waits for me, proposed by me, or everything."""

WHICH: tuple[Which, ...] = ("for-me", "mine", "all")


@dataclass(frozen=True)
class ReviewLine:
    """One proposal, or one emergency that waits for its second approval."""

    id: str
    title: str
    author: str
    at: datetime
    pages: tuple[str, ...]
    state: str
    """`waiting`, `ready`, `rejected`, `conflict` or `emergency`."""
    given: tuple[Voice, ...] = ()
    needed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    """Why approvals or rejections do not count."""
    notes: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()
    shared: bool = True
    digest: str = ""
    """What is to be approved; another text of it is another thing to look at."""
    waits_for_me: bool = False
    """I can approve for what it needs; or it is mine and ready to be published."""
    is_mine: bool = False
    commit: str = ""
    """Of an emergency: what was published."""
    reminders: tuple[Reminder, ...] = ()
    """Whose turn it is; none where nothing is needed."""


def review_lines(workspace: Workspace, reviews: Reviews | None = None) -> list[ReviewLine]:
    """Return everything that is proposed, emergencies first, then the oldest first; as git has it here."""
    found = reviews or open_reviews(workspace)
    lines = [_emergency(workspace, one) for one in Direct(found).emergencies() if one.needed]
    return lines + [line_of(workspace, found, proposal, found.verdict(proposal)) for proposal in found.all()]


def chosen(lines: Iterable[ReviewLine], which: Which) -> list[ReviewLine]:
    """Return the lines of one list."""
    return [
        line for line in lines if which == "all" or (line.waits_for_me if which == "for-me" else line.is_mine)
    ]


def line_of(workspace: Workspace, reviews: Reviews, proposal: Proposal, verdict: Verdict) -> ReviewLine:
    """Return the line of a proposal."""
    from playbook.library.review.judging import digest_of

    return ReviewLine(
        id=proposal.id,
        title=proposal.title,
        author=proposal.author_name,
        at=proposal.at,
        pages=tuple(page.path for page in proposal.pages),
        state=verdict.state,
        given=verdict.counted,
        needed=verdict.needed,
        refused=tuple(one.why for one in verdict.refused),
        notes=verdict.notes,
        feedback=proposal.feedback,
        shared=proposal.shared or not reviews.remote,
        digest=digest_of(proposal.pages),
        waits_for_me=waits_for(workspace, proposal, verdict),
        is_mine=_is_mine(workspace, proposal.authors),
        reminders=_reminders(workspace, reviews, proposal, verdict),
    )


def waits_for(workspace: Workspace, proposal: Proposal, verdict: Verdict) -> bool:
    """Say whether it is for me to act on a proposal: to approve it, or, as its author, to publish or to change it."""
    if verdict.state in ("ready", "rejected"):
        return _is_mine(workspace, proposal.authors)
    if _is_mine(workspace, verdict.look_again):
        return True
    person = workspace.person if workspace.people else None
    return bool(voices_of(person, verdict.needed, workspace.settings))


def _is_mine(workspace: Workspace, authors: Iterable[str]) -> bool:
    mine = workspace.person.email.casefold()
    return bool(mine) and mine in (address.casefold() for address in authors)


def _reminders(
    workspace: Workspace, reviews: Reviews, proposal: Proposal, verdict: Verdict
) -> tuple[Reminder, ...]:
    if not verdict.needed or verdict.state == "rejected":
        return ()
    owners = []
    for change in proposal.pages:
        page = reviews.page(change.path, change.after or change.before)
        if page is not None:
            owners.append(dict(page.facts.owners))
    since = proposal.changed_at or proposal.at
    hours = workspace.promise.hours
    return reminders(verdict.needed, owners, since, workspace.clock.now(), reviews.settings, hours)


def _emergency(workspace: Workspace, one: Emergency) -> ReviewLine:
    person = workspace.person if workspace.people else None
    mine = _is_mine(workspace, [one.email])
    waits = bool(voices_of(person, one.needed, workspace.settings)) and not mine
    late = " It is overdue." if one.is_overdue(workspace.clock.now()) else ""
    due = said(one.due.astimezone().date())
    return ReviewLine(
        id=one.id,
        title=one.title,
        author=one.by,
        at=one.at,
        pages=one.pages,
        state="emergency",
        needed=one.needed,
        notes=(f"Published at once; the second approval is due by {due}.{late}",),
        waits_for_me=waits,
        is_mine=mine,
        commit=one.commit,
    )


def row(line: ReviewLine) -> dict[str, Any]:
    """Return one object of `plays reviews`, with the keys of cli.md."""
    return {
        "id": line.id,
        "title": line.title,
        "author": line.author,
        "pages": list(line.pages),
        "approvals": [
            {"for": one.what, "by": one.name, "email": one.email, "commit": one.commit, "signature": one.signature}
            for one in line.given
        ],
        "needed": list(line.needed),
        "state": line.state,
        "refused": list(line.refused),
        "notes": list(line.notes),
        "feedback": list(line.feedback),
        "shared": line.shared,
        "asked": [
            {"for": one.what, "turn": one.turn, "people": list(one.people)} for one in line.reminders
        ],
    }  # fmt: skip


def names(workspace: Workspace, ids: Sequence[str]) -> str:
    """Return people by name, `and` before the last."""
    return and_all(workspace.name_of(id_) for id_ in ids)
