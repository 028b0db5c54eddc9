"""Everything out as JSON lines, and in again: byte for byte, whatever it holds, however often it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playbook.clock import stamp
from playbook.records import chain, clone, line
from playbook.records.errors import NotRecordsError, reading
from playbook.records.layout import LATE, files_of
from playbook.records.merge import Fit, fit, follow, forks
from playbook.records.model import Envelope
from playbook.records.quarantine import SetAside, set_aside

if TYPE_CHECKING:
    from playbook.records.appender import Appender
    from playbook.records.store import Store
    from playbook.records.turn import Turn

_AT_ONCE = 20_000
_BOM = b"\xef\xbb\xbf"


class ImportReport(NamedTuple):
    """What became of the lines of an import."""

    new: int = 0
    already: int = 0
    quarantined: int = 0
    """Lines set aside, each with its reason; those that were set aside before count again."""
    parted: tuple[str, ...] = ()
    """Journals that we go on writing under a new device id, as a copy of this data folder writes them too."""


Refuses = Callable[[Envelope], str]
"""Says why a line that verifies by itself is not to be taken in; empty: it is."""


class Arrived(NamedTuple):
    """A line that verifies by itself."""

    link: chain.Link
    data: bytes
    envelope: Envelope


def exported(store: Store, journals: Iterable[str], since: datetime | None = None) -> Iterator[bytes]:
    """Yield all lines of `journals` (those made `since` a time, where given), each with its newline."""
    earliest = "" if since is None else stamp(since)
    for journal in journals:
        for data, envelope in lines_of(store, journal):
            if envelope.at >= earliest:
                yield data + b"\n"


def lines_of(store: Store, journal: str) -> Iterator[tuple[bytes, Envelope]]:
    """Yield a journal's lines as they stand, in the order of their numbers, each number once."""
    paths = files_of(store.records_folder / journal)
    scans = (chain.scan(_bytes_of(path), journal).lines for path in paths)
    found: Iterable[chain.Line]
    if paths and paths[-1].name == LATE:
        found = sorted((one for scan in scans for one in scan), key=lambda one: one.envelope.seq)
    else:
        found = (one for scan in scans for one in scan)
    last = 0
    for one in found:
        if one.envelope.seq > last:
            last = one.envelope.seq
            yield one.data, one.envelope


def _bytes_of(path: Path) -> bytes:
    with reading(path):
        return path.read_bytes()


def import_records(
    store: Store, lines: Iterable[bytes], source: str = "import", refuses: Refuses | None = None
) -> ImportReport:
    """Take in lines that `exported` yielded, anywhere; what does not verify is set aside with its reason.

    Lines keep their journals, whoever's they are; those that `refuses` gives a reason for are set aside too. Raises
    NotRecordsError, CannotSaveError, BusyError or StoppedError; what was taken in until then stands, and the rest
    comes with the next try.
    """
    arrivals = _Import(store.appender, source, refuses)
    rest = iter(lines)
    while batch := list(islice(rest, _AT_ONCE)):
        arrivals.take(batch)
    return arrivals.report


class _Import:
    """Takes lines in, batch by batch, so that whoever writes meanwhile gets a turn."""

    def __init__(self, appender: Appender, source: str, refuses: Refuses | None) -> None:
        self.report = ImportReport()
        self._refuses = refuses
        self._appender = appender
        self._source = source
        self._held: dict[str, dict[int, chain.Link]] = {}
        self._aside: list[SetAside] = []

    def take(self, batch: Sequence[bytes]) -> None:
        """Take lines in under one lock; all that is new is durable when this returns."""
        self._aside = []
        arrived = self._verified(batch)
        if not arrived and len(batch) >= _AT_ONCE:
            raise NotRecordsError(len(batch))  # rather than to set a whole video aside, line by line
        with self._appender.turn() as turn:
            if not turn.alone:
                self._held.clear()
            accepted = [
                (journal, self._judged(turn, journal, found)) for journal, found in sorted(arrived.items())
            ]
            self._appender.quarantine.put(self._aside)
            clocks = [one.envelope.clock for _, found in accepted for one, _ in found]
            if clocks:
                # Before the lines, so that nothing this device writes from now on is ordered before them.
                turn.witness(max(clocks))
                turn.touch()
            for journal, found in accepted:
                if in_order := [(one.data, one.envelope) for one, late in found if not late]:
                    self._appender.extend(turn, journal, in_order)
                if late := [one.data for one, late in found if late]:
                    self._appender.add_late(journal, late)
        self._count(new=len(clocks))

    def _verified(self, batch: Iterable[bytes]) -> dict[str, list[Arrived]]:
        arrived: dict[str, list[Arrived]] = {}
        for raw in batch:
            data = raw.removeprefix(_BOM).rstrip(b"\r\n")
            if not data:
                continue
            try:
                envelope = line.decode(data)
            except line.BadLineError as error:
                self._refuse(data, error.reason)
                continue
            if reason := self._refuses(envelope) if self._refuses else "":
                self._refuse(data, reason)
            else:
                arrived.setdefault(envelope.journal, []).append(
                    Arrived(chain.link(data, envelope), data, envelope)
                )
        return arrived

    def _judged(self, turn: Turn, journal: str, arrived: list[Arrived]) -> list[tuple[Arrived, bool]]:
        """Return what is new of one journal, in its order, and whether it comes late."""
        end = self._appender.end_of(journal, turn)
        arrived = sorted(arrived, key=lambda one: one.link)
        if journal not in self._held and follow([one.link for one in arrived], end.seq, end.digest):
            return [(one, False) for one in arrived]  # what mostly comes: no need to read what is held
        held = self._held_of(journal)
        last = end.seq
        ours = self._appender.writes(journal)
        accepted = []
        for one in arrived:
            found = fit(one.link, held, ours=ours)
            if found is Fit.REWRITTEN and forks(one.link, held) and clone.is_ours(self._appender, journal):
                clone.part(self._appender, turn, journal, one.link.seq)
                self.report = self.report._replace(parted=(*self.report.parted, journal))
                held = self._held[journal] = {seq: held[seq] for seq in held if seq < one.link.seq}
                last = self._appender.end_of(journal, turn).seq
                ours = False
                found = fit(one.link, held, ours=ours)
            if found is Fit.NEW:
                held[one.link.seq] = one.link
                accepted.append((one, one.link.seq < last))
            elif found is Fit.ALREADY:
                self._count(already=1)
            else:
                self._refuse(one.data, found.value)
        return accepted

    def _held_of(self, journal: str) -> dict[int, chain.Link]:
        held = self._held.get(journal)
        if held is None:
            held = self._held[journal] = {}
            for path in files_of(self._appender.records / journal):
                for found in chain.scan(path.read_bytes(), journal).lines:
                    held.setdefault(found.envelope.seq, chain.link(found.data, found.envelope))
        return held

    def _refuse(self, data: bytes, reason: str) -> None:
        self._aside += set_aside(data, reason, self._source, self._appender.now())
        self._count(quarantined=1)

    def _count(self, *, new: int = 0, already: int = 0, quarantined: int = 0) -> None:
        report = self.report
        self.report = report._replace(
            new=report.new + new,
            already=report.already + already,
            quarantined=report.quarantined + quarantined,
        )
