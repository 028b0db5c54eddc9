"""Feedback that was begun and not sent: kept on this device until it is sent or dropped."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from playbook.files import write_atomic
from playbook.records.model import Feedback


class Draft(msgspec.Struct, frozen=True):
    """What was typed, and what it is about."""

    said: Feedback
    """As it would be recorded; its id is empty."""
    title: str = ""
    """The page's title, for people."""
    step_title: str = ""
    liaison_only: bool = False


class Drafts:
    """The one draft of a person on this device; every call touches the disk, so not for the event loop."""

    def __init__(self, folder: Path, person: str) -> None:
        self._file = folder / "drafts" / f"{person}.json"

    def read(self) -> Draft | None:
        """Return what was begun; None where nothing was, or it cannot be read any more."""
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=Draft)
        except (OSError, msgspec.DecodeError):
            return None

    def keep(self, draft: Draft | None) -> None:
        """Keep a draft in place of the one before, durably; None drops it. Raises CannotSaveError."""
        if draft is None:
            with suppress(FileNotFoundError):
                self._file.unlink()
        else:
            write_atomic(self._file, msgspec.json.encode(draft))
