"""The desk of one person: what they may see of it, and what they know besides."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from datetime import datetime

    from playbook.desk.alike import Alike
    from playbook.desk.clusters import Cluster
    from playbook.desk.filters import Known
    from playbook.desk.indexed_queue import IndexedQueue
    from playbook.workspace import Workspace


def desk_of(workspace: Workspace, filters: Mapping[str, str] | None = None) -> IndexedQueue:
    """Return the desk as I see it, asked of the index as it is now; not for the event loop."""
    from playbook.desk.indexed_queue import IndexedQueue

    viewer, spoken = workspace.viewer, workspace.feedback_spoken
    known = known_to(workspace)
    return IndexedQueue(workspace.feedback_index, viewer, workspace.promise, spoken, known, filters or {})


SOON = 2_000
"""Items whose words are learnt within a blink."""


def alike_in(workspace: Workspace, *, open_only: bool = True, patient: bool = True) -> Alike:
    """Return what finds similar feedback among what I may see; not for the event loop.

    Its words are learnt first, which takes a while where much is new; else, without patience, some are missed.
    """
    from playbook.desk.alike import Alike

    feedback, words = workspace.feedback_index, workspace.feedback_words
    if patient or words.waits() <= SOON:
        learn_words(workspace)
    return Alike(words, feedback, workspace.viewer, open_only)


def learn_words(workspace: Workspace) -> bool:
    """Learn the words of feedback that is new; return whether anything was. Not for the event loop."""
    from playbook.progress import Progress

    words = workspace.feedback_words
    return words.keep_up(Progress(workspace.hears if words.waits() > SOON else None))


def clusters_since(workspace: Workspace, when: datetime) -> list[Cluster]:
    """Return what at least two people say of what was captured since and is open; not for the event loop.

    It is worked out once for the same items.
    """
    from playbook.desk.clusters import clusters

    items = tuple(workspace.feedback_index.open_since(when, workspace.viewer).values())
    if workspace.clusters_last is None or workspace.clusters_last[0] != items:
        workspace.clusters_last = (items, clusters(items))
    return workspace.clusters_last[1]


def known_to(workspace: Workspace) -> Known:
    """Return what a person knows of accounts and pages besides what items say."""
    from playbook.desk.filters import Known
    from playbook.desk.staff import stood_in_for

    def segment(account: str) -> str:
        row = workspace.accounts_last_read.get(account)
        return row.segment if row else ""

    def stage(play: str) -> str:
        return stages().get(play, "")

    @cache
    def stages() -> Mapping[str, str]:
        with suppress(PlaybookError):
            return {page.id: page.stage for page in workspace.catalog.summaries()}
        return {}

    me = workspace.names | stood_in_for(workspace.me, workspace.people, workspace.today)
    return Known(me, workspace.account_name, segment, stage)
