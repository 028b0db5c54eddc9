"""What a line of Today is about: the conversation it comes from, the customer, the first lines of what to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from playbook.clock import shown_day
from playbook.errors import PlaybookError
from playbook.money import exact
from playbook.text import spoken
from playbook.today.line import TodayLine

if TYPE_CHECKING:
    from playbook.became import Became
    from playbook.coaching.runs import RunRow
    from playbook.workspace import Workspace

MOST_NOTES = 6


class Around(msgspec.Struct, frozen=True):
    """What to see beside a line, each as words; empty where there is nothing of it."""

    day: str = ""
    """ISO date of the conversation it comes from, or of the last one with this account."""
    play: str = ""
    """Title of the play of that conversation."""
    how: str = ""
    """How it ended."""
    notes: tuple[str, ...] = ()
    """What was noted in it."""
    proof: str = ""
    """What the customer said that proves the stage."""
    deal: str = ""
    """The opportunity: its name, stage and amount."""
    value: str = ""
    """What the customer gets from the play."""
    brief: str = ""
    """How a page to be read begins, as Markdown."""
    became: Became | None = None
    """What was changed because of my feedback."""


def around(workspace: Workspace, line: TodayLine) -> Around:
    """Return what a line is about; reads files, so not for the event loop."""
    found = Around()
    row = workspace.run_index.row(line.run) if line.run and line.kind != "runs" else None
    if row is None and line.account and line.kind != "open-run":
        row = _last_with(workspace, line.account)
    if row is not None and not row.redacted:
        run = row.run
        notes = [note.text for note in run.notes if note.text][-MOST_NOTES:]
        found = Around(
            day=shown_day(run.started),
            play=run.title,
            how=spoken(run.result or run.connect),
            notes=tuple(notes),
            proof=run.exit_proof,
        )
    if line.commit:
        from playbook.became import became

        change = became(workspace, line.commit, line.play, line.step)
        found = msgspec.structs.replace(found, became=change)
    if line.opportunity or line.account:
        found = msgspec.structs.replace(found, deal=_deal(workspace, line))
    if line.play and line.kind in ("must-read", "meeting"):
        found = _page(workspace, line, found)
    return found


def _last_with(workspace: Workspace, account: str) -> RunRow | None:
    """Return my last conversation with an account."""
    id_of, runs = workspace.accounts.id_of, workspace.run_index
    wanted = id_of(account)
    mine = reversed(runs.lines(reps=workspace.names))
    last = next((run for run in mine if run.account and id_of(run.account) == wanted), None)
    return runs.row(last.id) if last else None


def _deal(workspace: Workspace, line: TodayLine) -> str:
    """Return the opportunity in words: `Renewal 2027 · Renew and expand · €48,250`."""
    book = workspace.accounts
    deal = book.opportunity(line.opportunity, line.account) if line.opportunity else None
    if deal is None:
        deal = next((one for one in book.opportunities(line.account) if one.is_open), None)
    if deal is None:
        return ""
    amount = exact(deal.amount, deal.currency) if deal.amount else ""
    return " · ".join(part for part in (deal.name, workspace.settings.stage_name(deal.stage), amount) if part)


def _page(workspace: Workspace, line: TodayLine, found: Around) -> Around:
    try:
        page = workspace.page(line.play).page
    except PlaybookError:
        return found
    return msgspec.structs.replace(
        found, value=page.facts.value, brief=page.brief if line.kind == "must-read" else ""
    )
