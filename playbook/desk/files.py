"""From all records about some feedback to its items."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from playbook.desk.model import Act, Item
from playbook.desk.seen import Horizons
from playbook.desk.support import Backing, impact, people_behind, votes_standing
from playbook.desk.walk import Draft, barred, roots, walk
from playbook.records.model import Feedback, Record


class File(msgspec.Struct, gc=False):
    """All records about one feedback, in the order they arrived.

    Most have one capture and nothing else, and there are many of them: so nothing is made before it is needed.
    """

    id: str
    capture: Record | None = None
    """Its `feedback` record, the first in the records' order."""
    captures: list[Record] | None = None
    """All of them, where there is more than one: it was restated by its author, or somebody copied the id."""
    actions: list[Record] | None = None
    votes: list[Record] | None = None
    redactors: set[str] | None = None

    def put_capture(self, record: Record) -> None:
        """Put a `feedback` record in."""
        if self.capture is None:
            self.capture = record
            return
        self.captures = [*(self.captures or [self.capture]), record]
        self.capture = min(self.captures, key=lambda one: one.order)

    def put_action(self, record: Record) -> None:
        """Put a `triage` record in."""
        if self.actions is None:
            self.actions = []
        self.actions.append(record)

    def put_vote(self, record: Record) -> None:
        """Put a `vote` record in."""
        if self.votes is None:
            self.votes = []
        self.votes.append(record)

    def put_redaction(self, record: Record) -> None:
        """Put a `redact` record in."""
        self.redactors = {*(self.redactors or ()), record.person}

    @property
    def is_redacted(self) -> bool:
        """Its author redacted it."""
        if self.redactors is None or self.capture is None:
            return False
        return self.capture.person in self.redactors

    @property
    def is_for_liaisons(self) -> bool:
        """Its author gave it to the liaisons alone, and has not restated it for all."""
        capture = self.capture
        if capture is None or self.captures is None:
            return capture is not None and capture.journal.endswith("/liaison")
        theirs = (record for record in self.captures if record.person == capture.person)
        return all(record.audience == "liaison" for record in theirs)

    @property
    def backings(self) -> list[Backing]:
        """Who is behind this feedback itself: its author (unless redacted) and the me-toos."""
        standing = votes_standing(sorted(self.votes, key=lambda vote: vote.order)) if self.votes else []
        capture = self.capture
        if capture is None or not isinstance(capture.body, Feedback) or self.is_redacted:
            return standing
        body = capture.body
        own = Backing(capture.order, capture.person, body.account, body.amount, body.currency)
        return [own, *standing]


def fold_file(file: File) -> Item | None:
    """Return the item of a file nobody has acted on; None where its feedback has not arrived."""
    capture = file.capture
    if capture is None or not isinstance(body := capture.body, Feedback):
        return None
    if file.votes or file.redactors:
        return _item(file, capture, file.backings)
    person = capture.person
    accounts: tuple[str, ...] = (body.account,) if body.account else ()
    amount = {body.currency: body.amount} if accounts and body.amount is not None else {}
    return Item(
        body,
        capture,
        person,
        (person,),
        accounts,
        amount,
        liaison_only=file.is_for_liaisons,
    )


def fold_acted_on(file: File, horizons: Horizons) -> Item | None:
    """Return the item of a file without merges; None where its feedback has not arrived."""
    item = fold_file(file)
    if item is None or file.actions is None:
        return item
    draft = Draft(file.id, item.rep)
    walk({file.id: draft}, file.actions, horizons)
    return _with_draft(item, draft, draft, barred=barred({file.id: draft}, draft))


def fold_tied(files: dict[str, File], horizons: Horizons) -> list[Item]:
    """Return the items of all files that merges tie together."""
    drafts = {id_: Draft(id_, file.capture.person if file.capture else "") for id_, file in files.items()}
    walk(drafts, [action for file in files.values() for action in file.actions or ()], horizons)
    end = roots(drafts)
    merged: dict[str, list[str]] = {}
    for id_, last in end.items():
        merged.setdefault(last, []).append(id_)
    items = []
    for id_, file in files.items():
        inside = sorted(merged.get(id_, ()))
        item = _with_merged(file, [files[one] for one in inside]) if inside else fold_file(file)
        if item is not None:
            within = [drafts[one] for one in inside]
            why_not = barred(drafts, drafts[id_])
            items.append(_with_draft(item, drafts[id_], drafts[end.get(id_, id_)], within, barred=why_not))
    return items


def _with_merged(file: File, inside: list[File]) -> Item | None:
    if file.capture is None:
        return None
    return _item(file, file.capture, [backing for one in (file, *inside) for backing in one.backings])


def _item(file: File, capture: Record, backings: list[Backing]) -> Item:
    body = capture.body
    assert isinstance(body, Feedback)
    redacted = file.is_redacted
    if redacted:
        body = Feedback(id=body.id, kind=body.kind)
    backings.sort(key=lambda backing: backing.order)
    accounts, amount = impact(backings)
    return Item(
        body,
        capture,
        capture.person,
        people_behind(capture.person, backings),
        accounts,
        amount,
        liaison_only=file.is_for_liaisons,
        redacted=redacted,
    )


def _with_draft(
    item: Item, draft: Draft, end: Draft, inside: Sequence[Draft] = (), *, barred: dict[str, str]
) -> Item:
    """Return `item` with what the walk brought; a merged one says the answer of where it went."""
    thread = draft.thread
    if item.redacted:
        thread = [_hushed(act) if act.person == item.rep else act for act in thread]
    said = end if draft.state == "merged" else draft
    return Item(
        item.feedback,
        item.record,
        item.rep,
        item.people,
        item.accounts,
        item.amount,
        draft.state,
        draft.assignee,
        draft.route,
        draft.labels,
        draft.merged_into,
        tuple(one.id for one in inside) if inside else (),
        tuple(sorted({one.author for one in inside} - {item.rep, ""})) if inside else (),
        said.answer,
        said.answer_ref,
        said.commit,
        tuple(thread),
        draft.conflict,
        item.liaison_only,
        item.redacted,
        barred,
    )


def _hushed(act: Act) -> Act:
    return msgspec.structs.replace(act, hushed=True)
