"""Changing a file of the playbook only if nobody else has changed it meanwhile."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from playbook.errors import PlaybookError
from playbook.files import CannotSaveError, write_atomic


class ChangedMeanwhileError(PlaybookError):
    """Somebody, or git, has changed the file since it was read; it was left as it is."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(
            f"{path} was changed by somebody else meanwhile, so it was left as it is. Try again."
        )


def replace_text(root: Path, path: str, before: bytes, after: bytes) -> None:
    """Write `after` where `before` still stands, keeping the file's rights.

    Raises ChangedMeanwhileError or CannotSaveError; the file is then as it was.
    """
    file = root / path
    try:
        mode = file.stat().st_mode & 0o7777
        now = file.read_bytes()
    except OSError as error:
        raise CannotSaveError(file, error) from error
    if now != before:
        raise ChangedMeanwhileError(path)
    write_atomic(file, after)
    with suppress(OSError):
        os.chmod(file, mode)  # noqa: PTH101
