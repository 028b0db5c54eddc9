"""What a person opens in the morning: open calls, what is due, what was said to them, what to read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import msgspec

from playbook.errors import PlaybookError
from playbook.paths import cache_folder

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.coaching.dates import Due
    from playbook.desk.answers import Told
    from playbook.feed import MustRead
    from playbook.runs.model import OpenRun
    from playbook.workspace import Workspace

TodayKind = Literal["open-run", "next-step", "commitment", "question", "answer", "must-read"]


class TodayLine(msgspec.Struct, frozen=True):
    """One thing to do today; done lines leave."""

    kind: TodayKind
    due: str = ""
    """ISO date; empty where nothing but now is meant."""
    what: str = ""
    """The step it stands in, the next step, what was promised, asked or answered."""
    play: str = ""
    """Page id."""
    title: str = ""
    """The page's title."""
    account: str = ""
    run: str = ""
    feedback: str = ""
    by: str = ""
    """Who asked or answered."""
    step: str = ""
    mark: str = ""
    """What a `seen` record of it says."""
    blob: str = ""
    """For a must-read: the revision to acknowledge."""


def today_lines(workspace: Workspace) -> list[TodayLine]:
    """Return what is due for me: open calls, then what has a day (the oldest first), questions, answers, must-reads."""
    from playbook.feed import must_reads

    titles = {summary.id: summary.title for summary in workspace.catalog.summaries()}
    lines = [_open(workspace, run) for run in reversed(workspace.my_open_runs())]
    lines += _dated(workspace)
    lines += _told(workspace, titles)
    lines += [_must_read(one) for one in must_reads(workspace) if not one.acknowledged]
    return lines


def last_known(workspace: Workspace) -> list[TodayLine]:
    """Return the lines that were shown last, for a first paint while the records are read; none where unknown."""
    try:
        return msgspec.json.decode(_kept(workspace).read_bytes(), type=list[TodayLine])
    except (OSError, msgspec.DecodeError):
        return []


def keep(workspace: Workspace, lines: Iterable[TodayLine]) -> None:
    """Keep what is shown, in the cache; a cache that cannot be written is no loss."""
    from contextlib import suppress

    from playbook.files import CannotSaveError, write_atomic

    with suppress(CannotSaveError):
        write_atomic(_kept(workspace), msgspec.json.encode(list(lines)))


def _kept(workspace: Workspace) -> Path:
    return cache_folder() / "today" / workspace.id / f"{workspace.me}.json"


def mark_read(workspace: Workspace, line: TodayLine) -> None:
    """Record that an answer was looked at, or that a must-read is acknowledged; other lines stay."""
    from playbook.records.model import Ack, Seen

    if line.kind == "must-read":
        workspace.append(Ack(page=line.play, blob=line.blob))
    elif line.mark:
        workspace.append(Seen(what=line.mark))


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

    found = due(workspace.runs().values(), workspace.names, workspace.today)
    commitments: dict[str, str] = {}
    return [_due(workspace, one, commitments) for one in found]


def _due(workspace: Workspace, one: Due, commitments: dict[str, str]) -> TodayLine:
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
    )


def _commitment(workspace: Workspace, play: str) -> str:
    """Return what the play wants the customer to commit to; empty for a play that is gone."""
    try:
        return workspace.page(play).page.facts.commitment
    except PlaybookError:
        return ""


def _told(workspace: Workspace, titles: dict[str, str]) -> Iterable[TodayLine]:
    from playbook.desk.answers import seen_marks, told_to, unseen

    items = workspace.feedback()
    marks = seen_marks(workspace.records("seen"), workspace.names)
    told = unseen(told_to(items, workspace.names, marks))
    lines = [_line(one, items[one.feedback].account, titles) for one in told]
    return sorted(lines, key=lambda line: line.kind != "question")


def _line(one: Told, account: str, titles: dict[str, str]) -> TodayLine:
    return TodayLine(
        kind="question" if one.action == "ask" else "answer",
        what=one.text or _WITHOUT_WORDS.get(one.action, one.action),
        play=one.play,
        title=titles.get(one.play, one.play),
        account=account,
        feedback=one.feedback,
        by=one.by,
        step=one.step,
        mark=one.mark,
    )


_WITHOUT_WORDS = {
    "publish": "You said it, and the play was changed.",
    "close": "Closed, because the question was not answered.",
}


def _must_read(one: MustRead) -> TodayLine:
    return TodayLine(
        kind="must-read", what=f"Read “{one.title}”", play=one.page, title=one.title, blob=one.blob
    )
