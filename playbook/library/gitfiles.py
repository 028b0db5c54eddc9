"""What can be known of a git repository from its files alone: quick, and without running git.

Only to see whether anything moved since it was last read through git (`repository.py`); never an answer.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from playbook.library.reading import read_regular

_SMALL = 4_000_000


@dataclass(frozen=True)
class GitFolders:
    """Where a working tree keeps its git files."""

    top: Path
    """The working tree's own root."""
    own: Path
    """Files of this working tree: `HEAD`, `index`."""
    common: Path
    """Files that all working trees share: refs, config."""


def find_folders(folder: Path) -> GitFolders | None:
    """Return the git folders of the working tree around `folder`; None where there is no `.git`."""
    for top in (folder, *folder.parents):
        dot_git = top / ".git"
        if dot_git.is_dir():
            return GitFolders(top, dot_git, _common(dot_git))
        pointer = read_regular(dot_git, _SMALL)
        if pointer is not None and pointer.startswith(b"gitdir:"):
            own = top / os.fsdecode(pointer[len(b"gitdir:") :].strip())
            return GitFolders(top, own, _common(own))
    return None


def _common(own: Path) -> Path:
    named = read_regular(own / "commondir", _SMALL)
    return own / os.fsdecode(named.strip()) if named else own


def head(folders: GitFolders) -> str:
    """Return what `HEAD` says and the commit it stands for, as one text that changes when either does."""
    said = _text(folders.own / "HEAD")
    if not said.startswith("ref:"):
        return said
    return f"{said}\n{reference(folders, said[len('ref:') :].strip())}"


def reference(folders: GitFolders, name: str) -> str:
    """Return a text that changes when a branch or tag (`refs/heads/main`) stands for another commit."""
    commit = _text(folders.common / name) or _packed(folders, name)
    tables = _text(folders.common / "reftable" / "tables.list")
    return f"{commit}\n{tables}"


def branch(head_text: str) -> str | None:
    """Return the branch that a text of `head` is on; None for a detached head."""
    prefix = "ref: refs/heads/"
    first = head_text.partition("\n")[0]
    return first.removeprefix(prefix) if first.startswith(prefix) else None


def fingerprint(folders: GitFolders) -> str:
    """Return a hash that changes with HEAD, the index and everything that says what git ignores.

    Left out: the `.gitignore` files inside the working tree, which the walk of it sees.
    """
    digest = hashlib.blake2b(head(folders).encode("utf-8", "surrogateescape"), digest_size=16)
    try:
        index = (folders.own / "index").stat()
        digest.update(f"{index.st_mtime_ns} {index.st_ctime_ns} {index.st_size} {index.st_ino}".encode())
    except OSError:
        digest.update(b"no index")
    for path in _settings(folders):
        digest.update(b"\0")
        digest.update(read_regular(path, _SMALL) or b"")
    return digest.hexdigest()


def tracked_count(folders: GitFolders) -> int:
    """Return how many entries the index has; 0 where it has none, or says so in another way (a split index)."""
    try:
        with (folders.own / "index").open("rb") as index:
            head = index.read(12)
    except OSError:
        return 0
    return int.from_bytes(head[8:], "big") if head.startswith(b"DIRC") and len(head) == 12 else 0


def _settings(folders: GitFolders) -> list[Path]:
    home = Path(os.environ.get("HOME") or os.environ.get("USERPROFILE") or "/")
    user = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "git"
    return [
        folders.common / "config",
        folders.own / "config.worktree",
        folders.common / "info" / "exclude",
        Path(os.environ.get("GIT_CONFIG_GLOBAL") or home / ".gitconfig"),
        user / "config",
        user / "ignore",
    ]


def _text(path: Path) -> str:
    return (read_regular(path, _SMALL) or b"").decode("utf-8", "surrogateescape").strip()


def _packed(folders: GitFolders, name: str) -> str:
    ending = b" " + os.fsencode(name)
    for line in (read_regular(folders.common / "packed-refs", 64_000_000) or b"").splitlines():
        if line.endswith(ending):
            return line[: -len(ending)].decode("ascii", "replace")
    return ""
