"""What new feedback is about: its page, step, quote and revision, and the run it was heard on."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from playbook.accounts.deal import Deal
from playbook.cli.common import account_meant, find_id, find_page
from playbook.desk.asked import answer_to
from playbook.errors import NotFoundError
from playbook.records.model import Feedback

if TYPE_CHECKING:
    from playbook.plays.model import Page
    from playbook.records.model import Run
    from playbook.runs.model import OpenRun
    from playbook.workspace import Workspace


def about(workspace: Workspace, options: argparse.Namespace, *, id: str, text: str) -> Feedback:
    """Return the feedback that the options describe; raises NotFoundError for a page, step or run unknown."""
    run = _run(workspace, options.run) if options.run else None
    play, blob, commit, step, line = "", "", "", "", 0
    if run is not None and options.play in ("", run.play):
        play, blob, commit = run.play, run.blob, run.commit
        page = workspace.page_at(run.play, run.blob)
        source = ""
    elif options.play:
        entry = find_page(workspace, options.play, play=True)
        page, source = entry.page, entry.text
        play, blob, commit = page.id, entry.blob, entry.commit
    else:
        page, source = None, ""
    if page is not None:
        step = _step(page, options.step)
        line = _line(source, options.quote)
    elif options.step:
        raise NotFoundError("page for the step", options.step, ["--play ID"])
    deal = _deal(workspace, run, options.account)
    return Feedback(
        id=id,
        kind=options.kind,
        text=text,
        severity=options.severity,
        play=play,
        step=step or _step_of_line(page, line),
        quote=options.quote,
        line=line,
        blob=blob,
        commit=commit,
        run=run.id if run else "",
        account=deal.account,
        opportunity=deal.opportunity,
        deal_stage=deal.deal_stage,
        amount=deal.amount,
        currency=deal.currency,
        tried=answer_to(options.kind, options.tried),
    )


def _deal(workspace: Workspace, run: Run | OpenRun | None, typed: str) -> Deal:
    """Return account and opportunity: the run's, or as they stand now where another account was named."""
    account = account_meant(workspace, typed)
    if run is None or (account and account != run.account):
        return workspace.deal(account)
    return Deal(run.account, run.opportunity, run.deal_stage, run.amount, run.currency)


def _run(workspace: Workspace, typed: str) -> Run | OpenRun:
    """Return a run of mine, open or finished."""
    finished = workspace.run_index
    mine = {run.id: run for run in workspace.my_open_runs()}
    known = [*mine, *(line.id for line in finished.lines(reps=workspace.names))]
    id_ = find_id(typed, known, "run of yours", listing="playbook runs list")
    return mine.get(id_) or finished.rows([id_])[id_].run


def _step(page: Page, typed: str) -> str:
    from playbook.text import nearest

    if not typed:
        return ""
    step = page.step(typed.removeprefix("#"))
    if step is None:
        raise NotFoundError(f"step in {page.id}", typed, nearest(typed, [one.id for one in page.steps]))
    return step.id


def _line(source: str, quote: str) -> int:
    """Return the first line of the file that has the quote's beginning, whatever marks stand before it; else 0."""
    wanted = " ".join(quote.split()).casefold()
    if not wanted:
        return 0
    for number, line in enumerate(source.split("\n"), start=1):
        said = " ".join(line.split()).casefold()
        if wanted in said or (len(said) > 20 and said.lstrip("> -*#") and said.lstrip("> -*#") in wanted):
            return number
    return 0


def _step_of_line(page: Page | None, line: int) -> str:
    if page is None or not line:
        return ""
    return next((step.id for step in page.steps if step.line <= line <= step.end_line), "")
