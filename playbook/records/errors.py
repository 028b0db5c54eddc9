"""What can go wrong with records, in words for the person it happens to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playbook.errors import PlaybookError
from playbook.records.model import MAX_LINE


class RecordTooLongError(PlaybookError):
    """A record would be longer than a line of a journal may be."""

    def __init__(self, kind: str, size: int) -> None:
        self.kind, self.size = kind, size
        super().__init__(
            f"This {kind} is too long to save: {size:,} bytes, and {MAX_LINE:,} is the most. "
            "Shorten its texts, then save again; what you entered is still here."
        )


class RecordRefusedError(PlaybookError):
    """A record could not be read back if it were written, so it is not."""

    def __init__(self, kind: str, cause: Exception) -> None:
        self.kind = kind
        super().__init__(f"This {kind} cannot be saved: {cause}. Correct that value, then save again.")


class CannotReadError(PlaybookError):
    """The disk gave no answer, or no permission."""

    def __init__(self, path: Path, cause: OSError) -> None:
        self.path, self.cause = path, cause
        super().__init__(
            f"The records cannot be read: {cause.strerror or cause} ({path}). Check that the folder is yours "
            "and the disk is well, then try again."
        )


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn the system's errors into CannotReadError; `path` where they name no file."""
    try:
        yield
    except OSError as error:
        raise CannotReadError(Path(error.filename or path), error) from error


class StoppedError(PlaybookError):
    """The disk failed while saving; nothing more is written, so that nothing is claimed that is not so."""

    def __init__(self, path: Path, cause: OSError) -> None:
        self.path, self.cause = path, cause
        super().__init__(
            f"The disk reported a fault while saving ({cause.strerror or cause}, {path}), so nothing more is "
            "saved in this session. Copy what you entered, check the disk, then start Playbook again."
        )


class BusyError(PlaybookError):
    """Another process has held the lock for longer than anyone should."""

    def __init__(self, path: Path, seconds: float) -> None:
        self.path = path
        super().__init__(
            f"Not saved: another Playbook on this machine has been saving for more than {seconds:g} seconds "
            f"({path}). Close it, then try again; what you entered is still here."
        )


class UnfitNameError(PlaybookError):
    """A person, device or audience whose name cannot be a folder's or a branch's."""

    def __init__(self, what: str, name: str) -> None:
        self.name = name
        super().__init__(
            f"“{name}” cannot be used as the name of {what}: use letters, digits, “-”, “_” and “.” "
            "(at most 100 bytes, not beginning or ending with “.” or “-”)."
        )


class NotRecordsError(PlaybookError):
    """What was to be imported is something else."""

    def __init__(self, lines: int) -> None:
        super().__init__(
            f"Nothing was imported from here on: not one of {lines:,} lines is a record. Name a file that "
            "`playbook export-records` wrote."
        )


class AppendOnlyError(PlaybookError):
    """Somebody tried to change what is written."""

    def __init__(self, act: str) -> None:
        super().__init__(
            f"Records are never changed, so “{act}” is not possible. Write a new record that corrects or "
            "withdraws the earlier one."
        )
