"""Verbs that begin a run: start, switch."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from playbook.calling import About, begin, switch_to
from playbook.cli.common import find_page, open_workspace
from playbook.cli.output import emit_json, narrate, say
from playbook.cli.runs_act import AtHand, at_hand, where
from playbook.runs import machine

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.plays.model import Page
    from playbook.runs.model import OpenRun
    from playbook.workspace import Workspace


def start(options: argparse.Namespace) -> int:
    """Start a run; print its id."""
    from playbook.accounts.typed import TypedAccount, account_typed
    from playbook.arms_on_calls import assigned
    from playbook.ids import shorten

    workspace = open_workspace(options)
    typed = options.account
    meant = account_typed(workspace.accounts_last_read, typed) if typed else TypedAccount()
    account = meant.value
    entry = assigned(workspace, find_page(workspace, options.play, play=True), account, options.opportunity)
    about = About(
        account, options.opportunity, tuple(options.contact), tuple(options.trigger),
        options.channel, options.direction, options.deal_stage, options.amount, options.currency,
    )  # fmt: skip
    _warn_unless_offered(workspace, entry)
    run = begin(workspace, entry, about, options.mode)
    _tell(entry.page, run, as_json=options.json)
    if meant.said:
        narrate(f"{meant.said} `playbook runs about {shorten(run.id)} --account NAME` puts it right.")
    return 0


def _warn_unless_offered(workspace: Workspace, entry: Entry) -> None:
    from playbook.library.offered import why_not_offered

    if why := why_not_offered(entry.summary, workspace.me, workspace.today):
        narrate(f"“{entry.page.title}” is not offered to you now: it is {why}. It runs all the same.")


def _tell(page: Page, run: OpenRun, *, as_json: bool) -> None:
    if as_json:
        view = machine.view(page, run)
        emit_json({"id": run.id, "play": run.play, "title": run.title, "blob": run.blob, "at": view.at})
    else:
        say(run.id)
    narrate(where(page, run, run.last_seconds))


def switch(options: argparse.Namespace) -> int:
    """Leave the wrong play for the right one; print the new run's id."""
    with at_hand(options) as held:
        entry, new = _switch(held, options.play)
    narrate(f"Left “{held.page.title}” as the wrong play; it does not count.")
    _tell(entry.page, new, as_json=options.json)
    return 0


def _switch(held: AtHand, play: str) -> tuple[Entry, OpenRun]:
    entry = find_page(held.workspace, play, play=True)
    _, new = switch_to(held.workspace, held.page, held.run, held.seconds, entry)
    return entry, new
