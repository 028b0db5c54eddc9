"""Changing a proposal by hand: its pages lie in a working tree of their own, nobody's folder is touched."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.library.git_writing import GitWriter
from playbook.library.repository import Repository
from playbook.proposing import who_am_i

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playbook.library.review.model import Proposal
    from playbook.library.review.reviews import Reviews
    from playbook.workspace import Workspace

FOLDER = "amending"


class MeanwhileError(PlaybookError):
    """Somebody else amended the same page while it was open here."""

    def __init__(self, paths: list[str], folder: Path) -> None:
        super().__init__(
            f"Somebody else has amended {', '.join(paths)} meanwhile, so yours was not added. It lies in {folder}; "
            "open the review again to see theirs, and amend that."
        )


class NotAmendedError(PlaybookError):
    """The pages were closed as they were opened."""

    def __init__(self) -> None:
        super().__init__("Nothing was changed, so the review stays as it is.")


class ReadFirstError(PlaybookError):
    """The words that are approved are not those that were read."""

    def __init__(self) -> None:
        super().__init__(
            "Not approved: somebody has changed the proposal since you opened it. Read it as it is now, then decide."
        )


@dataclass(frozen=True)
class Bench:
    """A proposal's pages, checked out to be changed."""

    id: str
    head: str
    """The commit that is checked out."""
    top: Path
    """The working tree's root."""
    root: Path
    """The playbook's folder in it."""

    def file(self, path: str) -> Path:
        """Return where a file of the playbook lies."""
        return self.root / path


def lay_out(workspace: Workspace, reviews: Reviews, proposal: Proposal) -> Bench:
    """Check a proposal out in a working tree of its own; what was left there unfinished of the same text stays."""
    parent = workspace.folder / FOLDER
    parent.mkdir(parents=True, exist_ok=True)
    writer, number, top = reviews.writer, 1, parent / proposal.id
    writer.prune_worktrees()
    while top.exists():
        if _head(top) == proposal.head:
            return _bench(reviews, proposal, top)
        number += 1
        top = parent / f"{proposal.id}-{number}"
    writer.add_worktree(top, proposal.head)
    return _bench(reviews, proposal, top)


def _bench(reviews: Reviews, proposal: Proposal, top: Path) -> Bench:
    return Bench(proposal.id, proposal.head, top, top / reviews.repository.prefix)


def _head(top: Path) -> str:
    try:
        return Repository.open(top).head() or ""
    except PlaybookError:
        return ""


def take_in(workspace: Workspace, reviews: Reviews, bench: Bench, title: str = "") -> Proposal:
    """Add to the proposal what was changed there, and clear the working tree away.

    Raises NotAmendedError, MeanwhileError or what committing raises; then what was typed stays where it is.
    """
    changes = changed_on(bench)
    if not changes:
        clear(reviews, bench)
        raise NotAmendedError
    proposal = reviews.get(bench.id)
    then, now = reviews.repository.committed(bench.head), reviews.repository.committed(proposal.head)
    apart = [path for path in changes if then.get(path) != now.get(path)]
    if apart:
        raise MeanwhileError(apart, bench.top)
    made = reviews.amend(
        proposal, changes, title or f"Amend {', '.join(sorted(changes))}", who_am_i(workspace)
    )
    clear(reviews, bench)
    return made


def first_changed(old: str, new: str) -> int:
    """Return the first line of `new` that says otherwise than `old`; 1 where none does."""
    pairs = zip(old.split("\n"), new.split("\n"), strict=False)
    same = next((place for place, (was, now) in enumerate(pairs) if was != now), None)
    if same is None:
        same = min(old.count("\n"), new.count("\n")) if old != new else 0
    return same + 1


def clear(reviews: Reviews, bench: Bench) -> None:
    """Clear the working tree away; one that cannot be is only in the way of nothing."""
    with suppress(PlaybookError):
        reviews.writer.remove_worktree(bench.top)


def clear_unchanged(reviews: Reviews, bench: Bench) -> None:
    """Clear the working tree away if nothing was changed in it; what was typed stays, to be gone on with."""
    if not changed_on(bench):
        clear(reviews, bench)


def changed_on(bench: Bench) -> Mapping[str, bytes | None]:
    """Return what differs there from the proposal: files that it has, and new pages."""
    repository = Repository.open(bench.root)
    paths = GitWriter(repository).differing()
    paths += [path for path in repository.untracked() if path.lower().endswith(".md")]
    found: dict[str, bytes | None] = {}
    for path in paths:
        file = bench.root / path
        found[path] = file.read_bytes() if file.is_file() and not file.is_symlink() else None
    return found
