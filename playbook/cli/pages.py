"""`playbook plays history`, `diff`, `blame`, `verify`, `retire`, `revive`, `withdraw`, `notice`: a page over time."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from playbook.cli.common import day, find_page, open_workspace, words
from playbook.cli.output import emit, narrate, say
from playbook.cli.parser import Verbs, add_json, add_verb
from playbook.cli.reviews import marked
from playbook.clock import stamp
from playbook.errors import NotFoundError, PlaybookError
from playbook.text import and_all, plain

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.library.page_history import Change
    from playbook.library.review.direct import Emergency
    from playbook.library.review.reviews import Reviews
    from playbook.workspace import Workspace

HISTORY = (("at", "WHEN"), ("by", "WHO"), ("subject", "WHAT"), ("given", "APPROVED"), ("answers", "FEEDBACK"))
LAST = (("at", "WHEN"), ("by", "WHO"), ("id", "PAGE"), ("subject", "WHAT"))
BLAME = (("line", "LINE"), ("at", "WHEN"), ("by", "WHO"), ("answers", "FEEDBACK"), ("text", "TEXT"))


def register(verbs: Verbs) -> None:
    """Add the verbs to `plays`."""
    history = add_verb(verbs, "history", "who changed a page, when, why, and who approved", _history)
    history.add_argument(
        "id", metavar="ID", nargs="?", help="a page, or PAGE#STEP; without it the last change of every page"
    )
    add_json(history)
    diff = add_verb(verbs, "diff", "what changed in a page, in words", _diff, ["ID"])
    diff.add_argument(
        "revisions", metavar="REV", nargs="*", help="from, and to; without them from what is committed"
    )
    add_json(
        add_verb(verbs, "blame", "where each line comes from, and the feedback behind it", _blame, ["ID"])
    )
    verifying = add_verb(verbs, "verify", "say that pages of yours are still right", _verify)
    verifying.add_argument("ids", metavar="ID", nargs="+")
    for name, help_ in (
        ("retire", "propose that a page is no longer offered"),
        ("revive", "propose that it is again; of a pilot, that it is to everybody"),
    ):
        add_verb(verbs, name, help_, _status, ["ID"]).add_argument(
            "-m", "--message", metavar="TEXT", default="", help="why"
        )
    withdrawing = add_verb(verbs, "withdraw", "in an emergency: retire a page at once", _withdraw, ["ID"])
    withdrawing.add_argument("-m", "--message", metavar="TEXT", required=True, help="why")
    notice = add_verb(verbs, "notice", "in an emergency: put a notice on a page at once", _notice, ["ID"])
    notice.add_argument("text", metavar="TEXT", nargs="+")
    notice.add_argument("--until", metavar="DAY", required=True, help="the last day it is shown")


def _by_feedback(workspace: Workspace) -> dict[str, str]:
    return {
        id_: workspace.account_name(account) for id_, account in workspace.feedback_index.accounts().items()
    }


def _row(change: Change, accounts: dict[str, str]) -> dict[str, Any]:
    from playbook.library.page_history import accounts_of

    revision = change.revision
    return {
        "commit": revision.commit,
        "at": stamp(revision.at),
        "by": revision.author,
        "subject": revision.subject,
        "path": revision.path,
        "blob": revision.blob,
        "review": change.review,
        "approvals": [{"for": side, "by": name} for side, name in change.approvals],
        "feedback": list(change.feedback),
        "accounts": list(accounts_of(change.feedback, accounts)),
    }


def _for_people(row: dict[str, Any]) -> dict[str, Any]:
    from playbook.ids import shorten

    return {
        **row,
        "at": row["at"][:10],
        "given": ", ".join(f"{one['by']} ({one['for']})" for one in row["approvals"]),
        "answers": ", ".join([*(shorten(one, letter="F") for one in row["feedback"]), *row["accounts"]]),
    }


def _history(options: argparse.Namespace) -> int:
    workspace = open_workspace(options)
    if options.id is None:
        return _last_changes(workspace, options)
    typed, narrowed, step = options.id.partition("#")
    rows = _history_rows(workspace, find_page(workspace, typed, play=True), step if narrowed else None)
    shown = rows if options.json else [_for_people(row) for row in rows]
    columns = (*HISTORY, ("heading", "HEADING")) if narrowed else HISTORY
    emit(shown, as_json=options.json, columns=columns, empty="This page has not been committed yet.")
    _tell_where_it_ends(workspace)
    return 0


def _tell_where_it_ends(workspace: Workspace) -> None:
    if workspace.repository.is_shallow():
        narrate(
            "This clone has only the last part of the history: what is older is said of the commit where it begins. "
            "Get the rest with: git fetch --unshallow"
        )


def _history_rows(workspace: Workspace, entry: Entry, step: str | None) -> list[dict[str, Any]]:
    """Return the changes of a page, or those of one of its steps."""
    from playbook.library.page_history import PageHistory
    from playbook.library.step_history import step_changes
    from playbook.paths import cache_folder

    accounts = _by_feedback(workspace)
    changes = PageHistory(workspace.repository, cache_folder()).changes(entry.page.path)
    if step is None or not changes:
        return [_row(change, accounts) for change in changes]
    return [
        {**_row(one.change, accounts), "step": one.step, "heading": one.title, "text": one.text}
        for one in step_changes(changes, step, workspace.catalog.revision)
    ]


def _last_changes(workspace: Workspace, options: argparse.Namespace) -> int:
    """List when each page was changed last, the newest first."""
    from datetime import UTC, datetime

    from playbook.library.last_changed import last_changes
    from playbook.paths import cache_folder

    last = last_changes(workspace.repository, cache_folder())
    found = [(last[one.path], one) for one in workspace.catalog.summaries() if one.path in last]
    rows = [
        {
            "id": summary.id,
            "title": summary.title,
            "at": stamp(datetime.fromtimestamp(change.at, UTC)),
            "by": change.author,
            "subject": change.subject,
            "commit": change.commit,
        }
        for change, summary in sorted(found, key=lambda pair: (-pair[0].at, pair[1].id))
    ]
    shown = rows if options.json else [{**row, "at": row["at"][:10]} for row in rows]
    emit(shown, as_json=options.json, columns=LAST, empty="Nothing has been committed yet.")
    return 0


def _diff(options: argparse.Namespace) -> int:
    workspace = open_workspace(options)
    entry = find_page(workspace, options.id, play=True)
    if len(options.revisions) > 2:
        raise PlaybookError("Say at most two revisions: from, and to.")
    path = entry.page.path
    before = _text_at(workspace, path, options.revisions[0] if options.revisions else "HEAD")
    after = _text_at(workspace, path, options.revisions[1]) if len(options.revisions) == 2 else entry.text
    if before == after:
        narrate("Nothing differs.")
        return 0
    say(plain(marked(before, after)))
    return 0


def _text_at(workspace: Workspace, path: str, revision: str) -> str:
    from playbook.plays.decode import decode

    repository = workspace.repository
    if repository.resolve(revision) is None:
        raise NotFoundError("revision", revision)
    blob = repository.blob_at(path, revision)
    return decode(repository.read(blob))[0] if blob else ""


def _blame(options: argparse.Namespace) -> int:
    from playbook.library.page_history import PageHistory
    from playbook.paths import cache_folder

    workspace = open_workspace(options)
    entry = find_page(workspace, options.id, play=True)
    accounts = _by_feedback(workspace)
    rows = []
    for line in PageHistory(workspace.repository, cache_folder()).lines(entry.page.path):
        row = _row(line.change, accounts)
        del row["blob"], row["path"]
        rows.append({"line": line.number, "text": line.text, **row})
    shown = rows if options.json else [_for_people(row) for row in rows]
    emit(shown, as_json=options.json, columns=BLAME, empty="The page is empty.")
    _tell_where_it_ends(workspace)
    return 0


def _fetched(options: argparse.Namespace) -> tuple[Workspace, Reviews]:
    from playbook.proposing import open_reviews

    workspace = open_workspace(options)
    reviews = open_reviews(workspace)
    if offline := reviews.fetch():
        narrate(f"Seen as last known: {offline}")
    return workspace, reviews


def _caught_up(reviews: Reviews) -> None:
    reviews.forget()
    if behind := reviews.catch_up():
        narrate(behind)


def _verify(options: argparse.Namespace) -> int:
    from playbook.tending import verify

    workspace, reviews = _fetched(options)
    entries = [find_page(workspace, id_, play=True) for id_ in options.ids]
    say(verify(workspace, entries))
    _caught_up(reviews)
    narrate(f"Verified today: {', '.join(entry.page.title for entry in entries)}.")
    return 0


def _status(options: argparse.Namespace) -> int:
    from playbook.tending import change_status

    workspace, reviews = _fetched(options)
    entry = find_page(workspace, options.id, play=True)
    status = "retired" if options.verb == "retire" else "live"
    made = change_status(workspace, entry, status, options.message)
    if problem := reviews.share(made):
        narrate(f"Kept here, not shared yet: {problem}")
    say(made.id)
    narrate(f"Proposed. It needs the approval of {' and '.join(reviews.verdict(made).needed)}.")
    return 0


def _withdraw(options: argparse.Namespace) -> int:
    from playbook.tending import withdraw

    workspace, reviews = _fetched(options)
    _told(reviews, withdraw(workspace, find_page(workspace, options.id, play=True), options.message))
    return 0


def _notice(options: argparse.Namespace) -> int:
    from playbook.tending import put_notice

    workspace, reviews = _fetched(options)
    until = day(options.until, workspace.today)
    if until is None:
        raise PlaybookError("Say the last day: --until 2026-12-31, --until fri, --until +7.")
    from datetime import date

    entry = find_page(workspace, options.id, play=True)
    _told(reviews, put_notice(workspace, entry, words(options.text), date.fromisoformat(until)))
    return 0


def _told(reviews: Reviews, made: Emergency) -> None:
    say(made.id)
    _caught_up(reviews)
    needed = and_all(made.needed)
    narrate(
        f"Done at once. The approval of {needed} is to follow by {made.due.date().isoformat()}: "
        f"`playbook plays approve {made.id}`."
        if needed
        else "Done at once."
    )
