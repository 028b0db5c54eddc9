"""The pages of a working tree: read once per text, and listed without git where nothing changed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.errors import NotFoundError, PlaybookError
from playbook.library import gitfiles
from playbook.library import state as states
from playbook.library.blobs import working_blob
from playbook.library.page_cache import PageCache
from playbook.library.reader import Reader, Reading, now
from playbook.library.state import GitFacts, Known, LeftOut, State
from playbook.library.walk import Tree, is_settled, names, walk
from playbook.plays.model import Page, Summary, summarize
from playbook.progress import Progress, WasStoppedError

if TYPE_CHECKING:
    from playbook.library.documents import Document
    from playbook.library.looking import Look
    from playbook.library.repository import Repository
    from playbook.plays.settings import Settings

_TRIES = 3
"""A page may be saved again while it is opened."""


@dataclass(frozen=True)
class Entry:
    """One page in one revision, whole."""

    summary: Summary
    page: Page
    text: str
    """As decoded: without byte order mark, lines ended by a line feed."""
    blob: str
    """Git's id of exactly this text."""
    edited: bool
    """The text was never committed, or is not the committed one."""
    _find_commit: Callable[[], str] = field(repr=False, compare=False)

    @cached_property
    def commit(self) -> str:
        """The last commit that touched the page; empty where none has, or git cannot tell.

        Asked of git when it is first used: a page opens without it.
        """
        return self._find_commit()


class Catalog:
    """The pages of one playbook, as its working tree has them now; threads may share it."""

    def __init__(
        self, root: Path, settings: Settings, cache_folder: Path, progress: Progress | None = None
    ) -> None:
        self.root = root.resolve()
        headings = settings.vocabulary.reference_headings
        self._way = states.way_of_reading(headings, settings.link_root)
        folder = cache_folder / "pages" / blake2b(os.fsencode(self.root), digest_size=8).hexdigest()
        self.folder = folder
        """Where what is known of the pages is kept, to be thrown away at any time."""
        self._file = folder / "catalog"
        self._progress = progress or Progress()
        self._reader = Reader(
            self.root,
            PageCache(folder / "pages.sqlite3", self._way),
            headings,
            settings.link_root,
            self._progress,
        )
        self._state: State | None = None
        self._lock = threading.RLock()
        self._commits: dict[tuple[str, str], str] = {}

    def summaries(self) -> list[Summary]:
        """Return what lists show of every page, in path order, as the files are now."""
        return list(self._current().summaries)

    def looked_at(self, look: Look) -> tuple[list[Summary], dict[str, bytes]]:
        """Return the pages as `summaries` does, and what the linter sees of those that have to be read for it."""
        with self._turn(), self._reader.looking(look) as seen:
            return self.summaries(), seen

    def data(self, summary: Summary) -> bytes | None:
        """Return the bytes of a page's file; None where it has another text by now, or is gone."""
        data = self._reader.read_data(summary.path)
        return data if data is not None and _is_text_of(data, summary.blob) else None

    @property
    def standing(self) -> str:
        """What changes with all that git says of the pages, and with the names of all files; not with their texts."""
        state = self._current()
        return f"{state.fingerprint} {state.ignores} {names(self.root, frozenset(state.skipped))}"

    def last_known(self) -> list[Summary]:
        """Return the pages as they were when somebody last looked, without looking; perhaps none.

        For a first screen; `summaries` says how they are now.
        """
        with self._turn():
            state = self._state or states.load(self._file)
            return list(state.summaries) if state and state.way == self._way else []

    def refresh(self) -> bool:
        """Ask git and look at every file again; say whether anything is other than it was.

        Raises what `Repository.open` raises.
        """
        with self._turn():
            before = self._state
            self._state = after = self._ask_git(None)
            return before is None or (before.summaries, before.git) != (after.summaries, after.git)

    @property
    def way(self) -> str:
        """What changes with all that a page's reading depends on but its text and path."""
        return self._way

    @property
    def left_out(self) -> list[LeftOut]:
        """What looks like a page and is not read, and why, in path order."""
        state = self._current()
        unread = [LeftOut(path, known.reason) for path, known in state.files.items() if known.reason]
        return sorted(state.left_out + unread, key=lambda left_out: left_out.path)

    @property
    def warnings(self) -> list[str]:
        """What somebody should know about the files, in sentences."""
        return list(self._current().warnings)

    @property
    def git(self) -> GitFacts:
        """What git said: the commit and branch that are checked out, and the user's e-mail address."""
        return self._current().git

    def get(self, name: str) -> Entry:
        """Return the page with that id as its file is now.

        The id may carry `.md`, and may be the end of a path where only one page ends so. Raises
        NotFoundError with the nearest ids.
        """
        with self._turn():
            state = self._state
            if state is None or state.fingerprint != self._fingerprint():
                state = self._current()
            for _ in range(_TRIES):
                summary = _named(name, state.summaries)
                if summary and (entry := self._entry(summary)):
                    return entry
                state = self._current()
            raise NotFoundError("page", name, _nearest(name, state.summaries), listing="playbook plays list")

    def revision(self, path: str, blob: str) -> Entry:
        """Return the page at `path` as the text `blob` has it, now or in any commit.

        Raises NotFoundError where git has no such text.
        """
        with self._turn():
            known = self._current().files.get(path)
        data = self._reader.read_data(path) if known and known.blob == blob else None
        if data is None or not _is_text_of(data, blob):
            data = self._repository().read(blob)
        return self._make(path, blob, data, edited=False, find=lambda: self._commit_that_brought(path, blob))

    def pages(self) -> Iterator[Page]:
        """Return all pages, in path order, from the cache as they are asked for."""
        for kept in self._reader.kept(self._blobs()):
            yield kept.read_page()

    def documents(self, blobs: dict[str, str] | None = None) -> Iterator[Document]:
        """Return what search finds of all pages, or of those in `blobs` (path to blob id) alone."""
        for kept in self._reader.kept(self._blobs() if blobs is None else blobs):
            yield from kept.read_documents()

    def _blobs(self) -> dict[str, str]:
        return {summary.path: summary.blob for summary in self._current().summaries}

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Have the catalog for oneself; raises WasStoppedError where the reading was stopped that one waited for."""
        stops = self._progress.stops
        with self._lock:
            if self._progress.stops != stops:
                raise WasStoppedError(self._progress)
            yield

    def _current(self) -> State:
        """Return the state of the files now: kept where nothing moved, else read where something did."""
        with self._turn():
            state = self._state or states.load(self._file)
            if state is None or state.way != self._way or state.fingerprint != self._fingerprint():
                self._state = self._ask_git(state)
                return self._state
            tree = walk(self.root, frozenset(state.skipped))
            if _other_names(state, tree):
                self._state = self._ask_git(state)
            elif _may_have_changed(state, tree):
                self._state = self._read_again(state, tree)
            else:
                self._state = state
            return self._state

    def _fingerprint(self) -> str:
        folders = gitfiles.find_folders(self.root)
        return gitfiles.fingerprint(folders) if folders else ""

    def _ask_git(self, before: State | None) -> State:
        """Return the state as git and the files have it, kept for the next time."""
        from playbook.library.listing import list_pages

        with self._reader.expecting(self._unread(before)):
            repository = self._repository()
            fingerprint, taken = self._fingerprint(), now()
            listing = list_pages(repository)
            git = GitFacts(repository.head() or "", repository.branch() or "", repository.user_email())
            reading = self._read(listing.pages, listing.tree, repository.algorithm, before)
        files = {path: Known(stamp, offered=False) for path, stamp in listing.tree.files.items()}
        state = State(
            way=self._way,
            fingerprint=fingerprint,
            ignores=listing.tree.ignores,
            taken=taken,
            algorithm=repository.algorithm,
            git=git,
            files=files | reading.files,
            odd=listing.tree.odd,
            skipped=listing.ignored,
            left_out=listing.left_out,
            warnings=listing.warnings,
            summaries=reading.summaries,
        )
        states.save(self._file, state)
        self._reader.cache.prune(
            self._reader.cache.key(summary.path, summary.blob) for summary in state.summaries
        )
        return state

    def _unread(self, before: State | None) -> int:
        """Return how many pages will have to be read, about: as many as git has files, where none is known."""
        if before and before.way == self._way:
            return 0
        folders = gitfiles.find_folders(self.root)
        return gitfiles.tracked_count(folders) if folders else 0

    def _read_again(self, state: State, tree: Tree) -> State:
        """Return the state after a second look at files whose names are as they were: git is not needed."""
        import msgspec

        taken = now()
        pages = {path: known.committed for path, known in sorted(state.files.items()) if known.offered}
        reading = self._read(pages, tree, state.algorithm, state)
        files = state.files | reading.files
        after = msgspec.structs.replace(state, taken=taken, files=files, summaries=reading.summaries)
        if files != state.files or all(is_settled(known.stamp, taken) for known in files.values()):
            states.save(self._file, after)
        return after

    def _read(self, pages: dict[str, str], tree: Tree, algorithm: str, before: State | None) -> Reading:
        known = before if before and before.way == self._way else None
        return self._reader.read_all(
            pages,
            tree.files,
            algorithm,
            known.files if known else {},
            known.taken if known else 0,
            {summary.path: summary for summary in known.summaries} if known else {},
        )

    def _repository(self) -> Repository:
        from playbook.library.repository import Repository

        return Repository.open(self.root)

    def _entry(self, summary: Summary) -> Entry | None:
        """Return the page if its file still has the text that it was listed with."""
        path, blob = summary.path, summary.blob
        data = self.data(summary)
        if data is None:
            return None
        return self._make(path, blob, data, edited=summary.edited, find=lambda: self._last_commit(path))

    def _make(self, path: str, blob: str, data: bytes, *, edited: bool, find: Callable[[], str]) -> Entry:
        from playbook.plays.decode import decode

        page = self._reader.page(path, blob, data)
        return Entry(summarize(page, blob, edited=edited), page, decode(data)[0], blob, edited, find)

    def _last_commit(self, path: str) -> str:
        try:
            repository = self._repository()
            key = repository.head() or "", path
            if key not in self._commits:
                revision = repository.revision(path)
                self._commits[key] = revision.commit if revision else ""
            return self._commits[key]
        except PlaybookError:
            return ""

    def _commit_that_brought(self, path: str, blob: str) -> str:
        try:
            history = self._repository().history(path)
        except PlaybookError:
            return ""
        return next((revision.commit for revision in history if revision.blob == blob), "")


def _other_names(state: State, tree: Tree) -> bool:
    """Whether files came or went, so that git must be asked which of them are pages."""
    return state.files.keys() != tree.files.keys() or state.odd != tree.odd or state.ignores != tree.ignores


def _may_have_changed(state: State, tree: Tree) -> bool:
    files = tree.files
    return any(
        known.offered and (known.stamp != files[path] or not is_settled(known.stamp, state.taken))
        for path, known in state.files.items()
    )


def _is_text_of(data: bytes, blob: str) -> bool:
    algorithm = "sha1" if len(blob) == 40 else "sha256"
    return working_blob(data, blob, algorithm) == blob


def _named(name: str, summaries: list[Summary]) -> Summary | None:
    wanted = name.removeprefix("./")
    wanted = wanted[:-3] if wanted.lower().endswith(".md") else wanted
    ending = f"/{wanted}"
    found = []
    for summary in summaries:
        if summary.id in (name, wanted):
            return summary
        if wanted and summary.id.endswith(ending):
            found.append(summary)
    return found[0] if len(found) == 1 else None


def _nearest(name: str, summaries: list[Summary]) -> list[str]:
    from playbook.text import nearest

    ids = [summary.id for summary in summaries]
    by_end = {id_.rpartition("/")[2]: id_ for id_ in reversed(ids)}
    return nearest(name, ids) or [by_end[end] for end in nearest(name, by_end)]
