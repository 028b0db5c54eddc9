"""Which files of a working tree are pages, and why the others are not."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from playbook.library.git_output import SUBMODULE
from playbook.library.repository import Repository
from playbook.library.state import LeftOut
from playbook.library.walk import FOLDER, LINK, MISNAMED, Tree, walk
from playbook.plays.links import page_id
from playbook.text import plain


@dataclass
class Listing:
    """The pages of a working tree."""

    tree: Tree
    ignored: list[str]
    """The folders that git ignores."""
    pages: dict[str, str] = field(default_factory=dict)
    """Path of each page, in order, to its committed blob id; empty where it was never committed."""
    left_out: list[LeftOut] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def list_pages(repository: Repository) -> Listing:
    """Return the pages under the repository's root: `*.md`, tracked or not ignored, in path order.

    The walk comes before git is asked, so that what appears in between is noticed by the next walk.
    """
    ignored = [path for path in repository.ignored_folders() if _is_utf8(path)]
    listing = Listing(walk(repository.root, frozenset(ignored)), ignored)
    index = repository.index()
    committed = repository.committed()
    offered = {entry.path for entry in index}
    offered.update(repository.untracked())
    tree = listing.tree
    submodules = {entry.path for entry in index if entry.mode == SUBMODULE}
    for path in sorted(submodules.union(tree.nested)):
        _leave_out(listing, path, "a git repository of its own; open it as a playbook of its own")
    for path, said in sorted(tree.closed.items()):
        _leave_out(listing, path or ".", f"a folder that cannot be opened: {said}")
    for path, kind in sorted(tree.odd.items()):
        if reason := _oddity(repository.root, path, kind, offered):
            _leave_out(listing, path, reason)
    _choose(listing, (path for path in sorted(tree.files) if path in offered), committed)
    _warn(listing, committed)
    return listing


def _choose(listing: Listing, paths: Iterable[str], committed: dict[str, str]) -> None:
    taken: dict[str, str] = {}
    for path in paths:
        if reason := _unusable(path):
            _leave_out(listing, path, reason)
        elif (other := taken.setdefault(page_id(path), path)) != path:
            _leave_out(listing, path, f"has the same id as {other}; give one of them another name")
        else:
            listing.pages[path] = committed.get(path, "")


def _unusable(path: str) -> str:
    if plain(path) != path or "\n" in path or "\t" in path:
        return "its name has a line break or another invisible character; give it another name"
    return ""


def _oddity(root: Path, path: str, kind: str, offered: set[str]) -> str:
    """Return why what is no file is left out; nothing where nobody would look for a page."""
    named = path[-3:].lower() == ".md"
    if kind == FOLDER:
        return "a folder, not a page; give it a name without .md"
    if kind == MISNAMED:
        return "its name is not UTF-8, so nothing of that name is read; give it another name"
    if kind == LINK:
        return _link(root, path, named) if path in offered else ""
    return "not a file (a pipe, socket or device)"


def _link(root: Path, path: str, named: bool) -> str:
    link = root / path
    try:
        target = Path(os.path.realpath(link, strict=True))
    except OSError as error:
        if not named:
            return ""
        return "a link to nothing" if isinstance(error, FileNotFoundError) else "a link that leads to itself"
    if not target.is_dir() and not named:
        return ""
    if not target.is_relative_to(root):
        return "a link that leaves the playbook; links are never followed"
    inside = _shown(target.relative_to(root).as_posix())
    if target.is_dir():
        return f"a link to the folder {inside}; links are never followed"
    return f"a link to {inside}, which is read under its own name"


def _warn(listing: Listing, committed: dict[str, str]) -> None:
    folded: dict[str, str] = {}
    for path in listing.pages:
        other = folded.setdefault(path.casefold(), path)
        if other != path:
            listing.warnings.append(
                f"{other} and {path} differ only in capital letters: on some machines one hides the other."
            )
    there = listing.tree.files.keys() | listing.tree.odd.keys()
    gone = sorted(path for path in committed if path[-3:].lower() == ".md" and path not in there)
    if gone:
        named = ", ".join(_shown(path) for path in gone[:3]) + (", …" if len(gone) > 3 else "")
        pages = "page is" if len(gone) == 1 else "pages are"
        listing.warnings.append(f"{len(gone)} {pages} in the last commit but not in this folder: {named}")


def _leave_out(listing: Listing, path: str, reason: str) -> None:
    listing.left_out.append(LeftOut(_shown(path), reason))


def _shown(path: str) -> str:
    """Return `path` on one line and harmless on any screen."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return plain(text).replace("\n", "␊").replace("\t", "␉")


def _is_utf8(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
