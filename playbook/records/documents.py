"""Small documents that change: TinyDB over a file that is replaced as a whole, durably, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, cast

import msgspec
from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from playbook.files import CannotSaveError, write_atomic
from playbook.records.disk import Disk
from playbook.records.line import UNREADABLE, mended
from playbook.records.lock import Lock


class AtomicStorage(Storage):
    """A JSON file that a crash leaves as it was or as it was to be.

    A file that cannot be read is kept beside under another name, and the documents begin anew.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.set_aside: Path | None = None
        """Where an unreadable file went, if there was one."""

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return every table, None where there is no file."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return None
        try:
            return msgspec.json.decode(data, type=dict[str, dict[str, dict[str, Any]]])
        except UNREADABLE:
            self._keep_beside()
            return None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace every table; raises CannotSaveError, the file then as it was."""
        try:
            encoded = msgspec.json.encode(data)
        except UnicodeEncodeError:
            encoded = msgspec.json.encode(mended(data))
        write_atomic(self.path, encoded)

    def _keep_beside(self) -> None:
        number = 1
        while (beside := self.path.with_name(f"{self.path.name}.unreadable-{number}")).exists():
            number += 1
        try:
            self.path.replace(beside)
        except OSError as error:
            raise CannotSaveError(self.path, error) from error
        self.set_aside = beside


class _Table(Table):
    """Documents by ids that are words; another process may have changed them since they were asked for."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB allows any class here, its stubs only int

    def __init__(self, storage: Storage, name: str) -> None:
        super().__init__(storage, name, cache_size=0)


class Documents:
    """Documents by id, in one file, shared by every process of this person; nothing is cached."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._storage = AtomicStorage(path)
        self._table = _Table(self._storage, TinyDB.default_table_name)
        self._lock = Lock(path.with_name(f".{path.name}.lock"), Disk())

    @property
    def set_aside(self) -> Path | None:
        """Where a file that could not be read was kept, if that happened."""
        return self._storage.set_aside

    def get(self, id_: str) -> dict[str, Any] | None:
        """Return the document with that id, or None."""
        return self.all().get(id_)

    def all(self) -> dict[str, dict[str, Any]]:
        """Return every document by its id."""
        return {str(document.doc_id): dict(document) for document in self._table.all()}

    def find(self, query: QueryLike) -> dict[str, dict[str, Any]]:
        """Return by id the documents that a TinyDB query (`tinydb.where("email") == …`) fits."""
        return {str(document.doc_id): dict(document) for document in self._table.search(query)}

    def put(self, id_: str, document: Mapping[str, Any]) -> None:
        """Keep a document under an id, in place of what was there; raises CannotSaveError or BusyError."""

        def become(held: MutableMapping[str, Any]) -> None:
            held.clear()
            held.update(document)

        with self._lock.hold():
            if not self._table.update(become, doc_ids=_key(id_)):
                self._table.insert(Document(document, cast(int, id_)))

    def delete(self, id_: str) -> bool:
        """Forget a document; says whether it was there; raises CannotSaveError or BusyError."""
        with self._lock.hold():
            return id_ in self.all() and bool(self._table.remove(doc_ids=_key(id_)))


def _key(id_: str) -> list[int]:
    return cast("list[int]", [id_])  # ids are words here; TinyDB's annotations know numbers only
