"""What can be wrong with an export, in words for the person who has it."""

from __future__ import annotations

from pathlib import Path

from playbook.errors import PlaybookError


class CannotImportError(PlaybookError):
    """Nothing of the file was taken in."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path.name}: {why} Nothing was imported.")


class RowError(PlaybookError):
    """One row cannot be taken in; the others can."""
