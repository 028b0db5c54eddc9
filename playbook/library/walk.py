"""The files of a working tree as they lie there: names and stamps, nothing opened, no link followed."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from playbook.library.reading import read_regular

Stamp = tuple[int, int, int, int]
"""Of a file: modified and changed (nanoseconds), size in bytes, inode. Another stamp: perhaps another text."""

SLACK = 2_000_000_000
"""Nanoseconds by which a file system's clock may be coarse (FAT: 2 s)."""

FOLDER, LINK, SPECIAL, MISNAMED = "folder", "link", "special", "misnamed"
"""What a name may stand for instead of a file; `misnamed` is any name that is not UTF-8."""

_IGNORE_LIMIT = 4_000_000


@dataclass
class Tree:
    """What a walk has seen; all paths POSIX and under its root."""

    files: dict[str, Stamp] = field(default_factory=dict)
    """The regular files called `*.md`."""
    odd: dict[str, str] = field(default_factory=dict)
    """Every symbolic link, and what is called `*.md` without being a file: path to what it is.

    Folders and `*.md` whose names are not UTF-8 are among them, their bytes shown as `\\xff`.
    """
    nested: list[str] = field(default_factory=list)
    """Folders that are git repositories of their own; not walked."""
    closed: dict[str, str] = field(default_factory=dict)
    """Folders that could not be opened: path to what the system said."""
    ignores: str = ""
    """A hash of all `.gitignore` files."""


def stamp(state: os.stat_result) -> Stamp:
    """Return the stamp of a file in that state."""
    return state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino


def is_settled(of_file: Stamp, taken: int) -> bool:
    """Whether a file read at `taken` (nanoseconds of the wall clock) must get another stamp if it changes.

    A change within the same tick of the file system's clock leaves the same times (git calls such a file
    racy); it must be read again. The time of change counts, which no program can set; Windows has none.
    """
    modified, changed, _, _ = of_file
    last = max(modified, changed) if os.name == "nt" else changed
    return last < taken - SLACK


def walk(root: Path, skip: Collection[str] = ()) -> Tree:
    """Return what lies under `root`, but for `.git` and the folders in `skip`."""
    tree = Tree()
    ignores: list[str] = []
    folders = [""]
    while folders:
        prefix = folders.pop()
        try:
            with os.scandir(root / prefix) as listing:
                entries = list(listing)
        except OSError as error:
            tree.closed[prefix.rstrip("/")] = error.strerror or "it cannot be opened"
            continue
        if prefix and any(entry.name == ".git" for entry in entries):
            tree.nested.append(prefix.rstrip("/"))
            continue
        for entry in entries:
            name = entry.name
            page = name[-3:].lower() == ".md"
            if not name.isascii() and (shown := _misnamed(name)):
                if page or entry.is_dir(follow_symlinks=False):
                    tree.odd[prefix + shown] = MISNAMED
            elif entry.is_symlink():
                tree.odd[prefix + name] = LINK
            elif entry.is_dir(follow_symlinks=False):
                path = prefix + name
                if page:
                    tree.odd[path] = FOLDER
                if name != ".git" and path not in skip:
                    folders.append(f"{path}/")
            elif page:
                _look_at(entry, prefix + name, tree)
            elif name == ".gitignore":
                ignores.append(prefix + name)
    tree.ignores = _hash(root, ignores)
    return tree


def names(root: Path, skip: Collection[str] = ()) -> str:
    """Return a hash of the names of everything under `root`, but for `.git` and what the folders in `skip` hold."""
    digest = hashlib.blake2b(digest_size=16)
    for folder, folders, files in os.walk(root):
        here = Path(folder).relative_to(root).as_posix()
        folders[:] = sorted(
            name for name in folders if name != ".git" and f"{here}/{name}".removeprefix("./") not in skip
        )
        digest.update(
            b"\0".join(os.fsencode(name) for name in (folder, *folders, "", *sorted(files))) + b"\0\0"
        )
    return digest.hexdigest()


def _misnamed(name: str) -> str:
    """Return a name that is not UTF-8 with its bytes shown; nothing for any other name."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("utf-8", "backslashreplace")
    return ""


def _look_at(entry: os.DirEntry[str], path: str, tree: Tree) -> None:
    try:
        state = entry.stat(follow_symlinks=False)
    except OSError:
        return  # gone since it was listed
    if stat.S_ISREG(state.st_mode):
        tree.files[path] = stamp(state)
    else:
        tree.odd[path] = SPECIAL


def _hash(root: Path, paths: list[str]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(paths):
        digest.update(os.fsencode(path) + b"\0")
        digest.update((read_regular(root / path, _IGNORE_LIMIT) or b"") + b"\0")
    return digest.hexdigest()
