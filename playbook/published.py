"""What git says became of feedback: a published change that names it is put on record, whoever published it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.library.review import trailers
from playbook.library.review.reviews import Reviews

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playbook.desk.model import Item
    from playbook.records.model import Triage
    from playbook.workspace import Workspace

LOOK_BACK = 2_000
"""Commits of the published branch that are looked through."""


@dataclass(frozen=True)
class Named:
    """The newest published commit that names a piece of feedback."""

    commit: str
    subject: str
    by: str
    """The author's name in git."""


def named_feedback(reviews: Reviews, wanted: Iterable[str]) -> dict[str, Named]:
    """Return which published commit names each of these pieces of feedback, by their ids; those that none names, not.

    Merges come before what they bring, so a change is known by the merge that published it.
    """
    ids = set(wanted)
    if not ids:
        return {}
    printed = reviews.writer.log(
        f"--max-count={LOOK_BACK}", "--topo-order", "--extended-regexp", f"--grep=^{trailers.FEEDBACK}:[ \t]",
        "--format=%H%x00%an%x00%B%x00%x01", reviews.published,
    )  # fmt: skip
    found: dict[str, Named] = {}
    for part in printed.decode("utf-8", "replace").split("\x01"):
        commit, _, rest = part.lstrip("\n").partition("\0")
        by, _, message = rest.partition("\0")
        subject = message.strip().partition("\n")[0]
        for key, value in trailers.read(message.rstrip("\0")):
            if key == trailers.FEEDBACK and value in ids:
                found.setdefault(value, Named(commit, subject, by))
    return found


def to_record(workspace: Workspace, reviews: Reviews) -> list[tuple[Item, Triage]]:
    """Return what is to be recorded of feedback here that git says is published and nobody has recorded yet.

    People of the desk record it of all they may act on, others of what they said themselves.
    """
    items = workspace.feedback_index.open()
    open_ = {id_: item for id_, item in items.items() if item.is_open and _is_mine(workspace, item)}
    named = named_feedback(reviews, open_)
    return [(open_[id_], _triage(workspace, open_[id_], one)) for id_, one in named.items()]


def settle(workspace: Workspace, reviews: Reviews) -> tuple[str, ...]:
    """Record what git says became of feedback; return the ids."""
    from playbook.desk.actions import audience_for

    found = to_record(workspace, reviews)
    for item, body in found:
        workspace.append(body, audience_for(item))
    return tuple(item.id for item, _ in found)


def _is_mine(workspace: Workspace, item: Item) -> bool:
    from playbook.desk.actions import allowed

    return item.rep in workspace.names or not allowed(item, "publish", workspace.person)


def _triage(workspace: Workspace, item: Item, named: Named) -> Triage:
    from playbook.desk.actions import allowed, role_of, triage
    from playbook.records.model import Triage as Body

    me = workspace.person
    # Whoever is behind it only notes what git says, whatever their roles: what others published is news to them.
    notes = named.by != me.name and not workspace.names.isdisjoint(item.people)
    if not notes and not allowed(item, "publish", me):
        return triage(item, "publish", me, commit=named.commit)
    text = f"{named.by} published: {named.subject}"
    return Body(item.id, "publish", text=text, commit=named.commit, role=role_of(me), side=me.side)
