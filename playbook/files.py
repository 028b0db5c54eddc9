"""Writing files so that a crash leaves the old one or the new one, never half of one."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO

from playbook.errors import PlaybookError


class CannotSaveError(PlaybookError):
    """The disk refused: full, read-only or broken. What was typed is still with the caller."""

    def __init__(self, path: Path, cause: OSError) -> None:
        self.path, self.cause = path, cause
        super().__init__(
            f"Not saved: {cause.strerror or cause}. What you entered is still here; free some space or make the "
            f"folder writable, then try again. ({path})"
        )


def write_atomic(path: Path, data: bytes) -> None:
    """Replace `path` by `data` durably: temporary file, fsync, rename, fsync of the folder.

    Raises CannotSaveError; the old file then stands as it was.
    """
    # Of this thread alone: two that wrote through one file would take it from each other.
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):  # a read-only disk refuses this too
            temporary.unlink(missing_ok=True)
        raise CannotSaveError(path, error) from error


def new_beside(path: Path, mark: str, ending: str) -> IO[str]:
    """Return a file that was not there before, open to be written: beside `path`, else in the folder where one is.

    Its name is that of `path` with `mark` behind it, once; a table begins with a byte order mark, for Excel. Raises
    CannotSaveError.
    """
    stem = path.stem.removesuffix(mark)
    encoding = "utf-8-sig" if ending == ".csv" else "utf-8"
    for folder in (path.parent, Path.cwd()):
        for number in range(1, 10_000):
            name = f"{stem}{mark}{ending}" if number == 1 else f"{stem}{mark}-{number}{ending}"
            try:
                return (folder / name).open("x", encoding=encoding, newline="")
            except FileExistsError:
                continue
            except OSError as error:
                refused = error
                break
    raise CannotSaveError(path.parent, refused)


def sync_folder(folder: Path) -> None:
    """Make renames and new names in `folder` durable (where the platform can sync a folder)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
