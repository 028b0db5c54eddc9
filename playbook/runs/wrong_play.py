"""Runs that were left for another play: recorded together with the one that went on, once that is reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from playbook.clock import parse_stamp, stamp
from playbook.plays.model import Page
from playbook.records.model import Run
from playbook.runs.ending import set_ending
from playbook.runs.finish import finish
from playbook.runs.model import OpenRun


def is_left(run: OpenRun) -> bool:
    """Say whether the run was left for another play."""
    return any(event.kind == "switched" for event in run.events)


def waits(run: OpenRun, among: Sequence[OpenRun]) -> bool:
    """Say whether a run that was left waits for the review of one that goes on, `among` the open ones."""
    return is_left(run) and any(other.switched_from == run.id for other in among)


def finish_left(page: Page, run: OpenRun, *, private: bool | None = None) -> Run:
    """Return the record of a run that was left: it ended when it was. `private` is that of the run that goes on."""
    if private is not None:
        run = set_ending(page, run, run.last_seconds, private=private)
    ended = stamp(parse_stamp(run.started) + timedelta(seconds=run.last_seconds))
    return finish(page, run, run.last_seconds, ended)
