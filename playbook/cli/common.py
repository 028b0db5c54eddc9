"""What the nouns share: the workspace of the options, and finding what a person typed."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.clock import Clock, OffsetClock, SystemClock, parse_stamp
from playbook.errors import NotFoundError, PlaybookError

if TYPE_CHECKING:
    from playbook.cli.progress_line import ProgressLine
    from playbook.coaching.runs import RunRow
    from playbook.library.catalog import Entry
    from playbook.plays.model import Summary
    from playbook.progress import Progress
    from playbook.workspace import Workspace


def open_workspace(options: argparse.Namespace) -> Workspace:
    """Return the workspace that the global options name."""
    from playbook.workspace import Workspace

    workspace = Workspace.open(
        Path(options.folder) if options.folder else None,
        data=Path(options.data) if options.data else None,
        person=options.named or "",
        clock=clock_of(options),
        hub=options.hub or "",
    )
    workspace.hears = _say_progress()
    return workspace


def _say_progress() -> Callable[[Progress], object]:
    """Return what says, where it takes long, how many of the playbook's pages are read."""
    lines: list[ProgressLine] = []

    def hear(progress: Progress) -> None:
        from playbook.cli.progress_line import ProgressLine

        if not lines:
            lines.append(ProgressLine())
        lines[0].hear(progress)

    return hear


def clock_of(options: argparse.Namespace) -> Clock:
    """Return the machine's clock, or one that began at `--now`."""
    return OffsetClock(moment(options.now, "--now")) if options.now else SystemClock()


class NoTerminalError(PlaybookError):
    """The TUI was asked for where there is no terminal to draw on."""

    def __init__(self) -> None:
        super().__init__(
            "The screens need a terminal, and there is none here. Run `playbook` in one; or see "
            "`playbook --help` for what the shell can do, such as `playbook today`."
        )


def needs_terminal() -> None:
    """Raise NoTerminalError unless keys come from a terminal and the screens go to one (or to a browser)."""
    import os
    import sys

    if "TEXTUAL_DRIVER" in os.environ:
        return
    if not (sys.stdin and sys.stdin.isatty() and sys.__stderr__ and sys.__stderr__.isatty()):
        raise NoTerminalError


# Times


def moment(text: str, what: str) -> datetime:
    """Return the time that a person typed; raises a PlaybookError that shows the form."""
    try:
        return parse_stamp(text)
    except (ValueError, OverflowError):
        raise PlaybookError(
            f"{what}: “{text}” is not a time. Write it like 2026-11-21 or 2026-11-21T18:15:00Z."
        ) from None


def day(text: str | None, today: date) -> str | None:
    """Return the ISO date that a person typed (`fri`, `+7`, `2026-12-01`); None and "" as they are."""
    if not text:
        return text
    from playbook.dates import parse_day

    return parse_day(text, today).isoformat()


def since(options: argparse.Namespace) -> datetime | None:
    """Return what `--since` says, aware, in UTC."""
    return moment(options.since, "--since").astimezone(UTC) if getattr(options, "since", None) else None


def is_since(stamp: str, earliest: datetime | None) -> bool:
    """Say whether a record's time is not before `earliest`; one that cannot be read is."""
    if earliest is None:
        return True
    try:
        return parse_stamp(stamp) >= earliest
    except (ValueError, OverflowError):
        return False


def my_clock() -> str:
    """Return how this user has times written: `24h` or `12h`."""
    from playbook import preferences

    return preferences.load().clock


def shown_at(stamp: str, clock: str) -> str:
    """Return a record's time as a listing for people shows it; one that cannot be read as it stands."""
    from playbook.clock import shown_moment

    try:
        return shown_moment(stamp, clock)
    except (ValueError, OverflowError):
        return stamp


# Things by what was typed


def find_id(typed: str, among: Iterable[str], what: str, *, listing: str, letter: str = "") -> str:
    """Return the one id `among` that begins with `typed`; raises with the nearest ids, or where to look."""
    from playbook.ids import find, normal, shorten
    from playbook.text import nearest

    known = list(among)
    try:
        return find(typed, known, what=what)
    except NotFoundError:
        wanted = normal(typed)
        starts = {id_[: max(len(wanted), 1)]: id_ for id_ in known}
        near = [shorten(starts[start], known, letter=letter) for start in nearest(wanted, starts)]
        if near:
            raise NotFoundError(what, typed, near) from None
        raise PlaybookError(f"There is no {what} “{typed}”. `{listing}` shows what there is.") from None


def find_page(workspace: Workspace, typed: str, *, play: bool = False, nearly: bool = False) -> Entry:
    """Return the page named by its id, path or unique last part; raises NotFoundError with the nearest.

    `play`: where pages of other kinds end in the same name, the one that can be run is meant. `nearly`: a part of
    a name that only one page has, or a spelling that only one is near, is enough: for what only opens it.
    """
    try:
        return workspace.page(typed)
    except NotFoundError:
        wanted = typed.removesuffix(".md")
        summaries = workspace.catalog.summaries()
        plays = [one.id for one in summaries if one.runnable and one.id.endswith(f"/{wanted}")]
        found = [id_ for id_ in plays if id_.startswith("plays/")] or plays
        if not play or len(found) != 1:
            found = _nearly(wanted, summaries) if nearly else []
        if len(found) != 1:
            raise
        return workspace.page(found[0])


def _nearly(wanted: str, summaries: Sequence[Summary]) -> list[str]:
    """Return the one page that a title, a part of a name or a misspelt name may mean: a play before any other."""
    from difflib import get_close_matches

    part = wanted.casefold()
    ends = {one.id: one.id.rpartition("/")[2].casefold() for one in summaries}
    close = get_close_matches(part, ends.values(), n=3, cutoff=0.85)
    for ids in (
        [one.id for one in summaries if one.title.casefold() == part],
        [id_ for id_, end in ends.items() if part and part in end],
        [id_ for id_, end in ends.items() if end in close],
    ):
        plays = [id_ for id_ in ids if id_.startswith("plays/")]
        if len(plays) == 1 or len(ids) == 1:
            return plays if len(plays) == 1 else ids
    return []


def find_feedback(items: Iterable[str], typed: str) -> str:
    """Return the id of the feedback that was typed, `F-` before it or not."""
    return find_id(typed, items, "feedback", listing="playbook feedback list", letter="F")


def find_run(workspace: Workspace, typed: str) -> RunRow:
    """Return the finished run whose id was typed, of those that I may read."""
    runs = workspace.run_index
    id_ = find_id(typed, runs.ids(), "run", listing="playbook runs list")
    return runs.rows([id_])[id_]


def find_person(workspace: Workspace, typed: str, also: Iterable[str] = ()) -> str:
    """Return the id of the person typed by id, name or e-mail; `also` are ids outside `playbook.toml`."""
    from playbook.text import nearest

    known = {**{id_: id_ for id_ in also}, **{id_: id_ for id_ in workspace.people}}
    if typed in known:
        return typed
    folded = typed.casefold()
    for person in workspace.people.values():
        if folded in (person.id.casefold(), person.name.casefold(), person.email.casefold()):
            return person.id
        if typed in person.also:
            return person.id
    names = {person.name: person.id for person in workspace.people.values()}
    raise NotFoundError("person", typed, nearest(typed, known) or nearest(typed, names), known)


def account_meant(workspace: Workspace, typed: str, *, put_right: str = "") -> str:
    """Return what is recorded for an account that somebody typed, and tell them where it was no known name or id.

    Nothing is refused: a call does not wait for a name. `put_right` is the sentence that says what to do about it.
    """
    from playbook.accounts.typed import account_typed

    if not typed.strip():
        return typed
    meant = account_typed(workspace.accounts_last_read, typed)
    if meant.said:
        from playbook.cli.output import narrate

        narrate(f"{meant.said} {put_right}".rstrip())
    return meant.value


def words(parts: str | Sequence[str]) -> str:
    """Return the words of a text that the shell took apart."""
    return parts.strip() if isinstance(parts, str) else " ".join(parts).strip()
