"""Pages that were read once, kept on disk so that no text is read twice; throw-away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from playbook.library.throwaway import seal, unseal

if TYPE_CHECKING:
    import sqlite3

    from playbook.library.documents import Document
    from playbook.plays.model import Page

Thing = TypeVar("Thing")

_TABLE = "CREATE TABLE IF NOT EXISTS pages (key BLOB PRIMARY KEY, page BLOB, documents BLOB) WITHOUT ROWID"
_SPARE = 1_000
_WAIT = 2.0
"""Seconds to wait for another process that is writing."""


@dataclass(frozen=True)
class Kept:
    """One page as it lies in the cache."""

    page: bytes
    documents: bytes
    surface: bytes = b""
    """What the linter saw of it, where it was asked to look; kept elsewhere, because it depends on more."""

    @classmethod
    def of(cls, page: Page, documents: list[Document]) -> Kept:
        """Return a page and what it is found by, ready to be kept."""
        return cls(_encode(page), _encode(documents))

    def read_page(self) -> Page:
        """Return the page."""
        from playbook.plays.model import Page

        return msgspec.msgpack.decode(self.page, type=Page)

    def read_documents(self) -> list[Document]:
        """Return what the page is found by."""
        from playbook.library.documents import Document

        return msgspec.msgpack.decode(self.documents, type=list[Document])


class PageCache:
    """Pages by (text, path, way of reading); every failure of the disk is an empty cache."""

    def __init__(self, file: Path, way: str) -> None:
        self._file, self._way = file, way

    def key(self, path: str, blob: str) -> bytes:
        """Return the key of the page at `path` whose text is `blob`."""
        return hashlib.blake2b(f"{self._way}\0{blob}\0{path}".encode(), digest_size=16).digest()

    def get(self, keys: Iterable[bytes]) -> dict[bytes, Kept]:
        """Return the pages that are kept under `keys`."""
        import sqlite3

        found: dict[bytes, Kept] = {}
        try:
            with closing(self._open()) as connection:
                for some in batched(keys):
                    marks = ",".join("?" * len(some))
                    asked = f"SELECT key, page, documents FROM pages WHERE key IN ({marks})"
                    for key, *row in connection.execute(asked, some):
                        if kept := _whole(row):
                            found[key] = kept
        except (sqlite3.Error, OSError):
            self._forget()
        return found

    def put(self, pages: Mapping[bytes, Kept]) -> None:
        """Keep `pages`, in one go."""
        import sqlite3

        rows = [(key, seal(kept.page), seal(kept.documents)) for key, kept in pages.items()]
        try:
            with closing(self._open()) as connection, connection:
                connection.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", rows)
        except (sqlite3.Error, OSError):
            self._forget()

    def prune(self, current: Iterable[bytes]) -> None:
        """Drop what is not `current`, once there is much of it."""
        import sqlite3

        keep = list(current)
        try:
            with closing(self._open()) as connection, connection:
                (count,) = connection.execute("SELECT count(*) FROM pages").fetchone()
                if count > 2 * len(keep) + _SPARE:
                    connection.execute("CREATE TEMP TABLE current (key BLOB PRIMARY KEY)")
                    connection.executemany(
                        "INSERT OR IGNORE INTO current VALUES (?)", ((key,) for key in keep)
                    )
                    connection.execute("DELETE FROM pages WHERE key NOT IN (SELECT key FROM current)")
        except (sqlite3.Error, OSError):
            self._forget()

    def _open(self) -> sqlite3.Connection:
        import sqlite3

        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        connection = sqlite3.connect(self._file, timeout=_WAIT)
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(_TABLE)
        return connection

    def _forget(self) -> None:
        """Remove a damaged file, so that the next time makes a new one; leave one that is merely busy."""
        import sqlite3

        try:
            with closing(sqlite3.connect(self._file, timeout=_WAIT)) as connection:
                (said,) = connection.execute("PRAGMA quick_check").fetchone()
            damaged = said != "ok"
        except sqlite3.OperationalError:
            damaged = False
        except sqlite3.DatabaseError:
            damaged = True
        if damaged:
            for path in (self._file, self._file.with_name(f"{self._file.name}-journal")):
                path.unlink(missing_ok=True)


def batched(things: Iterable[Thing], size: int = 500) -> Iterator[list[Thing]]:
    """Return `things` in lists of at most `size`."""
    left = iter(things)
    while some := list(islice(left, size)):
        yield some


def _encode(value: object) -> bytes:
    return msgspec.msgpack.encode(value)


def _whole(row: list[bytes]) -> Kept | None:
    page, found_by = unseal(row[0]), unseal(row[1])
    return Kept(page, found_by) if page is not None and found_by is not None else None
