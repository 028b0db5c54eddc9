"""The end of a journal: what the next line follows, and what a crash has left behind it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from playbook.records import chain
from playbook.records.layout import months_of

_BLOCK = 16_384


class Tail(NamedTuple):
    """The end of a journal."""

    path: Path | None
    """Its newest month's file; None before the first."""
    month: str
    """Of that file, as `2026-11`; empty before the first."""
    inode: int
    size: int
    """Bytes of that file up to the end of its last valid line."""
    seq: int
    clock: int
    digest: str
    """Of the last line: what the next one names as `prev`."""
    torn: chain.Bad | None
    """Bytes after the last valid line of the newest file."""


NOTHING = Tail(None, "", 0, 0, 0, 0, "", None)


def find_tail(folder: Path, journal: str) -> Tail:
    """Return the end of the journal in `folder`, reading as little of it as tells; raises OSError."""
    months = months_of(folder)
    if not months:
        return NOTHING
    newest = months[-1]
    last, torn, found = _last_line(newest, journal)
    for month in reversed(months[:-1]):
        if last is not None:
            break
        last, _, _ = _last_line(month, journal)
    size = torn.offset if torn else found.st_size
    if last is None:
        return NOTHING._replace(path=newest, month=newest.stem, inode=found.st_ino, size=size, torn=torn)
    link = chain.link(last.data, last.envelope)
    clock = last.envelope.clock
    return Tail(newest, newest.stem, found.st_ino, size, link.seq, clock, link.digest, torn)


def _last_line(path: Path, journal: str) -> tuple[chain.Line | None, chain.Bad | None, os.stat_result]:
    """Return a file's last valid line, what stands after it, and what the file was then."""
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        block = _BLOCK
        while True:
            start = max(0, found.st_size - block)
            file.seek(start)
            data = file.read(found.st_size - start)
            skipped = data.find(b"\n") + 1 if start else 0
            scanned = chain.scan(data[skipped:], journal)
            if scanned.lines or not start:
                last = scanned.lines[-1] if scanned.lines else None
                return last, _torn_at(scanned, start + skipped), found
            block *= 8


def _torn_at(scanned: chain.Scan, base: int) -> chain.Bad | None:
    return scanned.torn and scanned.torn._replace(offset=base + scanned.torn.offset)
