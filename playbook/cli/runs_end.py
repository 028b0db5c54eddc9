"""The verb that ends a run: finish."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from playbook.cli.common import day
from playbook.cli.output import emit_json, narrate
from playbook.cli.runs_act import AtHand, at_hand
from playbook.named import named
from playbook.runs import machine

if TYPE_CHECKING:
    from datetime import date

    from playbook.runs.model import OpenRun


def finish(options: argparse.Namespace) -> int:
    """Say how it ended, put the run on record, tell who will see it, and give it to the user's own command."""
    from playbook.coaching.rows import details
    from playbook.hooks import after_run
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
        emit_json(named(workspace, details(workspace.run_index.rows([made.id])[made.id])))
    sys.stdout.flush()
    outcome = after_run(workspace, made.id)
    if outcome is not None and outcome.reason:
        narrate(outcome.sentence)
    return 0


def _ended(held: AtHand, options: argparse.Namespace) -> OpenRun:
    """Return the run with what the options say about its end."""
    today = held.workspace.today
    _warn_of_the_past(options, today)
    return machine.set_ending(
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
        note=options.note,
        cut_short=options.cut_short,
        private=options.private,
    )


def _warn_of_the_past(options: argparse.Namespace, today: date) -> None:
    """Say where a day that should lie ahead is over; it is recorded all the same."""
    for typed in (options.until, options.by, options.next_date):
        if typed:
            from playbook.dates import PastDayError, parse_day

            try:
                parse_day(typed, today, future=True)
            except PastDayError as error:
                narrate(f"{error} Recorded as it is; `playbook runs correct` changes it.")
