"""Runs left for another play, with a disk to read: recorded, discarded and brought back with the one that goes on."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.runs.wrong_play import finish_left, is_left, waits

if TYPE_CHECKING:
    from playbook.runs.model import OpenRun
    from playbook.workspace import Workspace


def without_left(workspace: Workspace, runs: Sequence[OpenRun]) -> tuple[OpenRun, ...]:
    """Return the open runs that go on; one that was left for a run that is gone too is recorded as it is."""
    for run in runs:
        if is_left(run) and not waits(run, runs):
            with suppress(PlaybookError):  # its page may be gone: it stays, and is tried again
                _record(workspace, run, private=None)
    return tuple(run for run in runs if not is_left(run))


def left_for(workspace: Workspace, run: OpenRun) -> list[OpenRun]:
    """Return the runs that were left for this one and wait to be recorded with it, the newest first."""
    found: list[OpenRun] = []
    known = {one.id: one for one in workspace.open_runs.load().runs} if run.switched_from else {}
    while run.switched_from in known:
        run = known.pop(run.switched_from)
        found.append(run)
    return found


def record_left(workspace: Workspace, run: OpenRun, *, private: bool) -> None:
    """Put the runs that were left for this one on record: as private as it is."""
    for left in left_for(workspace, run):
        _record(workspace, left, private=private)


def discard(workspace: Workspace, run: OpenRun) -> None:
    """Put a run aside that was started by mistake, and those that were left for it: nothing of them is recorded.

    Raises CannotSaveError. A crash in between leaves one that was left, which is recorded as the wrong play.
    """
    left = left_for(workspace, run)
    for one in (run, *left):
        workspace.open_runs.discard(one, workspace.clock.now())


def discarded(workspace: Workspace) -> list[OpenRun]:
    """Return my runs that can be brought back, oldest first; those that were left come with the one that went on."""
    found = workspace.open_runs.discarded(workspace.clock.now())
    return [run for run in found if run.rep in workspace.names and not waits(run, found)]


def restore(workspace: Workspace, run_id: str) -> OpenRun:
    """Open a discarded run again, after those that were left for it; raises a PlaybookError for none."""
    now = workspace.clock.now()
    known = {run.id: run for run in workspace.open_runs.discarded(now)}
    before = known[run_id].switched_from if run_id in known else ""
    if before in known:
        restore(workspace, before)
    return workspace.open_runs.restore(run_id, now)


def _record(workspace: Workspace, run: OpenRun, *, private: bool | None) -> None:
    from playbook.runs.recording import put_on_record
    from playbook.runs.view import view

    page = workspace.page_of_run(run)
    mine = view(page, run).ending.private if private is None else private
    made = finish_left(page, run, private=private)
    put_on_record(workspace.open_runs, made, workspace.append, workspace.recorded(), private=mine)
