"""One person's records on one device, and all that this device holds of others'."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from playbook.clock import Clock
from playbook.ids import RandomBytes
from playbook.records import draft
from playbook.records.disk import Disk
from playbook.records.draft import Draft
from playbook.records.errors import UnfitNameError, reading
from playbook.records.layout import RECORDS, is_fit, journals_in
from playbook.records.lock import PATIENCE
from playbook.records.model import AUDIENCES, Audience, Body, Record, kind_of

if TYPE_CHECKING:
    from playbook.records.appender import Appender
    from playbook.records.check import JournalCheck
    from playbook.records.device import Device
    from playbook.records.exchange import ImportReport
    from playbook.records.journal import Journal
    from playbook.records.quarantine import Quarantine, SetAside
    from playbook.records.reader import Reader

Said = TypeVar("Said", bound=Body)


class Store:
    """The records of one playbook on this device; opening it reads and makes nothing."""

    def __init__(
        self,
        folder: Path,
        person: str,
        clock: Clock,
        *,
        random_bytes: RandomBytes = secrets.token_bytes,
        disk: Disk | None = None,
        patience: float = PATIENCE,
    ) -> None:
        if not is_fit(person):
            raise UnfitNameError("a person", person)
        self.folder = folder
        self.person = person
        self.clock = clock
        self._random_bytes = random_bytes
        self._disk = disk or Disk()
        self._patience = patience
        self._journals: dict[Audience, Journal] = {}

    # Writing

    def append(
        self, body: Said, audience: Audience | None = None, *, at: datetime | None = None
    ) -> Record[Said]:
        """Write one record of this person; it is durable when this returns.

        Raises RecordTooLongError, RecordRefusedError, CannotSaveError, BusyError or StoppedError; then
        nothing of it stands.
        """
        audience = AUDIENCES[kind_of(body)] if audience is None else audience
        [record] = self.journal(audience).append([Draft(body, audience, at)])
        return record  # type: ignore[return-value]  # of the kind that was given

    def append_many(self, drafts: Iterable[Draft]) -> list[Record]:
        """Write many records with one sync a file, in their order; all are durable when this returns.

        Raises as `append` does; of a batch for several audiences those written before the failure stand.
        """
        now = self.clock.now()
        entries = [draft.entry(each, now) for each in drafts]
        places = self.appender.append([entry for entry, _ in entries])
        return [draft.record(place, *written) for place, written in zip(places, entries, strict=True)]

    def journal(self, audience: Audience) -> Journal:
        """Return, as a TinyDB database, what this person writes here for one audience."""
        journal = self._journals.get(audience)
        if journal is None:
            from playbook.records.journal import Journal

            journal = self._journals[audience] = Journal(self.appender, audience, self.clock)
        return journal

    # Reading

    def records(self, kinds: Collection[str] | None = None) -> list[Record]:
        """Return the records of `kinds` (of all, when None) in all journals here, in their order.

        The first call reads the files; later ones read what was appended since, by whomever. Redacted records
        are among them: hiding is the reader's. Raises CannotReadError.
        """
        return self.reader.records(kinds)

    def journals(self) -> list[str]:
        """Return the names of all journals here."""
        with reading(self.records_folder):
            return journals_in(self.records_folder)

    def check(self) -> list[JournalCheck]:
        """Read every journal whole and return how each stands."""
        from playbook.records.check import check_journal

        with reading(self.records_folder):
            return [check_journal(self.records_folder, journal) for journal in self.journals()]

    def bad_lines(self) -> int:
        """Return how many damaged lines reading has passed over so far; `check` says which."""
        return self.reader.bad_lines()

    # What was set aside

    def quarantine(self) -> list[SetAside]:
        """Return what was set aside and not released, oldest first."""
        with reading(self.folder):
            return self._quarantine.items()

    def release(self, id_: str) -> ImportReport:
        """Take in again what was set aside under that id (or its beginning).

        It is struck off the list when nothing of it is set aside again; raises NotFoundError.
        """
        from playbook.records.exchange import import_records

        item = self._quarantine.get(id_)
        report = import_records(self, item.data.split(b"\n"), item.source)
        if not report.quarantined:
            with self.appender.turn():
                self._quarantine.release(item.id)
        return report

    # Its parts

    @property
    def records_folder(self) -> Path:
        """The folder of the journals."""
        return self.folder / RECORDS

    @property
    def device(self) -> str:
        """This device's id; empty before the first record."""
        return (self._device.ids() or ("",))[-1]

    @cached_property
    def appender(self) -> Appender:
        """What writes."""
        from playbook.records.appender import Appender
        from playbook.records.segments import Segments
        from playbook.records.turn import Turns

        return Appender(
            self.records_folder,
            self.person,
            device=self._device,
            turns=Turns(self.folder / "clock", self._disk, self._patience),
            quarantine=self._quarantine,
            segments=Segments(self._disk),
            clock=self.clock,
        )

    @cached_property
    def reader(self) -> Reader:
        """What reads."""
        from playbook.records.reader import Reader

        return Reader(self.records_folder)

    @cached_property
    def _device(self) -> Device:
        from playbook.records.device import Device

        return Device(self.folder.parent, self._disk, self._random_bytes)

    @cached_property
    def _quarantine(self) -> Quarantine:
        from playbook.records.quarantine import Quarantine

        return Quarantine(self.folder / "quarantine.jsonl", self._disk)

    def close(self) -> None:
        """Let go of the files; what was written is written."""
        if "appender" in self.__dict__:
            self.appender.close()
