"""What the workspace does with runs that a crash left half finished, whenever it lists the open ones."""

from __future__ import annotations

from playbook.runs.open_runs import OpenRuns
from playbook.runs.recording import Append, Recorded, put_on_record


def recover(open_runs: OpenRuns, append: Append, recorded: Recorded) -> tuple[str, ...]:
    """Complete what a crash left half finished, and return the ids of those runs."""
    completed = []
    for run in open_runs.load().runs:
        if (before := recorded(run.id)) is not None:
            put_on_record(open_runs, before.run, append, recorded, private=before.private)
            completed.append(run.id)
    return tuple(completed)
