"""What git prints, read: NUL-separated listings and logs in, values out. Pure."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime

SUBMODULE, LINK = "160000", "120000"
"""File modes in git's index: another repository, a symbolic link."""

LOG_FORMAT = "%H%x00%cI%x00%aN%x00%aE%x00%s"
"""The header of a commit that `read_log` reads; to be used with `-z --raw --no-abbrev`."""

_HEADER_FIELDS = 5


@dataclass(frozen=True)
class IndexEntry:
    """One file that git tracks."""

    path: str
    blob: str
    mode: str


@dataclass(frozen=True)
class FileChange:
    """What a commit did to one file; paths as git gives them, blobs empty where there is none."""

    status: str
    """`A` added, `M` modified, `D` deleted, `R` renamed, `C` copied, `T` type changed."""
    path: str
    old_path: str
    blob: str
    old_blob: str


@dataclass(frozen=True)
class LoggedCommit:
    """One commit of a log, with the files that it touched."""

    commit: str
    at: datetime
    """When it was committed, in UTC."""
    author: str
    email: str
    subject: str
    changes: tuple[FileChange, ...]


@dataclass(frozen=True)
class BlamedLine:
    """One line of a file, and the commit it comes from."""

    commit: str
    author: str
    email: str
    at: int
    """Seconds since 1970, of the author."""
    subject: str
    text: str
    path: str = ""
    """Where the file lay in that commit, under the repository's top."""


def read_blame(output: bytes) -> list[BlamedLine]:
    """Return the lines of `blame --porcelain`, in the order of the file."""
    facts: dict[str, dict[str, str]] = {}
    found, commit = [], ""
    for raw in output.split(b"\n"):
        line = raw.decode("utf-8", "replace")
        if line.startswith("\t"):
            known = facts[commit]
            found.append(
                BlamedLine(
                    commit,
                    known.get("author", ""),
                    known.get("author-mail", "").strip("<>"),
                    int(known.get("author-time", "0")),
                    known.get("summary", ""),
                    line[1:].rstrip("\r"),
                    known.get("filename", ""),
                )
            )
            continue
        key, _, value = line.partition(" ")
        if len(key) in (40, 64) and all(letter in "0123456789abcdef" for letter in key):
            commit = key
            facts.setdefault(commit, {})
        elif commit:
            facts[commit].setdefault(key, value)
    return found


def read_paths(output: bytes) -> list[str]:
    """Return the paths of a `-z` listing, as the file system names them."""
    return [os.fsdecode(path) for path in output.split(b"\0") if path]


def read_index(output: bytes) -> list[IndexEntry]:
    """Return the entries of `ls-files -z --stage`; of a conflict, our side (else what there is)."""
    entries: dict[str, tuple[int, IndexEntry]] = {}
    preferred = {"0": 0, "2": 1, "3": 2, "1": 3}
    for line in output.split(b"\0"):
        facts, tab, path = line.partition(b"\t")
        if not tab:
            continue
        mode, blob, stage = facts.decode("ascii").split(" ")
        name = os.fsdecode(path)
        rank = preferred[stage]
        if name not in entries or rank < entries[name][0]:
            entries[name] = rank, IndexEntry(name, blob, mode)
    return [entry for _, entry in entries.values()]


def read_tree(output: bytes) -> dict[str, str]:
    """Return path to blob id of `ls-tree -r -z`, submodules left out."""
    blobs = {}
    for line in output.split(b"\0"):
        facts, tab, path = line.partition(b"\t")
        if tab:
            _, kind, blob = facts.decode("ascii").split(" ")
            if kind == "blob":
                blobs[os.fsdecode(path)] = blob
    return blobs


def read_log(output: bytes) -> list[LoggedCommit]:
    """Return the commits of `log -z --raw --no-abbrev --format=LOG_FORMAT`, newest first."""
    parts = output.split(b"\0")
    commits: list[LoggedCommit] = []
    place = 0
    while place + _HEADER_FIELDS <= len(parts):
        commit, at, author, email, subject = (
            part.decode("utf-8", "replace") for part in parts[place : place + _HEADER_FIELDS]
        )
        place += _HEADER_FIELDS
        changes: list[FileChange] = []
        while place < len(parts) and parts[place].startswith((b":", b"\n:")):
            change, place = _read_change(parts, place)
            changes.append(change)
        moment = datetime.fromisoformat(at).astimezone(UTC)
        commits.append(LoggedCommit(commit, moment, author, email, subject, tuple(changes)))
    return commits


def _read_change(parts: list[bytes], place: int) -> tuple[FileChange, int]:
    raw = parts[place].decode("ascii", "replace").lstrip("\n:")
    _, _, old_blob, blob, status = raw.split(" ")
    old_path = path = os.fsdecode(parts[place + 1])
    place += 2
    if status[0] in "RC":
        path = os.fsdecode(parts[place])
        place += 1
    return FileChange(status[0], path, old_path, _no_zeros(blob), _no_zeros(old_blob)), place


def _no_zeros(blob: str) -> str:
    return blob if blob.strip("0") else ""
