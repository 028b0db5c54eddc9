"""Runs put into people's journals, many at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from playbook.clock import FixedClock, parse_stamp
from playbook.records.model import Run
from playbook.workspace import Workspace


def filed(
    root: Path, runs: Iterable[Run], *, data: Path | None = None, now: str = "2026-11-23T09:00:00Z"
) -> None:
    """Write finished runs into the journals of their reps, in one go each."""
    by_rep: dict[str, list[Run]] = {}
    for run in runs:
        by_rep.setdefault(run.rep, []).append(run)
    for rep, theirs in by_rep.items():
        workspace = Workspace(root, data=data, person=rep, clock=FixedClock(parse_stamp(now)))
        for run in theirs:
            workspace.append(run)
