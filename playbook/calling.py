"""Beginning, switching and logging calls: what the command line and the screens do alike, with a disk to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from playbook.clock import stamp
from playbook.ids import new_id
from playbook.records.model import Mode
from playbook.runs import machine

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.plays.model import Page
    from playbook.runs.model import OpenRun
    from playbook.workspace import Workspace


class About(msgspec.Struct, frozen=True):
    """What a call is about when it begins; ids where they are known, else the words typed."""

    account: str = ""
    opportunity: str = ""
    contacts: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    channel: str = ""
    direction: str = ""
    deal_stage: str = ""
    """Where given, instead of the opportunity's own."""
    amount: float | None = None
    currency: str = ""
    fields: Mapping[str, str] = {}
    """Merge fields filled in before the call, over those of account and contact."""
    left_out: tuple[str, ...] = ()
    """Steps that were left out in prep."""


NOTHING_SAID = About()


def begin(workspace: Workspace, entry: Entry, about: About = NOTHING_SAID, mode: Mode = "call") -> OpenRun:
    """Start a run of a page, save it, and return it; raises RunError and CannotSaveError."""
    deal = workspace.deal(about.account, about.opportunity)
    run = machine.start(
        entry.page,
        id=new_id(),
        rep=workspace.me,
        started=stamp(workspace.clock.now()),
        blob=entry.blob,
        commit=entry.commit,
        mode=mode,
        channel=about.channel,
        direction=about.direction,
        account=deal.account,
        opportunity=deal.opportunity,
        deal_stage=about.deal_stage or deal.deal_stage,
        amount=deal.amount if about.amount is None else about.amount,
        currency=about.currency or deal.currency,
        contacts=about.contacts,
        triggers=about.triggers,
        fields={**workspace.fields(deal.account, about.contacts), **about.fields},
        my_words=my_words(workspace, entry.page),
        left_out=about.left_out,
    )
    workspace.open_runs.begin(run, entry.text.encode("utf-8", "surrogatepass"))
    return run


def my_words(workspace: Workspace, page: Page) -> dict[str, str]:
    """Return my own words for a page's talk tracks: `step/place` → text."""
    from playbook.preparing import worded

    return {f"{step}/{place}": mine.text for (step, place), mine in worded(workspace, page).here.items()}


def switch_to(
    workspace: Workspace, page: Page, run: OpenRun, seconds: float, to: Entry, *, reviewed: bool = True
) -> tuple[OpenRun, OpenRun]:
    """Leave the wrong play for `to`, and return the run that was left and the one that goes on, both saved.

    The new run comes first: killed in between, both are open and nothing that was said is lost. Unless it was
    `reviewed`, the run that was left is recorded together with the one that goes on.
    """
    left, new = machine.switch(
        page,
        run,
        seconds,
        to.page,
        id=new_id(),
        blob=to.blob,
        started=stamp(workspace.clock.now()),
        commit=to.commit,
        my_words=my_words(workspace, to.page),
    )
    workspace.open_runs.begin(new, to.text.encode("utf-8", "surrogatepass"))
    workspace.open_runs.save(left)
    if reviewed:
        workspace.finish_run(page, left, seconds)
    return left, new


class Facts(msgspec.Struct, frozen=True):
    """What is known of an account and the people on a call."""

    account: str = ""
    opportunity: str = ""
    deal_stage: str = ""
    amount: float | None = None
    currency: str = ""
    fields: Mapping[str, str] = {}
    names: Mapping[str, str] = {}
    """Ids of the account and the contacts → their names."""


def facts_of(workspace: Workspace, account: str, contacts: Sequence[str]) -> Facts:
    """Return all that a run takes over from an account and the people on the call; reads files."""
    book = workspace.accounts
    deal = workspace.deal(account)
    names = {id_: workspace.contact_name(id_) for id_ in contacts}
    if deal.account:
        names[deal.account] = book.account_name(deal.account)
    return Facts(
        deal.account, deal.opportunity, deal.deal_stage, deal.amount, deal.currency,
        workspace.fields(deal.account, tuple(contacts)), names,
    )  # fmt: skip
