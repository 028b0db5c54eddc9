"""The history of one page: who changed it, when, why, by which feedback, and with whose approval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from playbook.library import brought
from playbook.library.git_telling import GitTelling
from playbook.library.repository import Repository, Revision
from playbook.library.review import trailers


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

    def __init__(self, repository: Repository, cache: Path | None = None) -> None:
        """`cache` is a folder that may keep which merge brought what."""
        self.repository, self._telling = repository, GitTelling(repository)
        self._cache = cache
        self._said: dict[str, tuple[tuple[str, str], ...]] = {}
        self._why: dict[str, str] = {}
        self._brought: dict[str, str] | None = None

    def changes(self, path: str) -> list[Change]:
        """Return every revision of the page at `path`, newest first, across its renames."""
        with self._looking_round():
            revisions = self.repository.history(path)
        self._hear(revision.commit for revision in revisions)
        return [self._change(revision) for revision in revisions]

    def lines(self, path: str, commit: str = "HEAD") -> list[Line]:
        """Return the lines of a page as committed, each with the change that brought it."""
        from playbook.library.git_output import read_blame

        with self._looking_round():
            blamed = read_blame(self.repository.blame(path, commit))
        self._hear(one.commit for one in blamed)
        found: list[Line] = []
        changes: dict[str, Change] = {}
        for number, one in enumerate(blamed, 1):
            if one.commit not in changes:
                moment = datetime.fromtimestamp(one.at, UTC)
                then = self.repository.inside(one.path) if one.path else path
                revision = Revision(one.commit, moment, one.author, one.email, one.subject, then)
                changes[one.commit] = self._change(revision)
            found.append(Line(number, one.text, changes[one.commit]))
        return found

    def _change(self, revision: Revision) -> Change:
        commit = revision.commit
        merge = (self._brought or {}).get(commit, "")
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

    def _read(self) -> dict[str, str]:
        """Return by which merge each commit came to the branch that is checked out: kept, and gone on with."""
        head = self.repository.head()
        if head is None:
            return {}
        known = brought.load(self._cache, self.repository.root) if self._cache else None
        if known is not None and known.head == head:
            return known.by
        by = self._gone_on(head, known) if known is not None else None
        if by is None:
            by = brought_by(head, _parents(self._telling.ancestry(head)))
        if self._cache:
            brought.save(self._cache, self.repository.root, brought.Brought(head, by))
        return by

    @contextmanager
    def _looking_round(self) -> Iterator[None]:
        """Find out meanwhile which merges brought what: git walks the whole history for either question."""

        def find_out() -> None:
            with suppress(Exception):  # whatever it was: asked again by whoever needs it, and told there
                self._brought = self._read()

        thread = None
        if self._brought is None:
            thread = Thread(target=find_out, daemon=True)
            thread.start()
        try:
            yield
        finally:
            if thread:
                thread.join()

    def _gone_on(self, head: str, known: brought.Brought) -> dict[str, str] | None:
        """Return what was known, with what has come since; None where the main line has become another."""
        new = _parents(self._telling.ancestry(head, known.head))
        return {**known.by, **brought_by(head, new)} if brought.goes_on(head, new, known.head) else None

    def _hear(self, commits: Iterable[str]) -> None:
        """Read what commits say, and the merges that brought them."""
        if self._brought is None:
            self._brought = self._read()
        merges = self._brought
        wanted = dict.fromkeys(commit for one in commits for commit in (one, merges.get(one, "")) if commit)
        for commit, message in self._telling.messages(
            [one for one in wanted if one not in self._said]
        ).items():
            body = message.strip().partition("\n")[2].strip()
            self._said[commit] = said = trailers.read(message)
            self._why[commit] = body.rpartition("\n\n")[0].strip() if said else body


def _parents(printed: bytes) -> dict[str, tuple[str, ...]]:
    parents = {}
    for line in printed.decode("ascii").splitlines():
        commit, *before = line.split(" ")
        parents[commit] = tuple(before)
    return parents


def brought_by(head: str, parents: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Return for each commit that a merge brought to the main line, which merge it was; linear in the commits.

    A commit whose own parents are not among `parents` is passed over: it was there before.
    """
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
            if commit not in known and commit in parents:
                known.add(commit)
                found[commit] = merge
                waiting += parents.get(commit, ())
    return found


def accounts_of(feedback: Sequence[str], accounts: dict[str, str]) -> tuple[str, ...]:
    """Return the accounts that items of feedback were told by, each once."""
    return tuple(dict.fromkeys(accounts[one] for one in feedback if accounts.get(one)))
