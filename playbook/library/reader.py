"""Files into pages: each text is parsed once, by this process or an earlier one."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from playbook.library.blobs import working_blob
from playbook.library.page_cache import Kept, PageCache, batched
from playbook.library.reading import NotAFileError, TooLargeError, read_file
from playbook.library.state import Known
from playbook.library.walk import Stamp, is_settled, stamp
from playbook.plays.model import Page, Summary, summarize
from playbook.progress import Progress

if TYPE_CHECKING:
    from playbook.library.crew import Crew
    from playbook.library.looking import Look

LARGEST = 5_000_000
"""Bytes of a page; a larger file is no page."""

_FEW = 30
"""Pages that are read within a blink: not worth a word, nor stopping."""
_AT_ONCE = 500
"""Pages read before they are kept: so many are read again when the program is ended in between."""


@dataclass(frozen=True)
class Reading:
    """What pages turned out to be."""

    files: dict[str, Known]
    summaries: list[Summary]
    """In the order asked for; none for a page that could not be read."""


class Reader:
    """Reads the pages of one working tree."""

    def __init__(
        self,
        root: Path,
        cache: PageCache,
        reference_headings: tuple[str, ...],
        link_root: str,
        progress: Progress | None = None,
    ) -> None:
        self.root, self.cache = root, cache
        self._progress = progress or Progress()
        self._reference_headings, self._link_root = reference_headings, link_root
        self._look: Look | None = None
        self._seen: dict[str, bytes] = {}
        self._crew: Crew | None = None

    @contextmanager
    def looking(self, look: Look) -> Iterator[dict[str, bytes]]:
        """Have the linter look at the pages that are listed and must be read: path to the surface, encoded."""
        self._look, self._seen = look, {}
        try:
            yield self._seen
        finally:
            self._look = None

    @contextmanager
    def expecting(self, count: int) -> Iterator[None]:
        """Have other processes get ready meanwhile to read about that many pages."""
        from playbook.library.parsing import crew_for

        with crew_for(count, looking=self._look is not None) as self._crew:
            try:
                yield
            finally:
                self._crew = None

    def read_all(
        self,
        pages: Mapping[str, str],
        stamps: Mapping[str, Stamp],
        algorithm: str,
        before: Mapping[str, Known],
        taken: int,
        summaries: Mapping[str, Summary],
    ) -> Reading:
        """Return what the files at `pages` are: path to committed blob id.

        What is known from `before`, when the files were read at `taken` with these `summaries`, is read
        again only where it may have changed. Raises WasStoppedError where somebody stops it; what was read is kept.
        """
        reading = Reading({}, [])
        # One that was read within the tick of its change is looked at again, and its text is nearly always known.
        news = sum(path not in before or before[path].stamp != stamps[path] for path in pages)
        progress = self._progress if news > _FEW else Progress()
        with progress.over("Reading the playbook", len(pages), "pages"):
            for paths in batched(pages, _AT_ONCE):
                loaded: dict[str, bytes] = {}
                for path in paths:
                    known = before.get(path)
                    if known and _still(known, stamps[path], pages[path], taken):
                        reading.files[path] = msgspec.structs.replace(known, committed=pages[path])
                    else:
                        reading.files[path] = self._load(path, pages[path], stamps[path], algorithm, loaded)
                reading.summaries.extend(self._summaries(paths, reading.files, loaded, summaries))
                progress.step(len(paths))
        return reading

    def read_data(self, path: str) -> bytes | None:
        """Return the bytes of a page's file; None where it cannot be read."""
        try:
            return read_file(self.root / path, LARGEST)[0]
        except OSError:
            return None

    def page(self, path: str, blob: str, data: bytes) -> Page:
        """Return the page that `data`, of which git's id is `blob`, is."""
        key = self.cache.key(path, blob)
        if kept := self.cache.get([key]).get(key):
            return kept.read_page()
        [kept] = self._parse([(path, data)])
        self.cache.put({key: kept})
        return kept.read_page()

    def kept(self, blobs: Mapping[str, str]) -> Iterator[Kept]:
        """Return the pages at these paths in these texts, in order; those that are gone are left out."""
        for paths in batched(blobs, _AT_ONCE):
            keys = {path: self.cache.key(path, blobs[path]) for path in paths}
            found = self.cache.get(keys.values())
            missing = [
                (path, data)
                for path in paths
                if keys[path] not in found and (data := self.read_data(path)) is not None
            ]
            fresh = {keys[path]: kept for (path, _), kept in zip(missing, self._parse(missing), strict=True)}
            if fresh:
                self.cache.put(fresh)
            found |= fresh
            yield from (found[key] for key in keys.values() if key in found)

    def _load(
        self, path: str, committed: str, seen: Stamp, algorithm: str, loaded: dict[str, bytes]
    ) -> Known:
        try:
            data, state = read_file(self.root / path, LARGEST)
        except OSError as error:
            return Known(seen, committed=committed, reason=_reason(error))
        loaded[path] = data
        return Known(stamp(state), working_blob(data, committed, algorithm), committed)

    def _summaries(
        self,
        paths: Iterable[str],
        files: Mapping[str, Known],
        loaded: Mapping[str, bytes],
        before: Mapping[str, Summary],
    ) -> list[Summary]:
        summaries: dict[str, Summary] = {}
        unread: dict[str, bytes] = {}
        for path in paths:
            known = files[path]
            old = before.get(path)
            if old and old.blob == known.blob:
                edited = known.blob != known.committed
                same = old.edited == edited
                summaries[path] = old if same else msgspec.structs.replace(old, edited=edited)
            elif known.blob:
                unread[path] = self.cache.key(path, known.blob)
        if unread:
            found = self.cache.get(unread.values())
            new = [(path, loaded[path]) for path, key in unread.items() if key not in found]
            fresh = {unread[path]: kept for (path, _), kept in zip(new, self._parse(new), strict=True)}
            if fresh:
                self.cache.put(fresh)
            found |= fresh
            self._seen.update((path, fresh[unread[path]].surface) for path, _ in new if self._look)
            for path, key in unread.items():
                known = files[path]
                edited = known.blob != known.committed
                summaries[path] = summarize(found[key].read_page(), known.blob, edited=edited)
        return [summaries[path] for path in paths if path in summaries]

    def _parse(self, pages: Sequence[tuple[str, bytes]]) -> list[Kept]:
        if not pages:
            return []
        from playbook.library.parsing import read_pages

        crew, self._crew = self._crew, None
        return read_pages(pages, self._reference_headings, self._link_root, self._look, crew)


def now() -> int:
    """Return the wall clock that file systems stamp by, in nanoseconds."""
    return time.time_ns()


def _still(known: Known, seen: Stamp, committed: str, taken: int) -> bool:
    """Whether a file is as it was read: by its stamp; and its id, which may follow a new committed one."""
    same_text = known.stamp == seen and is_settled(seen, taken)
    return same_text and (known.committed == committed or known.blob in ("", committed))


def _reason(error: OSError) -> str:
    if isinstance(error, TooLargeError):
        return f"larger than {LARGEST // 1_000_000} MB; split it into several pages"
    if isinstance(error, NotAFileError):
        return "not a file"
    return f"cannot be read: {error.strerror or error}"
