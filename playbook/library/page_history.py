"""The history of one page: who changed it, when, why, by which feedback, and with whose approval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from playbook.library.git_writing import GitWriter
from playbook.library.repository import Repository, Revision
from playbook.library.review import trailers

_BREAK = "\x01"


@dataclass(frozen=True)
class Change:
    """One revision of a page, with what its messages say."""

    revision: Revision
    feedback: tuple[str, ...] = ()
    approvals: tuple[tuple[str, str], ...] = ()
    """Side or role, and who gave it."""
    review: str = ""
    why: str = ""
    """What its message says besides the subject."""


@dataclass(frozen=True)
class Line:
    """One line of a page, and the change that it comes from."""

    number: int
    text: str
    change: Change


class PageHistory:
    """Reads histories of one repository; what commits say is read once."""

    def __init__(self, repository: Repository) -> None:
        self.repository, self._writer = repository, GitWriter(repository)
        self._said: dict[str, tuple[tuple[str, str], ...]] = {}
        self._why: dict[str, str] = {}
        self._parents: dict[str, tuple[str, ...]] = {}
        self._brought: dict[str, str] = {}
        self._read()

    def changes(self, path: str) -> list[Change]:
        """Return every revision of the page at `path`, newest first, across its renames."""
        return [self._change(revision) for revision in self.repository.history(path)]

    def lines(self, path: str, commit: str = "HEAD") -> list[Line]:
        """Return the lines of a page as committed, each with the change that brought it."""
        from playbook.library.git_output import read_blame

        found: list[Line] = []
        changes: dict[str, Change] = {}
        for number, one in enumerate(read_blame(self.repository.blame(path, commit)), 1):
            if one.commit not in changes:
                moment = datetime.fromtimestamp(one.at, UTC)
                revision = Revision(one.commit, moment, one.author, one.email, one.subject, path)
                changes[one.commit] = self._change(revision)
            found.append(Line(number, one.text, changes[one.commit]))
        return found

    def _change(self, revision: Revision) -> Change:
        commit = revision.commit
        merge = self._brought.get(commit, "")
        said = (*self._said.get(commit, ()), *self._said.get(merge, ()))
        return Change(
            revision,
            tuple(dict.fromkeys(value for key, value in said if key == trailers.FEEDBACK)),
            tuple(
                dict.fromkeys(
                    (key.removeprefix(trailers.APPROVED), trailers.person(value)[0] or value)
                    for key, value in said
                    if key.startswith(trailers.APPROVED)
                )
            ),
            next((value for key, value in said if key == trailers.REVIEW), ""),
            self._why.get(commit, ""),
        )

    def _read(self) -> None:
        """Read what all commits say, and by which merge each came to the branch that is checked out."""
        printed = (
            self._writer.log(f"--format=%H%x00%P%x00%B{_BREAK}", "HEAD") if self.repository.head() else b""
        )
        for part in printed.decode("utf-8", "replace").split(_BREAK):
            commit, _, rest = part.lstrip("\n").partition("\0")
            parents, _, message = rest.partition("\0")
            if commit:
                self._parents[commit] = tuple(parents.split())
                body = message.strip().partition("\n")[2].strip()
                if body:
                    self._said[commit] = said = trailers.read(message)
                    self._why[commit] = body.rpartition("\n\n")[0].strip() if said else body
        self._brought = brought_by(self.repository.head() or "", self._parents)


def brought_by(head: str, parents: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Return for each commit that a merge brought to the main line, which merge it was; linear in the commits."""
    line: list[str] = []
    here: str | None = head
    while here:
        line.append(here)
        here = next(iter(parents.get(here, ())), None)
    known, found = set(line), {}
    for merge in reversed(line):
        waiting: list[str] = list(parents.get(merge, ())[1:])
        while waiting:
            commit = waiting.pop()
            if commit not in known:
                known.add(commit)
                found[commit] = merge
                waiting += parents.get(commit, ())
    return found


def accounts_of(feedback: Sequence[str], accounts: dict[str, str]) -> tuple[str, ...]:
    """Return the accounts that items of feedback were told by, each once."""
    return tuple(dict.fromkeys(accounts[one] for one in feedback if accounts.get(one)))
