"""The lines of one file of a journal, from a mark on, handed out by kind. Checksums are checked on the way."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from playbook.records import line
from playbook.records.model import BODIES, FORMAT, MAX_CLOCK, Record

_CHUNK = 1 << 20
_KIND = b',"kind":"'
_THIS_VERSION = b'{"v":%d,' % FORMAT

Decode = Callable[[bytes], Record]
Take = Callable[[Record, int, int], object]
"""Is given a record, where its line begins in the file, and how long it is without its newline."""

DECODERS: dict[str, Decode] = {
    kind: msgspec.json.Decoder(Record[struct]).decode  # type: ignore[valid-type]
    for kind, struct in BODIES.items()
}


class RewrittenError(Exception):
    """A file is not the one that was read: a sign to read again."""


@dataclass(slots=True)
class Mark:
    """How far a file was read: to the end of its last valid line."""

    offset: int = 0
    ending: bytes = b""
    """The last bytes before `offset`: whether they still stand there says whether the file was rewritten."""
    last: int = 0
    """Number of the last record read."""
    bad: int = 0
    """Bad lines passed."""


class Parse:
    """Reads the lines of one file, from a mark on; the mark moves with it."""

    def __init__(self, journal: str, takers: Mapping[str, Take], mark: Mark, *, in_order: bool) -> None:
        self.mark = mark
        self._wanted = {kind.encode(): (DECODERS[kind], take) for kind, take in takers.items()}
        self._in_order = in_order
        self._start = b'{"v":%d,"journal":%b,"seq":' % (FORMAT, msgspec.json.encode(journal))
        self._position = mark.offset
        self._pending = 0

    def lines(self, data: bytes) -> None:
        """Read whole lines; the mark moves on to the end of the last valid one."""
        start, wanted, crc32, covered = self._start, self._wanted, zlib.crc32, -line.CRC_BYTES
        position, mark, piece = self._position, self.mark, b""
        for piece in data.split(b"\n")[:-1]:
            begun, position = position, position + len(piece) + 1
            if not piece.endswith(b',"crc":"%08x"}' % crc32(piece[:covered])):
                self._pending += 1
                continue
            if piece.startswith(start):
                begin = piece.find(_KIND) + len(_KIND)
                target = wanted.get(piece[begin : piece.find(b'"', begin)])
                if target is not None and not self._take(piece, begun, *target):
                    self._pending += 1
                    continue
            elif piece.startswith(_THIS_VERSION):  # another journal's
                self._pending += 1
                continue
            mark.bad += self._pending
            self._pending = 0
            mark.offset, mark.ending = position, piece[covered:] + b"\n"
        self._position = position

    def _take(self, piece: bytes, begun: int, decode: Decode, take: Take) -> bool:
        try:
            record = decode(piece)
        except line.UNREADABLE:
            return True  # a whole line whose body this program does not understand
        if record.clock > MAX_CLOCK:
            return False
        if not self._in_order:
            take(record, begun, len(piece))
        elif record.seq > self.mark.last:
            take(record, begun, len(piece))
            self.mark.last = record.seq
        return True


def whole_lines(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """Yield what can be read in pieces that end with a newline; what follows the last newline is left out."""
    rest = b""
    while data := read(_CHUNK):
        cut = data.rfind(b"\n") + 1
        if cut:
            yield rest + data[:cut]
            rest = data[cut:]
        else:
            rest += data
