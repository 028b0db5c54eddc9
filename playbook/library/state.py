"""What the catalog knew when it last looked, kept so that the next look needs neither git nor the parser."""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from playbook.library.throwaway import keep, kept
from playbook.library.walk import Stamp
from playbook.plays.model import Summary


class LeftOut(msgspec.Struct, frozen=True, array_like=True):
    """Something that looks like a page and is not read."""

    path: str
    """As it can be shown: odd characters made visible."""
    reason: str


class Known(msgspec.Struct, frozen=True, array_like=True):
    """One `*.md` file as it was when it was last read."""

    stamp: Stamp
    blob: str = ""
    """Git's id of its text; empty for a file that is no page, or could not be read."""
    committed: str = ""
    """The blob id that the last commit has at its path; empty where it has none."""
    offered: bool = True
    """Git tracks it, or does not ignore it."""
    reason: str = ""
    """Why it could not be read."""


class GitFacts(msgspec.Struct, frozen=True, array_like=True):
    """What git said."""

    head: str = ""
    """The commit that is checked out; empty before the first."""
    branch: str = ""
    """Empty for a detached head."""
    user_email: str = ""


class State(msgspec.Struct, frozen=True, array_like=True):
    """Everything that a list of pages needs."""

    way: str
    """How pages were read: the parser and its settings."""
    fingerprint: str
    """What git's own files were: `gitfiles.fingerprint`."""
    ignores: str
    """What the `.gitignore` files were."""
    taken: int
    """When the files were read: nanoseconds of the wall clock."""
    algorithm: str
    """The repository's object format."""
    git: GitFacts
    files: dict[str, Known]
    odd: dict[str, str]
    skipped: list[str]
    """Folders that are not walked, because git ignores them."""
    left_out: list[LeftOut]
    warnings: list[str]
    summaries: list[Summary]


_decoder = msgspec.msgpack.Decoder(State)


def load(path: Path) -> State | None:
    """Return the state that was kept at `path`; None where there is none, or it is of another version."""
    data = kept(path)
    if data is None:
        return None
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, ValueError):
        return None


def save(path: Path, state: State) -> None:
    """Keep `state` at `path`, if the disk lets us."""
    keep(path, msgspec.msgpack.encode(state))


def way_of_reading(reference_headings: Sequence[str], link_root: str) -> str:
    """Return a hash that changes with all that a page's reading depends on but its text and path.

    The parser is known by its files' sizes and times, so that no change of it needs a number to be raised.
    """
    digest = blake2b(digest_size=16)
    library = Path(__file__).parent
    for folder in (library, library.parent / "plays"):
        digest.update(files_of(folder).encode())
    digest.update("\0".join([link_root, *reference_headings]).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def files_of(folder: Path) -> str:
    """Return the sizes and times of the program's files in a folder of its own, as one text."""
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    stats = ((entry.name, entry.stat()) for entry in entries if entry.name.endswith((".py", ".pyc")))
    return "".join(f"{name} {file.st_size} {file.st_mtime_ns}\n" for name, file in stats)
