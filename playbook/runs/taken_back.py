"""Which events of a run still hold: undo adds an event, and never removes one."""

from __future__ import annotations

from playbook.runs.model import UNDOABLE, OpenRun


def undo_stack(run: OpenRun, done: int = 0) -> tuple[list[bool], list[int]]:
    """Return for each event whether it still holds, and the places of those that undo can take back.

    Undo takes back the newest that can be, and then the one before it. With `done`, none of the first so many is
    looked at: they all hold.
    """
    holds = [True] * len(run.events)
    newest: list[int] = []
    for index, event in enumerate(run.events[done:], done):
        if event.kind in UNDOABLE:
            if index >= run.carried:
                newest.append(index)
        elif event.kind == "undo" and newest:
            holds[newest.pop()] = False
    return holds, newest
