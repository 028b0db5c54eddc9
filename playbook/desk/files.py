"""From all records about some feedback to its items."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import msgspec

from playbook.desk.model import Act, Item
from playbook.desk.seen import Horizons
from playbook.desk.support import Backing, impact, people_behind, votes_standing
from playbook.desk.walk import Draft, roots, walk
from playbook.records.model import Feedback, Record


@dataclass(slots=True)
class File:
    """All records about one feedback, in the order they arrived."""

    id: str
    captures: list[Record] = field(default_factory=list)
    """Its `feedback` record; more than one where the author restated it, or somebody copied the id."""
    actions: list[Record] = field(default_factory=list)
    votes: list[Record] = field(default_factory=list)
    redactors: set[str] = field(default_factory=set)

    @property
    def capture(self) -> Record | None:
        """The first of the captures in the records' order."""
        if len(self.captures) > 1:
            return min(self.captures, key=lambda record: record.order)
        return self.captures[0] if self.captures else None


def fold_files(files: Collection[File], horizons: Horizons) -> Iterable[Item]:
    """Return the items of `files`: of one feedback, or of all that merges tie together."""
    if len(files) == 1:
        (file,) = files
        if not file.actions:
            capture = file.capture
            return [] if capture is None else [_item(file, capture, _backings(file))]
    return _fold_tied({file.id: file for file in files}, horizons)


def _fold_tied(files: dict[str, File], horizons: Horizons) -> list[Item]:
    captures = {id_: file.capture for id_, file in files.items()}
    drafts = {id_: Draft(id_, capture.person if capture else "") for id_, capture in captures.items()}
    walk(drafts, [action for file in files.values() for action in file.actions], horizons)
    end = roots(drafts)
    merged: dict[str, list[str]] = {}
    for id_ in files:
        if end[id_] != id_:
            merged.setdefault(end[id_], []).append(id_)
    items = []
    for id_, file in files.items():
        capture = captures[id_]
        if capture is None:
            continue
        inside = merged.get(id_, [])
        backings = [backing for one in (id_, *inside) for backing in _backings(files[one])]
        item = _item(file, capture, backings)
        items.append(_with_draft(item, drafts[id_], drafts[end[id_]], [drafts[one] for one in inside]))
    return items


def _item(file: File, capture: Record, backings: list[Backing]) -> Item:
    body = capture.body
    assert isinstance(body, Feedback)
    if redacted := capture.person in file.redactors:
        body = Feedback(id=body.id, kind=body.kind)
    if len(backings) == 1 and not redacted:
        people: tuple[str, ...] = (capture.person,)
        accounts: tuple[str, ...] = (body.account,) if body.account else ()
        amount = {body.currency: body.amount} if accounts and body.amount is not None else {}
    else:
        backings.sort(key=lambda backing: backing.order)
        people = people_behind(capture.person, backings)
        accounts, amount = impact(backings)
    return Item(
        body,
        capture.person,
        capture.at,
        capture.ref,
        capture.order,
        people,
        accounts,
        amount,
        liaison_only=all(
            record.audience == "liaison" for record in file.captures if record.person == capture.person
        ),
        redacted=redacted,
    )


def _with_draft(item: Item, draft: Draft, end: Draft, inside: list[Draft]) -> Item:
    """Return `item` with what the walk brought; a merged one says the answer of where it went."""
    thread = draft.thread
    if item.redacted:
        thread = [_hushed(act) if act.person == item.rep else act for act in thread]
    said = end if draft.state == "merged" else draft
    return msgspec.structs.replace(
        item,
        state=draft.state,
        assignee=draft.assignee,
        route=draft.route,
        labels=draft.labels,
        merged_into=draft.merged_into,
        merged=tuple(one.id for one in inside),
        authors=tuple(sorted({one.author for one in inside if one.author} - {item.rep})),
        answer=said.answer,
        answer_ref=said.answer_ref,
        commit=said.commit,
        thread=tuple(thread),
        conflict=draft.conflict,
    )


def _hushed(act: Act) -> Act:
    return msgspec.structs.replace(act, text="") if act.text else act


def _backings(file: File) -> list[Backing]:
    """Return who is behind one feedback itself: its author (unless redacted) and the me-toos."""
    standing = votes_standing(sorted(file.votes, key=lambda vote: vote.order)) if file.votes else []
    capture = file.capture
    if capture is None or capture.person in file.redactors or not isinstance(capture.body, Feedback):
        return standing
    body = capture.body
    own = Backing(capture.order, capture.person, body.account, body.amount, body.currency)
    return [own, *standing]
