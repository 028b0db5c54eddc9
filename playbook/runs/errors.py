"""What can go wrong while a play is run."""

from __future__ import annotations

from pathlib import Path

from playbook.errors import NotFoundError, PlaybookError
from playbook.text import one_line


class RunError(PlaybookError):
    """The run does not allow that now; the message says why and what would, on one harmless line."""

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))


class UnknownPartError(NotFoundError, RunError):
    """The play has no step, question, answer, to-do or notice of that name."""


class RunsElsewhereError(RunError):
    """The run belongs to another page than the one it was shown."""

    def __init__(self, page: str, play: str) -> None:
        super().__init__(f"This run is of the play “{play}”, not of “{page}”. Open that play to go on.")


class DamagedRunError(RunError):
    """The document of an open run cannot be read; it is kept aside, never thrown away."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"The open run {path.name} cannot be read ({reason}). It was kept aside.")


class NewerRunError(RunError):
    """The document of an open run was written by a newer program."""

    def __init__(self, path: Path, version: int) -> None:
        self.path, self.version = path, version
        super().__init__(
            f"The open run {path.name} was begun with a newer Playbook (format {version}). "
            "Update this one to go on with it; it is kept as it is."
        )


class ChangedElsewhereError(RunError):
    """Another window, or the command line, went on with the same run."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"The run of “{title}” was changed in another window meanwhile. "
            "Open it again to go on from there; what was done here since has not been saved."
        )


class GoneElsewhereError(RunError):
    """Another window, or the command line, finished or discarded the run."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"The run of “{title}” was finished or discarded in another window. "
            "Look for it under finished runs; what was done here since can be added there as a correction."
        )
