"""One page with what the linter says of it, and mending what has one right answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.plays.lint.model import Finding
    from playbook.workspace import Workspace


class NotUtf8Error(PlaybookError):
    """A file that cannot be written again as it is."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is not UTF-8 and was left as it is; save it as UTF-8 first.")


class NothingMendedError(PlaybookError):
    """The page reads otherwise than when it was looked at."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} reads otherwise now, so nothing was changed. Look at it again.")


@dataclass(frozen=True)
class Checked:
    """A page, and what is wrong with it."""

    entry: Entry
    findings: tuple[Finding, ...]
    """By line."""

    @property
    def mendable(self) -> tuple[Finding, ...]:
        """Those with one right answer."""
        return tuple(finding for finding in self.findings if finding.edits)


@dataclass(frozen=True)
class Mended:
    """A file that was mended, and how it was."""

    path: str
    before: bytes
    after: bytes
    count: int
    """Findings that are gone."""


def check_page(workspace: Workspace, page: str) -> Checked:
    """Return a page as it lies there with its findings; raises NotFoundError. Slow at first: all pages are read."""
    report = workspace.lint()
    entry = workspace.page(page)
    return Checked(entry, of_path(report.findings, entry.page.path))


def of_path(findings: Iterable[Finding], path: str) -> tuple[Finding, ...]:
    """Return the findings of one file, by line."""
    return tuple(sorted((one for one in findings if one.path == path), key=lambda one: one.order))


def mend_page(workspace: Workspace, path: str, findings: Sequence[Finding]) -> Mended:
    """Make the edits of findings in one file, if nobody changes it meanwhile.

    Raises NotUtf8Error, NothingMendedError, ChangedMeanwhileError or CannotSaveError; the file is then as it was.
    """
    from playbook.library.saving import replace_text
    from playbook.plays.lint.mend import mend

    before = (workspace.root / path).read_bytes()
    try:
        text = before.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotUtf8Error(path) from error
    after, count = mend(text, findings)
    if not count:
        raise NothingMendedError(path)
    made = Mended(path, before, after.encode(), count)
    replace_text(workspace.root, path, before, made.after)
    return made


def unmend(workspace: Workspace, made: Mended) -> None:
    """Put a file back to how it was before it was mended, if nobody has changed it since; raises as `mend_page`."""
    from playbook.library.saving import replace_text

    replace_text(workspace.root, made.path, made.after, made.before)
