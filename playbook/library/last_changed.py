"""When each page was changed last and by whom: one walk through the history, kept, and gone on with from there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from playbook.library.throwaway import keep, kept, of_root

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playbook.library.git_output import LoggedCommit
    from playbook.library.repository import Repository


class LastChange(msgspec.Struct, frozen=True, array_like=True):
    """The newest commit that touched a file."""

    commit: str
    at: float
    """Seconds since 1970."""
    author: str
    email: str
    subject: str


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    head: str
    pages: dict[str, LastChange]


def last_changes(repository: Repository, cache: Path) -> dict[str, LastChange]:
    """Return the last change of every page that is committed, by its path under the playbook's root."""
    head = repository.head()
    if head is None:
        return {}
    file = of_root(cache, "last-changed", repository.root)
    known = _load(file)
    if known is not None and known.head == head:
        return known.pages
    if known is not None and repository.contains(known.head):
        pages = dict(known.pages)
        _note(repository, reversed(repository.commits(f"^{known.head}")), pages)
    else:
        pages = {}
        _note(repository, reversed(repository.commits()), pages)
    there = repository.committed(head)
    pages = {path: change for path, change in pages.items() if path in there}
    keep(file, msgspec.msgpack.encode(_Kept(head, pages)))
    return pages


def _load(file: Path) -> _Kept | None:
    data = kept(file)
    if data is None:
        return None
    try:
        return msgspec.msgpack.decode(data, type=_Kept)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def _note(repository: Repository, commits: Iterable[LoggedCommit], pages: dict[str, LastChange]) -> None:
    """Note what commits, the oldest first, did to pages."""
    prefix = repository.prefix
    for commit in commits:
        made = None
        for change in commit.changes:
            if change.path.lower().endswith(".md") and change.path.startswith(prefix):
                made = made or LastChange(
                    commit.commit, commit.at.timestamp(), commit.author, commit.email, commit.subject
                )
                pages[change.path[len(prefix) :]] = made
