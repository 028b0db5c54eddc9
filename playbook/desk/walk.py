"""Walking through the actions on items in their order: the state machine with its authors."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from playbook.desk.model import Act
from playbook.desk.seen import Horizons
from playbook.desk.states import DECISIVE, OPEN, State, after
from playbook.records.model import Record, Triage


@dataclass
class Draft:
    """An item while its actions are being walked through."""

    id: str
    author: str
    """Empty where its feedback has not arrived (or may not be read here)."""
    state: State = "new"
    assignee: str = ""
    route: str = ""
    labels: tuple[str, ...] = ()
    merged_into: str = ""
    answer: str = ""
    answer_ref: str = ""
    commit: str = ""
    conflict: str = ""
    thread: list[Act] = field(default_factory=list)
    decided: list[tuple[Record, Act]] = field(default_factory=list)


def undone(actions: Collection[Record]) -> frozenset[str]:
    """Return the refs of the actions on one item that an undo took back.

    An undo counts when it comes later than what it names and is by the same person; an undo can be undone.
    """
    known = {record.ref: record for record in actions}
    taken_back: set[str] = set()
    for record in sorted(actions, key=lambda record: record.order, reverse=True):
        body = record.body
        if not isinstance(body, Triage) or body.action != "undo" or record.ref in taken_back:
            continue
        target = known.get(body.undoes)
        if target and target.person == record.person and target.order < record.order:
            taken_back.add(target.ref)
    return frozenset(taken_back)


def walk(drafts: Mapping[str, Draft], actions: Collection[Record], horizons: Horizons) -> None:
    """Apply `actions` (all on items of `drafts`) in their order to the drafts."""
    by_item: dict[str, list[Record]] = {}
    for record in actions:
        if isinstance(record.body, Triage):
            by_item.setdefault(record.body.feedback, []).append(record)
    void = frozenset[str]().union(*(undone(records) for records in by_item.values()))
    for record in sorted(actions, key=lambda record: record.order):
        if isinstance(record.body, Triage):
            _step(drafts, record, record.body, record.ref in void, horizons)


def _step(drafts: Mapping[str, Draft], record: Record, body: Triage, void: bool, horizons: Horizons) -> None:
    draft = drafts[body.feedback]
    unseen = [] if void else _unseen(draft, record, body, horizons)
    to = None if void else _leads_to(drafts, draft, record.person, body, unseen)
    act = Act(
        ref=record.ref,
        order=record.order,
        at=record.at,
        person=record.person,
        action=body.action,
        text=body.text,
        to=body.to,
        labels=body.labels,
        commit=body.commit,
        role=body.role,
        side=body.side,
        before=draft.state,
        after=draft.state if to is None else to,
        applied=void or to is not None,
        undone=void,
        undoes=body.undoes,
        unseen=tuple(other.ref for _, other in unseen),
    )
    draft.thread.append(act)
    if to is not None:
        _apply(draft, act)
    if not void and body.action in DECISIVE:
        draft.decided.append((record, act))
        draft.conflict = _conflict(act, [other for _, other in unseen])


def _unseen(draft: Draft, record: Record, body: Triage, horizons: Horizons) -> list[tuple[Record, Act]]:
    """Return the decisions of others on this item that the author of `record` cannot have met."""
    if body.action not in DECISIVE or not draft.decided:
        return []
    others = [pair for pair in draft.decided if pair[0].person != record.person and pair[1].applied]
    if not others:
        return []
    horizon = horizons.before(record)
    return [pair for pair in others if pair[0].clock > horizon]


def _leads_to(
    drafts: Mapping[str, Draft],
    draft: Draft,
    person: str,
    body: Triage,
    unseen: list[tuple[Record, Act]],
) -> State | None:
    """Return the state that the action brings, or None where it does not fit.

    Of two who acted at once the later decides: an action fits as well where it fitted what its author saw.
    """
    if not _may(drafts, draft, person, body):
        return None
    to = after(body.action, draft.state)
    if to is None and unseen:
        to = after(body.action, unseen[0][1].before)
    return to


def _may(drafts: Mapping[str, Draft], draft: Draft, person: str, body: Triage) -> bool:
    """Return whether the action is this person's to take, and can be carried out at all."""
    if body.action == "withdraw" or (body.action == "reopen" and draft.state == "withdrawn"):
        return person == draft.author
    if body.action == "reply":
        return person in authors_of(drafts, draft.id)
    if body.action == "merge":
        return bool(body.to) and draft.id not in _path(drafts, body.to)
    return True


def _apply(draft: Draft, act: Act) -> None:
    if act.action in ("accept", "assign"):
        draft.assignee = act.to if act.action == "assign" else draft.assignee or act.person
    elif act.action == "route":
        draft.route = act.to
    elif act.action == "label":
        draft.labels = _labelled(draft.labels, act.labels)
    elif act.action == "merge":
        draft.merged_into = act.to
    if act.action in ("answer", "decline"):
        draft.answer, draft.answer_ref = act.text, act.ref
    if act.commit and act.action in ("publish", "answer", "change"):
        draft.commit = act.commit
    if act.after != "merged":
        draft.merged_into = ""
    if act.after in OPEN:
        draft.answer = draft.answer_ref = ""
    draft.state = act.after


def _labelled(labels: tuple[str, ...], change: tuple[str, ...]) -> tuple[str, ...]:
    """Return `labels` with those of `change` added, and those written with a leading `-` taken away."""
    kept = dict.fromkeys(labels)
    for label in change:
        if label.startswith("-"):
            kept.pop(label[1:], None)
        elif label:
            kept[label] = None
    return tuple(kept)


def _conflict(act: Act, others: list[Act]) -> str:
    if not others:
        return ""
    said = "; ".join(f"{other.person}: {other.action}" for other in others)
    stands = f"{act.person}’s {act.action} is the later one and stands"
    if not act.applied:
        stands = f"{act.person}’s {act.action} could not be carried out after that"
    return f"Decided at the same time by people who had not seen each other ({said}); {stands}."


def _path(drafts: Mapping[str, Draft], id_: str) -> list[str]:
    """Return the ids from `id_` along its merges to the item at the end."""
    path = [id_]
    while (draft := drafts.get(path[-1])) and draft.merged_into:
        path.append(draft.merged_into)
    return path


def roots(drafts: Mapping[str, Draft]) -> dict[str, str]:
    """Return for each item the id of the item it was merged into in the end (its own where it was not)."""
    ends: dict[str, str] = {}
    for id_ in drafts:
        path = [id_]
        while path[-1] not in ends and (draft := drafts.get(path[-1])) and draft.merged_into:
            path.append(draft.merged_into)
        end = ends.get(path[-1], path[-1])
        ends.update(dict.fromkeys(path, end))
    return ends


def authors_of(drafts: Mapping[str, Draft], id_: str) -> set[str]:
    """Return the author of an item and of everything merged into it."""
    ends = roots(drafts)
    return {draft.author for draft in drafts.values() if draft.author and id_ in (draft.id, ends[draft.id])}
