"""The verb that ends a run: finish."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from playbook.cli.common import day
from playbook.cli.output import emit_json, narrate
from playbook.cli.runs_act import AtHand, at_hand
from playbook.runs import machine

if TYPE_CHECKING:
    from playbook.runs.model import OpenRun


def finish(options: argparse.Namespace) -> int:
    """Say how it ended, put the run on record, and tell who will see it."""
    from playbook.coaching.rows import details
    from playbook.records.access import managers_of
    from playbook.runs.review import review

    with at_hand(options) as held:
        workspace, page = held.workspace, held.page
        run = _ended(held, options)
        if run is not held.run:
            workspace.open_runs.save(run)
        made = workspace.finish_run(page, run, held.seconds)
    managers = [workspace.name_of(one) for one in managers_of(workspace.me, workspace.people)]
    seen = review(page, run, held.seconds, made.ended, managers)
    way = [step.state for step in made.steps if step.state != "not-taken"]
    done = f"{way.count('done')} of {len(way)} steps done"
    narrate(f"Recorded “{made.title}”: {made.result or made.connect}, {done}.")
    narrate(f"Who sees the run: {seen.seen_by}")
    if options.json:
        emit_json(details(workspace.runs()[made.id]))
    return 0


def _ended(held: AtHand, options: argparse.Namespace) -> OpenRun:
    """Return the run with what the options say about its end."""
    today = held.workspace.today
    run = machine.set_ending(
        held.page,
        held.run,
        held.seconds,
        result=options.result,
        result_until=day(options.until, today),
        commitment=options.commitment,
        commitment_by=day(options.by, today),
        exit_proof=options.exit_proof,
        next=options.next,
        next_date=day(options.next_date, today),
        cut_short=options.cut_short,
        private=options.private,
    )
    return machine.note(held.page, run, held.seconds, options.note) if options.note else run
