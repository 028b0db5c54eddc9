"""The verb that ends a run: finish."""

from __future__ import annotations

import argparse

from playbook.cli.common import day
from playbook.cli.output import emit_json, narrate
from playbook.cli.runs_act import at_hand
from playbook.runs import machine


def finish(options: argparse.Namespace) -> int:
    """Say how it ended, put the run on record, and tell who will see it."""
    from playbook.coaching.rows import details
    from playbook.records.access import managers_of
    from playbook.runs.review import review

    held = at_hand(options)
    workspace, page = held.workspace, held.page
    today = workspace.today
    run = machine.set_ending(
        page,
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
    if options.note:
        run = machine.note(page, run, held.seconds, options.note)
    if run is not held.run:
        workspace.open_runs.save(run)
    made = workspace.finish_run(page, run, held.seconds)
    managers = [workspace.name_of(one) for one in managers_of(workspace.me, workspace.people)]
    seen = review(page, run, held.seconds, made.ended, managers)
    done = sum(step.state == "done" for step in made.steps)
    narrate(
        f"Recorded “{made.title}”: {made.result or made.connect}, {done} of {len(made.steps)} steps done."
    )
    narrate(f"Who sees the run: {seen.seen_by}")
    if options.json:
        emit_json(details(workspace.runs()[made.id]))
    return 0
