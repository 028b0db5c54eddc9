"""The index of a playbook's pages, as it was known last and as the pages are now."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from playbook.library import index_file

if TYPE_CHECKING:
    from playbook.library.catalog import Catalog
    from playbook.library.search import SearchIndex
    from playbook.plays.model import Summary

_MOST_CHANGED = 200
"""Pages; where more have changed, the index is made anew and kept."""


class Finding:
    """Keeps the index of a catalog's pages: on disk from one start to the next, in memory from key to key."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog, self._file = catalog, catalog.folder / "index"
        self._lock = threading.Lock()
        self._now: tuple[Mapping[str, str], SearchIndex] | None = None

    @cached_property
    def _kept(self) -> tuple[Mapping[str, str], SearchIndex] | None:
        return index_file.load(self._file, self._catalog.way)

    def known(self) -> SearchIndex | None:
        """Return the index as it was when somebody last looked, without looking at a page; None where nobody did."""
        with self._lock:
            found = self._now or self._kept
            return found[1] if found else None

    def current(self) -> SearchIndex:
        """Return the index of the pages as they are now: the same object as long as none has changed."""
        with self._lock:
            summaries = self._catalog.summaries()
            blobs = {summary.id: summary.blob for summary in summaries}
            before = self._now or self._kept
            if before is None:
                self._now = blobs, self._made(summaries)
            elif before[0] != blobs:
                changed = {id_ for id_, blob in blobs.items() if before[0].get(id_) != blob}
                gone = before[0].keys() - blobs.keys()
                since_kept = {
                    id_ for id_, blob in blobs.items() if not self._kept or self._kept[0].get(id_) != blob
                }
                if len(since_kept) + len(gone) > _MOST_CHANGED:
                    self._now = blobs, self._made(summaries)
                else:
                    documents = self._catalog.documents(
                        {summary.path: summary.blob for summary in summaries if summary.id in changed}
                    )
                    self._now = blobs, before[1].changed(changed | gone, documents)
            elif self._now is None:
                # The same map, of strings that the catalog has already: those from the file are let go.
                self._now = self.__dict__["_kept"] = blobs, before[1]
            return self._now[1]

    def _made(self, summaries: list[Summary]) -> SearchIndex:
        """Return the index of all pages, and keep it."""
        from playbook.library.search import SearchIndex

        blobs = {summary.id: summary.blob for summary in summaries}
        index = SearchIndex(self._catalog.documents({summary.path: summary.blob for summary in summaries}))
        index_file.save(self._file, self._catalog.way, blobs, index)
        self.__dict__.pop("_kept", None)
        kept = self._kept  # its documents lie in the file, and no longer in memory
        return kept[1] if kept and kept[0] == blobs else index
