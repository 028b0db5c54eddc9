"""Walking through the actions on items in their order: the state machine with its authors."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from msgspec.structs import replace

from playbook.desk.model import Act
from playbook.desk.seen import Horizons
from playbook.desk.states import DECISIVE, OPEN, State, after
from playbook.records.model import Record, Triage


@dataclass(slots=True)
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
    decided: list[Act] = field(default_factory=list)
    """The decisions among the thread that were not undone, carried out or not."""


def undone(actions: Collection[Record]) -> set[str]:
    """Return the refs of those of `actions` that an undo took back.

    An undo counts when it comes later than what it names and is by the same person; an undo can be undone.
    """
    undos = [record for record in actions if isinstance(record.body, Triage) and record.body.action == "undo"]
    taken_back: set[str] = set()
    if undos:
        known = {record.ref: record for record in actions}
        for record in sorted(undos, key=lambda undo: undo.order, reverse=True):
            target = known.get(_triage(record).undoes)
            if record.ref not in taken_back and target is not None and _may_undo(record, target):
                taken_back.add(target.ref)
    return taken_back


def _triage(record: Record) -> Triage:
    assert isinstance(record.body, Triage)
    return record.body


def _may_undo(undo: Record, target: Record) -> bool:
    """Return whether `undo` is about the same feedback, by the same person, and later."""
    return (
        _triage(undo).feedback == _triage(target).feedback
        and undo.person == target.person
        and target.order < undo.order
    )


def walk(drafts: Mapping[str, Draft], actions: Collection[Record], horizons: Horizons) -> None:
    """Apply `actions` (all on items of `drafts`) in their order to the drafts."""
    void = undone(actions)
    in_order = sorted(actions, key=lambda record: record.order) if len(actions) > 1 else actions
    for record in in_order:
        _step(drafts, record, _triage(record), bool(void) and record.ref in void, horizons)


def _step(drafts: Mapping[str, Draft], record: Record, body: Triage, void: bool, horizons: Horizons) -> None:
    draft = drafts[body.feedback]
    unseen = [] if void else _unseen(draft, record, body, horizons)
    chosen = None if void else _chosen(draft, body)
    to = None if void else _leads_to(drafts, draft, record.person, body, unseen, chosen)
    act = Act(
        record,
        body,
        before=draft.state,
        after=draft.state if to is None else to,
        applied=void or to is not None,
        undone=void,
        unseen=tuple(other.ref for other in unseen) if unseen else (),
    )
    draft.thread.append(act)
    if to is not None:
        _apply(draft, act if chosen is None else replace(chosen, before=draft.state, after=to))
        if chosen is not None:
            draft.conflict = ""
    if not void and body.action in DECISIVE:
        draft.decided.append(act)
        draft.conflict = _conflict(act, unseen)


def _chosen(draft: Draft, body: Triage) -> Act | None:
    """Return the one of two decisions made apart that `body` says is to stand."""
    if body.action != "decide" or not draft.conflict:
        return None
    latest = draft.decided[-1]
    among = (latest.ref, *latest.unseen)
    return next((act for act in draft.decided if act.ref == body.to and act.ref in among), None)


def barred(drafts: Mapping[str, Draft], draft: Draft) -> dict[str, str]:
    """Return why those of the decisions made apart that cannot stand cannot: a sentence by the act's ref."""
    if not draft.conflict:
        return {}
    latest = draft.decided[-1]
    found = {}
    for act in draft.decided:
        if act.ref not in (latest.ref, *latest.unseen):
            continue
        if not _may(drafts, draft, act.person, act.body):
            found[act.ref] = _WHY_BARRED.get(act.action, "That was never theirs to decide.")
        elif _brought_by(draft, act) is None:
            found[act.ref] = f"Nothing was there any more for {act.person}’s {act.action} to change."
    return found


_WHY_BARRED = {
    "merge": "They were merged into each other: split one of them first.",
    "withdraw": "Only its author can withdraw it, so that cannot stand.",
    "reopen": "Only its author can take the withdrawal back, so that cannot stand.",
}


def _brought_by(draft: Draft, chosen: Act) -> State | None:
    """Return the state that a decision made apart brings: also where it did not fit after the other."""
    if chosen.applied:
        return chosen.after
    first = next(act for act in draft.decided if act.ref in draft.decided[-1].unseen)
    return after(chosen.action, first.before)


def _unseen(draft: Draft, record: Record, body: Triage, horizons: Horizons) -> list[Act]:
    """Return the decisions of others on this item that the author of `record` cannot have met."""
    if body.action not in DECISIVE or not draft.decided:
        return []
    horizon, person = horizons.before(record), record.person
    late = list(takewhile(lambda act: act.record.clock > horizon, reversed(draft.decided)))
    return [act for act in reversed(late) if act.person != person and act.applied]


def _leads_to(
    drafts: Mapping[str, Draft],
    draft: Draft,
    person: str,
    body: Triage,
    unseen: list[Act],
    chosen: Act | None,
) -> State | None:
    """Return the state that the action brings, or None where it does not fit.

    Of two who acted at once the later decides, until somebody says which of the two stands: an action fits as well
    where it fitted what its author saw.
    """
    if body.action == "decide":
        if chosen is None or not _may(drafts, draft, chosen.person, chosen.body):
            return None
        return _brought_by(draft, chosen)
    if not _may(drafts, draft, person, body):
        return None
    to = after(body.action, draft.state)
    if to is None and unseen:
        to = after(body.action, unseen[0].before)
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


_COMES_BACK = frozenset({"reply", "reopen"})
"""Actions by which an item comes back to the desk: to the liaison who dealt with it last, where nobody has it."""


def _apply(draft: Draft, act: Act) -> None:
    body, action = act.body, act.body.action
    if action == "accept" or (action == "route" and body.role == "liaison"):
        draft.assignee = draft.assignee or act.person
    elif action in _COMES_BACK:
        draft.assignee = draft.assignee or _dealt_with_by(draft)
    if action == "assign":
        draft.assignee = body.to
    elif action == "route":
        draft.route = body.to
    elif action == "label":
        draft.labels = _labelled(draft.labels, body.labels)
    elif action == "merge":
        draft.merged_into = body.to
    elif action in ("answer", "decline"):
        draft.answer, draft.answer_ref = body.text, act.ref
    if body.commit and action in ("publish", "answer", "change"):
        draft.commit = body.commit
    if act.after != "merged":
        draft.merged_into = ""
    if act.after in OPEN:
        draft.answer = draft.answer_ref = ""
    draft.state = act.after


def _dealt_with_by(draft: Draft) -> str:
    dealt = (act for act in reversed(draft.thread) if act.counts and act.action in DECISIVE)
    return next((act.person for act in dealt if act.body.role == "liaison"), "")


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
    # Two who note that one commit published it agree, and two who close a question that stayed unanswered.
    agreed = act.action == "close" or (act.action == "publish" and act.commit)
    others = [one for one in others if not (agreed and (one.action, one.commit) == (act.action, act.commit))]
    if not others:
        return ""
    said = "; ".join(f"{other.person}: {other.action}" for other in others)
    stands = f"{act.person}’s {act.action} is the later one and stands"
    if not act.applied:
        stands = f"{act.person}’s {act.action} could not be carried out after that"
    return f"Decided by people who may not have seen each other’s decision ({said}); {stands}."


def _path(drafts: Mapping[str, Draft], id_: str) -> list[str]:
    """Return the ids from `id_` along its merges to the item at the end."""
    path = [id_]
    while (draft := drafts.get(path[-1])) and draft.merged_into:
        path.append(draft.merged_into)
    return path


def roots(drafts: Mapping[str, Draft]) -> dict[str, str]:
    """Return for each item that was merged the id of the one it went into in the end."""
    ends: dict[str, str] = {}
    for id_, draft in drafts.items():
        if not draft.merged_into or id_ in ends:
            continue
        path = [id_]
        while path[-1] not in ends and (there := drafts.get(path[-1])) and there.merged_into:
            path.append(there.merged_into)
        end = ends.get(path[-1], path[-1])
        ends.update(dict.fromkeys(path[:-1], end))
    return ends


def authors_of(drafts: Mapping[str, Draft], id_: str) -> set[str]:
    """Return the author of an item and of everything merged into it."""
    ends = roots(drafts)
    return {
        draft.author for draft in drafts.values() if draft.author and id_ in (draft.id, ends.get(draft.id))
    }
