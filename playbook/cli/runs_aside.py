"""Verbs beside the path of an open run: who, about what, how it was said, over, a mistake after all."""

from __future__ import annotations

import argparse
import sys

from playbook.cli.common import account_meant, open_workspace, words
from playbook.cli.output import narrate, say
from playbook.cli.runs_act import AtHand, _act, _openable, at_hand, where
from playbook.clock import stamp
from playbook.errors import PlaybookError
from playbook.ids import shorten
from playbook.runs import machine
from playbook.runs.clock import wall_seconds
from playbook.runs.model import OpenRun
from playbook.runs.work import MY_WORDS


def settle(options: argparse.Namespace) -> int:
    """Say whether what was opened settled it: the newest, or a page that was opened."""

    def settled(at: AtHand) -> OpenRun:
        page = _openable(at.workspace, options.page) if options.page else ""
        return machine.settle(at.page, at.run, at.seconds, options.settled, page)

    return _act(options, settled)


def gap(options: argparse.Namespace) -> int:
    """Note what was searched in vain."""
    return _act(options, lambda at: machine.gap(at.page, at.run, at.seconds, words(options.words)))


def people(options: argparse.Namespace) -> int:
    """Say who is on the call; nobody named: nobody."""

    def there(at: AtHand) -> OpenRun:
        run = machine.people(at.page, at.run, at.seconds, options.contacts)
        return _with_fields(at, run, run.account, options.contacts)

    return _act(options, there)


def about(options: argparse.Namespace) -> int:
    """Say what the run is about, with the opportunity's stage and amount as they are now."""
    if options.account is None and not options.opportunity:
        raise PlaybookError("Say --account, --opportunity or both.")

    def told(at: AtHand) -> OpenRun:
        own, typed = at.run.account, options.account
        account = own if typed is None else account_meant(at.workspace, typed)
        deal = at.workspace.deal(account, options.opportunity)
        run = machine.about(
            at.run, account=deal.account, opportunity=deal.opportunity, deal_stage=deal.deal_stage,
            amount=deal.amount, currency=deal.currency,
        )  # fmt: skip
        return _with_fields(at, run, deal.account, machine.view(at.page, run, at.seconds).people)

    return _act(options, told)


def _with_fields(at: AtHand, run: OpenRun, account: str, contacts: list[str] | tuple[str, ...]) -> OpenRun:
    """Return the run with the merge fields of the account and the first of the people."""
    before = machine.view(at.page, run, at.seconds).fields
    for name, value in at.workspace.fields(account, tuple(contacts)).items():
        if before.get(name, "") != value:
            run = machine.fill_in(at.page, run, at.seconds, name, value)
    return run


def reword(options: argparse.Namespace) -> int:
    """Say which wording was used."""
    used: int | str = MY_WORDS
    if options.used != "mine":
        if not options.used.isdecimal():
            raise PlaybookError(f"“{options.used}” is no wording. Say 1, 2, … or mine.")
        used = int(options.used) - 1
    place = options.talk_track - 1
    return _act(options, lambda at: machine.reword(at.page, at.run, at.seconds, place, used, options.step))


def hang_up(options: argparse.Namespace) -> int:
    """Let the run's time end here; how it went is said with `finish`."""
    now = open_workspace(options).clock.now()
    return _act(options, lambda at: machine.hang_up(at.page, at.run, at.seconds, stamp(now)))


def discard(options: argparse.Namespace) -> int:
    """Put a run aside; on a terminal it is asked for."""
    with at_hand(options) as held:
        run = held.run
        if not options.yes and sys.stdin.isatty():
            said = input(f"Discard “{run.title}”? Nothing of it is recorded. [y/N] ")
            if said.strip().casefold() not in ("y", "yes"):
                narrate("It is kept.")
                return 0
        from playbook.leaving import discard as put_aside

        put_aside(held.workspace, run)
    narrate(
        f"Discarded “{run.title}”. `playbook runs restore {shorten(run.id)}` brings it back for two days."
    )
    return 0


def restore(options: argparse.Namespace) -> int:
    """Open a discarded run again; print its id."""
    from playbook.cli.common import find_id
    from playbook.leaving import discarded
    from playbook.leaving import restore as bring_back

    workspace = open_workspace(options)
    mine = [run.id for run in discarded(workspace)]
    with workspace.open_runs.turn():
        wanted = find_id(options.run, mine, "discarded run", listing="playbook runs list --discarded")
        run = bring_back(workspace, wanted)
    say(run.id)
    narrate(where(workspace.page_of_run(run), run, wall_seconds(run, workspace.clock)))
    return 0
