"""Reading single records from the journals by their places."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from playbook.records import line
from playbook.records.model import Record
from playbook.records.parse import DECODERS, RewrittenError


class Place(NamedTuple):
    """Where a record's line stands; sorts as a disk is best read."""

    journal: str
    name: str
    """The file's name within the journal's folder."""
    offset: int
    size: int
    """Bytes, without the newline."""
    kind: str
    subject: str


def read(records: Path, places: Iterable[Place]) -> Iterator[tuple[str, Record]]:
    """Yield the subject and record of each place, file by file; raises RewrittenError, OSError.

    Checksums are checked again: a file that was rewritten in the meantime shows.
    """
    descriptor, here = -1, ("", "")
    try:
        for place in sorted(places):
            if (place.journal, place.name) != here:
                if descriptor >= 0:
                    os.close(descriptor)
                    descriptor = -1
                here = (place.journal, place.name)
                descriptor = os.open(records / place.journal / place.name, os.O_RDONLY | _BINARY)
            data = os.pread(descriptor, place.size, place.offset) if _PREAD else _seek(descriptor, place)
            if not line.crc_holds(data):
                raise RewrittenError
            try:
                record = DECODERS[place.kind](data)
            except line.UNREADABLE as error:
                raise RewrittenError from error
            yield place.subject, record
    finally:
        if descriptor >= 0:
            with suppress(OSError):
                os.close(descriptor)


_PREAD = hasattr(os, "pread")
_BINARY = getattr(os, "O_BINARY", 0)


def _seek(descriptor: int, place: Place) -> bytes:
    os.lseek(descriptor, place.offset, os.SEEK_SET)
    return os.read(descriptor, place.size)
