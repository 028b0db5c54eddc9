"""Which runs a verb means, and open runs as finished ones are shown."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from playbook.cli.common import find_id, find_page, is_since, since
from playbook.errors import NotFoundError

if TYPE_CHECKING:
    from playbook.coaching.runs import RunRow
    from playbook.plays.model import Page
    from playbook.runs.model import OpenRun
    from playbook.runs.views import RunView
    from playbook.workspace import Workspace


def find_any(workspace: Workspace, typed: str) -> RunRow | OpenRun:
    """Return the run whose id was typed: an open one of mine, or a finished one that I may read."""
    finished = workspace.run_index
    opened = {run.id: run for run in workspace.my_open_runs()}
    id_ = find_id(typed, [*opened, *finished.ids()], "run", listing="playbook runs list")
    return opened.get(id_) or finished.rows([id_])[id_]


def chosen(workspace: Workspace, options: argparse.Namespace) -> list[RunRow]:
    """Return the finished runs that the filters leave, oldest first; raises for an unknown rep or play."""
    finished = workspace.run_index
    lines = finished.lines()
    earliest = since(options)
    if options.rep:
        from playbook.cli.common import find_person

        options.rep = find_person(workspace, options.rep, {one.rep for one in lines})
    plays = play_that_ran(workspace, options.play, {one.play for one in lines}) if options.play else ()
    wanted = (
        one.id
        for one in lines
        if (not options.rep or one.rep == options.rep)
        and (not plays or one.play in plays)
        and is_since(one.started or one.at, earliest)
    )
    return list(finished.rows(wanted).values())


def play_that_ran(workspace: Workspace, typed: str, ran: set[str]) -> frozenset[str]:
    """Return the ids of a play: those that a page has and had, or that of one that was run and is gone."""
    if typed in ran and all(summary.id != typed for summary in workspace.catalog.summaries()):
        return frozenset({typed})
    try:
        return find_page(workspace, typed, play=True).page.ids
    except NotFoundError as error:
        raise NotFoundError("play", typed, error.nearest) from None


# Open runs, as finished ones are shown


def as_if_finished(workspace: Workspace, run: OpenRun) -> tuple[Page, RunView, RunRow]:
    """Return an open run as it would be recorded now."""
    from playbook.clock import stamp
    from playbook.coaching.runs import RunRow
    from playbook.runs.clock import wall_seconds
    from playbook.runs.review import review
    from playbook.runs.view import view

    page = workspace.page_of_run(run)
    seconds = wall_seconds(run, workspace.clock)
    now = stamp(workspace.clock.now())
    shown = view(page, run, seconds)
    made = review(page, run, seconds, now).record
    return page, shown, RunRow(made, run.rep, now, (0, "", 0), private=shown.ending.private)
