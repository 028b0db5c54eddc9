"""What several reps hear and no page answers, for a workspace; reads records and pages, so not for the event loop."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from playbook.desk.asking import IndexedFeedback
    from playbook.desk.model import Item
    from playbook.liaison.promotion import Answered, Promotable
    from playbook.records.model import Record
    from playbook.workspace import Workspace

GONE = "retired"


def promotable_of(workspace: Workspace, items: Mapping[str, Item] | None = None) -> tuple[Promotable, ...]:
    """Return the objections to make a page of, as `[desk] promote` says.

    `items` are the feedback I may read; without them only what it takes of it is read.
    """
    from playbook.clock import stamp
    from playbook.liaison.promotion import promotable

    now, promote = workspace.clock.now(), workspace.settings.desk.promote
    begin, votes, others = now - timedelta(days=promote.days), workspace.records("vote"), None
    if items is None:
        feedback, liaison = workspace.feedback_index, workspace.has_role("liaison")
        items, others = heard_lately(feedback, workspace.me, begin, votes, liaison=liaison)
    return promotable(
        items,
        votes,
        answered_by(workspace),
        people=max(1, promote.people),
        since=stamp(begin),
        until=stamp(now + timedelta(seconds=1)),  # what is said this very second counts
        others=others,
    )


def heard_lately(
    feedback: IndexedFeedback, me: str, begin: datetime, votes: Sequence[Record], *, liaison: bool
) -> tuple[Mapping[str, Item], Iterator[Item]]:
    """Return what I may read of all that could be promoted, and all that I may read in the order it was said."""
    from playbook.desk.promise import moment
    from playbook.records.model import Vote

    voted = {one.body.feedback for one in votes if isinstance(one.body, Vote) and moment(one.at) >= begin}
    found = feedback.heard_since(begin, "objection", voted)
    seen = {id_: item for id_, item in found.items() if item.is_for(me, liaison=liaison)}
    return seen, feedback.in_order(feedback.ids(me, liaison=liaison))


def answered_by(workspace: Workspace) -> Iterator[Answered]:
    """Yield every objection that a page answers: pages of their own, and those inside plays."""
    from playbook.liaison.promotion import Answered

    retired = set()
    for page in workspace.catalog.summaries():
        if page.status == GONE:
            retired.add(page.id)
        elif page.kind == "objection":
            yield Answered(page.id, page.title, "\n".join(page.tags))
    for hit in workspace.search_index.listed(("objection",)):
        if "#" in hit.id and hit.id.partition("#")[0] not in retired:
            yield Answered(hit.id, hit.title)


def with_those_alike(found: tuple[Promotable, ...], item: Item) -> tuple[Promotable | None, list[Item]]:
    """Return what `item` is proposed as part of, if anything, and all of it that is still open, `item` first."""
    for one in found:
        if any(other.id == item.id for other in one.items):
            return one, [item, *(other for other in one.items if other.id != item.id and other.is_open)]
    return None, [item]
