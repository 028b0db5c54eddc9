"""What changed in a play since somebody told of it, and answering with that: "already answered by …"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from playbook.clock import stamp
from playbook.desk.answered import Quoted, Since, may_answer, quoted_now
from playbook.errors import NotFoundError, PlaybookError

if TYPE_CHECKING:
    from playbook.desk.model import Item
    from playbook.workspace import Workspace


def quoted_in(workspace: Workspace, item: Item) -> Quoted:
    """Return how the quote of an item stands in its page now; reads the page, so not for the event loop."""
    if not item.play:
        return Quoted()
    try:
        entry = workspace.page(item.play)
    except PlaybookError:
        return Quoted(title=item.play, gone=True)
    return quoted_now(item, entry.page, entry.text, entry.blob)


def answered_by(workspace: Workspace, item: Item) -> tuple[Since, ...]:
    """Return the revisions that may have answered an open item, the newest first; asks git, so not for the event loop.

    Nothing is offered for what is no longer open, or is about no page that can still be found.
    """
    from playbook.library.page_history import PageHistory
    from playbook.paths import cache_folder

    if not item.is_open or not item.play:
        return ()
    try:
        entry = workspace.page(item.play)
        if entry.blob == item.blob:
            return ()
        changes = PageHistory(workspace.repository, cache_folder()).changes(entry.page.path)
    except PlaybookError:
        return ()
    return may_answer(item, changes, workspace.catalog.revision, lambda ids: _alike(workspace, item, ids))


def _alike(workspace: Workspace, item: Item, ids: Sequence[str]) -> Collection[str]:
    """Return which of some feedback seems to say the same as an item: a mere relation of words answers nobody."""
    from playbook.queueing import alike_in

    same = alike_in(workspace, open_only=False, patient=False).alike(item)
    return {found.id for found in same} & set(ids)


def chosen(found: Sequence[Since], typed: str) -> Since:
    """Return the revision whose commit begins as typed; raises NotFoundError."""
    fits = [one for one in found if typed and one.commit.startswith(typed.casefold())]
    if len(fits) != 1:
        raise NotFoundError("such revision since then", typed, [one.commit[:10] for one in found[:3]])
    return fits[0]


def row(one: Since) -> dict[str, Any]:
    """Return one object of `desk since`."""
    revision = one.change.revision
    return {
        "commit": one.commit,
        "at": stamp(revision.at),
        "by": revision.author,
        "subject": revision.subject,
        "why": one.change.why,
        "then": one.then,
        "now": one.now,
        "feedback": list(one.feedback),
        "answer": one.words,
    }
