"""Taking back what I did last on the desk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from playbook.desk.actions import Actor, NotAllowedError, role_of
from playbook.desk.model import Act, Item
from playbook.records.model import Triage

_TOLD = frozenset({"answer", "decline", "ask", "close"})
"""What is said to several at once, and so is taken back at once."""


@dataclass(frozen=True)
class LastAct:
    """What would be undone: one action, or one that was said to several items at once."""

    acts: tuple[tuple[str, Act], ...]
    """`(feedback id, act)`, the newest first."""

    @property
    def action(self) -> str:
        """What was done."""
        return self.acts[0][1].action

    @property
    def feedback(self) -> list[str]:
        """Ids of the items it was done to."""
        return [id_ for id_, _ in self.acts]


def last_act(
    items: Mapping[str, Item], person: str, together: Iterable[Collection[str]] = ()
) -> LastAct | None:
    """Return what `person` did last and still stands; None where there is nothing.

    An answer said to several items in one go (same words, records one after the other) is one act, and so is what
    is known to have been done `together`: the refs of its records.
    """
    mine = sorted(
        (
            (act, id_)
            for id_, item in items.items()
            for act in item.thread
            if act.person == person and act.counts and act.action != "undo"
        ),
        key=lambda pair: pair[0].order,
        reverse=True,
    )
    if not mine:
        return None
    for refs in together:
        if mine[0][0].ref in refs:
            return LastAct(tuple((id_, act) for act, id_ in mine if act.ref in refs))
    at_once = [mine[0]]
    for pair in mine[1:]:
        if not _said_at_once(pair[0], at_once[-1][0]):
            break
        at_once.append(pair)
    return LastAct(tuple((id_, act) for act, id_ in at_once))


def undo(last: LastAct, actor: Actor) -> list[Triage]:
    """Return the bodies that take `last` back; raises NotAllowedError where it is somebody else's."""
    if any(act.person != actor.id for _, act in last.acts):
        raise NotAllowedError("You can undo only what you did yourself; reopen or split it instead.")
    return [
        Triage(feedback=id_, action="undo", undoes=act.ref, role=role_of(actor), side=actor.side)
        for id_, act in last.acts
    ]


def _said_at_once(earlier: Act, later: Act) -> bool:
    """Return whether two acts came one straight after the other with the same words."""
    return (
        later.action in _TOLD
        and (earlier.action, earlier.body.text) == (later.action, later.body.text)
        and earlier.record.journal == later.record.journal
        and earlier.record.seq + 1 == later.record.seq
    )
