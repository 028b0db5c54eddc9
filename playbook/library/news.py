"""What changed in the pages, since when and by whom."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal

from playbook.errors import NotFoundError
from playbook.library.git_output import FileChange, LoggedCommit
from playbook.library.repository import Repository
from playbook.plays.links import page_id

_VERIFIED = re.compile(rb"\nverified:[^\n]*")

ChangeKind = Literal["added", "changed", "removed"]


@dataclass(frozen=True)
class Change:
    """What one commit did to one page."""

    page: str
    """The page's id, after the commit."""
    title: str
    commit: str
    at: datetime
    """When it was committed, in UTC."""
    by: str
    """The author's name."""
    subject: str
    kind: ChangeKind
    blob: str = ""
    """Its text after the commit; empty where the page was removed."""
    old_blob: str = ""
    """Its text before; empty where the page was added."""
    old_page: str = ""
    """The id it had before, where the commit moved it."""
    email: str = ""


def changes(
    repository: Repository, since: str | date | datetime = "", titles: Mapping[str, str] | None = None
) -> list[Change]:
    """Return what commits did to the pages, newest first.

    `since` is a day or a moment (an ISO 8601 text too), or a commit, branch or tag, whose own changes are
    left out; empty: from the beginning. `titles` are those of the pages that are there now, by id; the
    others' are read from git. Raises NotFoundError for a `since` that is neither.
    """
    moment = _moment(since)
    options: list[str] = []
    if moment is None and since:
        commit = repository.resolve(str(since))
        if commit is None:
            raise NotFoundError("commit or date", str(since))
        options = [f"^{commit}"]
    elif moment is not None:
        # Git stops at the first older commit, and clocks differ: a day more is asked for, and sorted out here.
        options = [f"--since={int(moment.timestamp()) - 86_400}"]
    known = dict(titles or {})
    found = []
    for logged in repository.commits(*options):
        if moment is None or logged.at >= moment:
            for change in logged.changes:
                found += _changes(repository, logged, change, known)
    return found


def _moment(since: str | date | datetime) -> datetime | None:
    if isinstance(since, datetime):
        return since if since.tzinfo else since.replace(tzinfo=UTC)
    if isinstance(since, date):
        return datetime.combine(since, time.min, UTC)
    # Eight digits are a commit's id at least as often as a day.
    if len(since) < 10 or since[4:5] != "-":
        return None
    try:
        return _moment(datetime.fromisoformat(since))
    except ValueError:
        return None


def _changes(
    repository: Repository, logged: LoggedCommit, change: FileChange, titles: dict[str, str]
) -> list[Change]:
    """Return the changes of pages that a change of a file is: none, one, or for a copy an addition."""
    is_page, was_page = _is_page(repository, change.path), _is_page(repository, change.old_path)
    moved = change.status == "R" and was_page
    kind: ChangeKind
    if change.status == "D" or (change.status == "R" and not is_page):
        kind, path, blob, old_blob = "removed", change.old_path, "", change.old_blob
    elif change.status in "AC" or (change.status == "R" and not was_page):
        kind, path, blob, old_blob = "added", change.path, change.blob, ""
    else:
        kind, path, blob, old_blob = "changed", change.path, change.blob, change.old_blob
    if not _is_page(repository, path):
        return []
    id_ = page_id(repository.inside(path))
    return [
        Change(
            page=id_,
            title=_title(repository, id_, blob or old_blob, titles),
            commit=logged.commit,
            at=logged.at,
            by=logged.author,
            subject=logged.subject,
            kind=kind,
            blob=blob,
            old_blob=old_blob,
            old_page=page_id(repository.inside(change.old_path)) if moved and kind == "changed" else "",
            email=logged.email,
        )
    ]


def _is_page(repository: Repository, path: str) -> bool:
    return path.lower().endswith(".md") and path.startswith(repository.prefix)


def _title(repository: Repository, id_: str, blob: str, titles: dict[str, str]) -> str:
    """Return the title of a page, read from its text where it is not known, and known from then on."""
    if id_ not in titles:
        from playbook.plays.parse import read_page

        try:
            titles[id_] = read_page(repository.read(blob), f"{id_}.md").title
        except NotFoundError:  # a link or a submodule of that name
            titles[id_] = id_.rpartition("/")[2]
    return titles[id_]


def still_right(repository: Repository, pairs: Collection[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Return those pairs of texts (blob id before and after) that say the same but for the day of `verified`."""
    from playbook.library.git_telling import GitTelling

    both = [pair for pair in pairs if all(pair)]
    texts = GitTelling(repository).texts({blob for old, new in both if old != new for blob in (old, new)})
    return frozenset(
        (old, new)
        for old, new in both
        if old == new or (old in texts and new in texts and _undated(texts[old]) == _undated(texts[new]))
    )


def _undated(text: bytes) -> bytes:
    """Return a page's text without the line of its front matter that says when it was verified."""
    front, end, body = text.partition(b"\n---")
    return _VERIFIED.sub(b"", front) + end + body if front.startswith(b"---") else text
