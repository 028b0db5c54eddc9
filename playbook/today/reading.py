"""What is due for me: open calls, meetings, what has a day, what was said to me, what to read, what waits on others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from playbook.errors import PlaybookError
from playbook.today.line import TodayLine, in_order

if TYPE_CHECKING:
    from playbook.coaching.dates import Due
    from playbook.coaching.runs import RunRow
    from playbook.desk.answers import Told
    from playbook.feed import MustRead
    from playbook.runs.model import OpenRun
    from playbook.workspace import Workspace


CALENDARS = "calendars"
"""The folder beside the records that may hold `.ics` files, in one folder for each person."""


def calendars_of(workspace: Workspace, named: Sequence[str]) -> tuple[str, ...]:
    """Return the calendars that my settings name, and my folder of them beside the records where there is one."""
    own = workspace.folder / CALENDARS / workspace.me
    return (*named, str(own)) if own.is_dir() else tuple(named)


def today_lines(workspace: Workspace, calendars: Sequence[str] = ()) -> list[TodayLine]:
    """Return what is due for me, in the order to work in; reads files, so not for the event loop.

    Open calls and those that cannot be read, meetings of today, what has a day (the oldest first), questions,
    answers, must-reads, what waits on the desk and in my team, meetings of the next working day, goals, and what of
    `calendars` cannot be read.
    """
    return in_order([*own_lines(workspace), *meetings(workspace, calendars)], workspace.today)


def own_lines(workspace: Workspace) -> list[TodayLine]:
    """Return all lines but meetings: quickly read."""
    from playbook.desk.answers import seen_marks
    from playbook.feed import must_reads
    from playbook.today.of_two import two_lines
    from playbook.today.others import desk_lines, goal_lines, page_lines, sent_lines, team_lines

    pages = workspace.catalog.summaries()  # once: each look goes through all files
    titles = {summary.id: summary.title for summary in pages}
    marks = seen_marks(workspace.records("seen"), workspace.names)
    lines = [_open(workspace, run) for run in reversed(workspace.my_open_runs())]
    lines += [TodayLine(kind="unread", what=what) for what in workspace.open_runs.unread()]
    lines += _dated(workspace)
    lines += _told(workspace, marks, titles)
    lines += _credits(workspace, marks, titles)
    lines += [_must_read(one) for one in must_reads(workspace, pages) if not one.acknowledged]
    lines += desk_lines(workspace)
    lines += sent_lines(workspace)
    lines += page_lines(workspace, pages)
    lines += team_lines(workspace, marks)
    lines += two_lines(workspace, marks)
    lines += goal_lines(workspace)
    return _named(workspace, lines)


def meetings(workspace: Workspace, calendars: Sequence[str]) -> list[TodayLine]:
    """Return my meetings of today and the next working day, and what of `calendars` cannot be read.

    A calendar that changed takes its time to be read.
    """
    if not calendars:
        return []
    from playbook.desk.answers import seen_marks
    from playbook.today.meetings import meeting_lines

    marks = seen_marks(workspace.records("seen"), workspace.names)
    mine = workspace.run_index.lines(reps=workspace.names)
    return _named(workspace, meeting_lines(workspace, calendars, mine, marks))


def _named(workspace: Workspace, lines: list[TodayLine]) -> list[TodayLine]:
    """Return the lines with their accounts as people say them."""
    if not any(line.account for line in lines):
        return lines
    name = workspace.accounts.account_name
    return [msgspec.structs.replace(line, account_name=name(line.account)) for line in lines]


def _open(workspace: Workspace, run: OpenRun) -> TodayLine:
    from playbook.runs.view import view

    try:
        shown = view(workspace.page_of_run(run), run)
        place = f" ({shown.number} of {shown.of})" if shown.number else ""
        what = f"{'parked' if shown.parked else 'open'} at “{shown.step_title}”{place}"
        if shown.over:
            what = "to be finished"
        step = shown.at
    except PlaybookError as error:
        what, step = str(error), ""
    return TodayLine(
        kind="open-run",
        what=what,
        play=run.play,
        title=run.title,
        account=run.account,
        run=run.id,
        step=step,
    )


def _dated(workspace: Workspace) -> list[TodayLine]:
    from playbook.coaching.dates import due

    runs = workspace.run_index
    by = workspace.today.isoformat()
    rows = runs.rows(line.id for line in runs.lines(reps=workspace.names, due_by=by))
    found = due(rows.values(), workspace.names, workspace.today)
    commitments: dict[str, str] = {}
    return [_due(workspace, one, rows[one.run], commitments) for one in found]


def _due(workspace: Workspace, one: Due, row: RunRow, commitments: dict[str, str]) -> TodayLine:
    what = one.what
    if one.kind == "commitment":
        if one.play not in commitments:
            commitments[one.play] = _commitment(workspace, one.play)
        what = commitments[one.play] or what
    return TodayLine(
        kind="commitment" if one.kind == "commitment" else "next-step",
        due=one.due.isoformat() if one.due else "",
        what=what,
        play=one.play,
        title=one.title,
        account=one.account,
        run=one.run,
        private=row.private,
        opportunity=row.run.opportunity,
    )


def _commitment(workspace: Workspace, play: str) -> str:
    """Return what the play wants the customer to commit to; empty for a play that is gone."""
    try:
        return workspace.page(play).page.facts.commitment
    except PlaybookError:
        return ""


def _told(workspace: Workspace, marks: frozenset[str], titles: dict[str, str]) -> Iterable[TodayLine]:
    from playbook.desk.answers import SAYING, told_to, unseen

    items = workspace.feedback_index.behind(workspace.names, SAYING)
    told = unseen(told_to(items, workspace.names, marks))
    lines = [_line(one, items[one.feedback].account, titles) for one in told]
    return sorted(lines, key=lambda line: line.kind != "question")


def _credits(workspace: Workspace, marks: frozenset[str], titles: dict[str, str]) -> Iterable[TodayLine]:
    """Return how far my words went, once of each item, as soon as a team has published who used them."""
    if not workspace.records("figures"):
        return
    from playbook.credit import credit_words, credits_of

    for one in credits_of(workspace):
        if one.calls and one.mark not in marks:
            page, step = one.places[0]
            yield TodayLine(
                kind="credit",
                what=credit_words(one),
                play=page,
                title=titles.get(page, page),
                feedback=one.feedback,
                step=step,
                mark=one.mark,
                said=one.said,
            )


def _line(one: Told, account: str, titles: dict[str, str]) -> TodayLine:
    from playbook.feed import WITHOUT_WORDS

    return TodayLine(
        kind="question" if one.action == "ask" else "answer",
        what=one.text or WITHOUT_WORDS.get(one.action, one.action),
        play=one.play,
        title=titles.get(one.play, one.play),
        account=account,
        feedback=one.feedback,
        by=one.by,
        step=one.step,
        mark=one.mark,
        said=one.said,
        rep=one.rep,
        action=one.action,
        commit=one.commit,
        quote=one.quote,
    )


def _must_read(one: MustRead) -> TodayLine:
    return TodayLine(
        kind="must-read", what=f"Read “{one.title}”", play=one.page, title=one.title, blob=one.blob
    )
