"""Writing files so that a crash leaves the old one or the new one, never half of one."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path

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


def sync_folder(folder: Path) -> None:
    """Make renames and new names in `folder` durable (where the platform can sync a folder)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
