"""Whether a journal is whole: torn tails, damage, gaps and rewritten lines. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from playbook.records import line
from playbook.records.model import Envelope


class Line(NamedTuple):
    """A line that verifies by itself."""

    offset: int
    """Where it begins in its file, in bytes."""
    data: bytes
    """Without its newline."""
    envelope: Envelope

    @property
    def end(self) -> int:
        """Where the next line begins."""
        return self.offset + len(self.data) + 1


class Bad(NamedTuple):
    """Bytes that are no line of the journal."""

    offset: int
    data: bytes
    reason: str


class Link(NamedTuple):
    """What of a line the chain is made of."""

    seq: int
    digest: str
    prev: str


class Scan(NamedTuple):
    """What a file of a journal holds."""

    lines: list[Line]
    damage: list[Bad]
    """Bad bytes before a valid line: never cut, skipped, reported."""
    torn: Bad | None
    """Bad bytes after the last valid line: what a crash left, never acknowledged."""


class Chain(NamedTuple):
    """How a journal's lines hang together."""

    held: int
    """How many numbers there are a line for."""
    gaps: list[tuple[int, int]]
    """First and last number of what is missing, both included."""
    breaks: list[int]
    """Numbers of lines that do not follow from the line before: one of the two was rewritten."""
    doubled: list[int]
    """Numbers that more than one line bears."""

    @property
    def whole(self) -> bool:
        """Nothing is missing, rewritten or there twice."""
        return not (self.gaps or self.breaks or self.doubled)


def scan(data: bytes, journal: str = "") -> Scan:
    """Return what `data`, the bytes of a file, holds; lines of another journal than `journal` are bad."""
    lines: list[Line] = []
    damage: list[Bad] = []
    pending: list[Bad] = []
    for offset, piece, ended in _pieces(data):
        try:
            envelope = _whole(piece, ended, journal)
        except line.BadLineError as error:
            pending.append(Bad(offset, data[offset : offset + len(piece) + ended], error.reason))
            continue
        lines.append(Line(offset, piece, envelope))
        damage += pending
        pending.clear()
    torn = Bad(pending[0].offset, data[pending[0].offset :], pending[0].reason) if pending else None
    return Scan(lines, damage, torn)


def _pieces(data: bytes) -> Iterator[tuple[int, bytes, bool]]:
    """Yield the offset, the bytes, and whether a newline ends it, of each line."""
    start = 0
    while (end := data.find(b"\n", start)) >= 0:
        yield start, data[start:end], True
        start = end + 1
    if start < len(data):
        yield start, data[start:], False


def _whole(piece: bytes, ended: bool, journal: str) -> Envelope:
    if not ended:
        raise line.BadLineError("it breaks off")
    envelope = line.decode(piece)
    if journal and envelope.journal != journal:
        raise line.BadLineError(f"it is a line of {envelope.journal}")
    return envelope


def link(data: bytes, envelope: Envelope) -> Link:
    """Return what of a line the chain is made of."""
    return Link(envelope.seq, line.digest(data), envelope.prev)


def verify(links: Iterable[Link]) -> Chain:
    """Return how lines, in any order, hang together."""
    gaps: list[tuple[int, int]] = []
    breaks: list[int] = []
    doubled: list[int] = []
    count = 0
    last = Link(0, "", "")
    for here in sorted(links):
        if here.seq == last.seq:
            doubled.append(here.seq)
            continue
        if here.seq > last.seq + 1:
            gaps.append((last.seq + 1, here.seq - 1))
        elif here.prev != last.digest:
            breaks.append(here.seq)
        count += 1
        last = here
    return Chain(count, gaps, breaks, doubled)
