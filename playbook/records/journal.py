"""A journal as a TinyDB database: its tables are the kinds of record, its documents their bodies.

TinyDB's own storages rewrite the whole file for each insert; this one appends a line and syncs it. Reading
gives TinyDB's queries every body as a dict, which is for looking around: who reads many records asks the
store for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NoReturn

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from playbook.clock import Clock
from playbook.records import draft, line
from playbook.records.appender import Appender
from playbook.records.chain import scan
from playbook.records.draft import Draft
from playbook.records.errors import AppendOnlyError, RecordRefusedError, reading
from playbook.records.layout import files_of, journal_name
from playbook.records.model import BODIES, FORMAT, Audience, Record

_decode = msgspec.json.Decoder(dict[str, Any]).decode


class JournalStorage(Storage):
    """Lines at the end of files, under what TinyDB takes for whole tables."""

    def __init__(self, appender: Appender, audience: Audience, clock: Clock) -> None:
        self.appender = appender
        self.audience = audience
        self.clock = clock

    @property
    def name(self) -> str:
        """The journal's name; a device that proves to be a copy goes on under another."""
        return journal_name(self.appender.person, self.appender.device.id(), self.audience)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return every table: kind → number → body; what this program does not understand is left out."""
        if not self.appender.device.ids():
            return None  # nothing was ever written, and reading makes nothing
        tables: dict[str, dict[str, Any]] = {}
        name = self.name
        with reading(self.appender.records):
            scans = [scan(path.read_bytes(), name) for path in files_of(self.appender.records / name)]
        for envelope in (found.envelope for each in scans for found in each.lines):
            if envelope.v == FORMAT:
                with suppress(*line.UNREADABLE):
                    tables.setdefault(envelope.kind, {})[str(envelope.seq)] = _decode(envelope.body)
        return tables or None

    def write(self, data: dict[str, dict[str, Any]]) -> NoReturn:
        """Refuse: TinyDB would write whole tables."""
        raise AppendOnlyError("write")

    def append(self, drafts: Sequence[Draft]) -> list[Record]:
        """Append records to this journal; all are durable when this returns."""
        now = self.clock.now()
        entries = [draft.entry(each._replace(audience=self.audience), now) for each in drafts]
        places = self.appender.append([entry for entry, _ in entries])
        return [draft.record(place, *written) for place, written in zip(places, entries, strict=True)]


class JournalTable(Table):
    """The records of one kind in one journal; a document's id is its record's number."""

    # Another process may have appended since a query was answered.
    default_query_cache_capacity = 0

    def __init__(self, storage: JournalStorage, name: str) -> None:
        super().__init__(storage, name, cache_size=self.default_query_cache_capacity)
        self._journal = storage

    def insert(self, document: Mapping[str, Any]) -> int:
        """Append one record; returns its number."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Append records with one sync; returns their numbers."""
        return [record.seq for record in self._journal.append([self._draft(each) for each in documents])]

    def _draft(self, document: Mapping[str, Any]) -> Draft:
        if isinstance(document, Document):
            raise AppendOnlyError("insert under a chosen number")
        try:
            return Draft(msgspec.convert(dict(document), BODIES[self.name]))
        except KeyError:
            raise RecordRefusedError(self.name, ValueError("this program knows no such kind")) from None
        except line.UNREADABLE as error:
            raise RecordRefusedError(self.name, error) from error

    def update(self, *_: object, **__: object) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("update")

    def update_multiple(self, *_: object, **__: object) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("update")

    def upsert(self, *_: object, **__: object) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("upsert")

    def remove(self, *_: object, **__: object) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("remove")

    def truncate(self) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("truncate")


class Journal(TinyDB):
    """What one person writes on this device for one audience."""

    table_class: type[Table] = JournalTable

    def __init__(self, appender: Appender, audience: Audience, clock: Clock) -> None:
        super().__init__(appender, audience, clock, storage=JournalStorage)

    @property
    def name(self) -> str:
        """`person/device/audience`."""
        return self.storage.name

    @property
    def storage(self) -> JournalStorage:
        """What lies under the tables."""
        assert isinstance(self._storage, JournalStorage)
        return self._storage

    def append(self, drafts: Sequence[Draft]) -> list[Record]:
        """Append records of any kinds; all are durable when this returns."""
        return self.storage.append(drafts)

    def drop_tables(self) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("drop")

    def drop_table(self, name: str) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("drop")
