"""Editing a page on a sheet of its own, put in its place only where nobody has changed the page meanwhile.

An editor writes what it has, whatever stands in the file by then; so it gets a copy, and what another person or git
did to the page in the meantime is found by comparing texts. A sheet stays until it is put back: what was typed
survives an editor that is left open, a conflict put off, and a crash.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.files import write_atomic

if TYPE_CHECKING:
    from playbook.workspace import Workspace

FOLDER = "editing"
_BASE = ".base"
_MARK = b"<<<<<<< "


class BothChangedError(PlaybookError):
    """The page was changed while it was edited; both texts are kept."""

    def __init__(self, both: Both) -> None:
        self.both = both
        super().__init__(
            f"{both.sheet.path} was changed by somebody else while you edited it, so yours was not put in its place. "
            f"It lies in {both.sheet.file}; edit the page again to choose."
        )


class UnsolvedError(PlaybookError):
    """Two changes of one place are still both in the text."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(
            f"Both changes still stand in {sheet.path} between lines of <<<<<<<, so it was not put in its place. "
            "Edit it again, and leave one of each."
        )


@dataclass(frozen=True)
class Sheet:
    """A page as somebody edits it."""

    path: str
    """The page's, under the playbook's root."""
    file: Path
    """What the editor has."""
    base: bytes
    """The page as it was when the sheet was laid out."""
    unfinished: bool = False
    """It was laid out before, and holds words that were not put back."""


@dataclass(frozen=True)
class Both:
    """A page that two have changed."""

    sheet: Sheet
    mine: bytes
    theirs: bytes


def lay_out(workspace: Workspace, path: str) -> Sheet:
    """Return the sheet of a page: the one with words that were not put back, else a new one of the page as it is.

    Raises CannotSaveError, or PlaybookError where the page is gone.
    """
    folder = workspace.folder / FOLDER / blake2b(path.encode(), digest_size=8).hexdigest()
    file, base = folder / PurePosixPath(path).name, folder / _BASE
    with suppress(OSError):
        before = base.read_bytes()
        if file.read_bytes() != before:
            return Sheet(path, file, before, unfinished=True)
    try:
        now = (workspace.root / path).read_bytes()
    except OSError as error:
        raise PlaybookError(f"{path} cannot be read: {error.strerror or error}.") from error
    write_atomic(file, now)
    write_atomic(base, now)  # last: a sheet without it is none
    return Sheet(path, file, now)


def put_back(workspace: Workspace, sheet: Sheet) -> bool:
    """Put what was edited in the page's place; return whether it says anything else than before.

    Raises BothChangedError where the page reads otherwise than when the sheet was laid out, or CannotSaveError; the
    sheet then stays.
    """
    mine, theirs = sheet.file.read_bytes(), _now(workspace, sheet)
    if mine == sheet.base:
        drop(sheet)
        return False
    if _MARK in mine and _MARK not in sheet.base:
        raise UnsolvedError(sheet)
    if theirs not in (sheet.base, mine):
        raise BothChangedError(Both(sheet, mine, theirs))
    if theirs != mine:
        _write(workspace, sheet.path, theirs, mine)
    drop(sheet)
    return True


def keep_mine(workspace: Workspace, both: Both) -> None:
    """Put mine in the place of theirs, if nobody changed it again; raises ChangedMeanwhileError or CannotSaveError."""
    _write(workspace, both.sheet.path, both.theirs, both.mine)
    drop(both.sheet)


def keep_theirs(both: Both) -> None:
    """Let theirs stand, and throw mine away."""
    drop(both.sheet)


def merge(workspace: Workspace, both: Both) -> tuple[Sheet, bool]:
    """Put both changes on the sheet, which is then about their text; return it and whether they met in one place.

    Where they did, both stand in the text between lines of `<<<<<<<`, as git writes them.
    """
    from playbook.library.git_writing import GitWriter

    merged, met = GitWriter(workspace.repository).merge_texts(both.sheet.base, both.mine, both.theirs)
    write_atomic(both.sheet.file, merged)
    write_atomic(both.sheet.file.parent / _BASE, both.theirs)
    return Sheet(both.sheet.path, both.sheet.file, both.theirs, unfinished=True), met


def drop(sheet: Sheet) -> None:
    """Throw a sheet away."""
    shutil.rmtree(sheet.file.parent, ignore_errors=True)


def _now(workspace: Workspace, sheet: Sheet) -> bytes:
    try:
        return (workspace.root / sheet.path).read_bytes()
    except OSError:
        return b""  # removed meanwhile: that is a change too


def _write(workspace: Workspace, path: str, before: bytes, after: bytes) -> None:
    from playbook.library.saving import replace_text

    file = workspace.root / path
    if before or file.exists():
        replace_text(workspace.root, path, before, after)
    else:  # it was removed, and comes back
        write_atomic(file, after)
        file.chmod(0o644)
