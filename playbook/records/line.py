"""One line of a journal: written, read and verified. Pure."""

from __future__ import annotations

import re
import zlib
from hashlib import blake2b
from typing import Any

import msgspec

from playbook.records.errors import RecordRefusedError
from playbook.records.layout import is_journal
from playbook.records.model import BODIES, FORMAT, MAX_CLOCK, MAX_LINE, Body, Envelope, Record, kind_of

CRC_BYTES = len(',"crc":"00000000"}')
"""What stands after the bytes that the checksum covers."""

_AT = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{32}", re.ASCII)
_encode = msgspec.json.encode
_decode_envelope = msgspec.json.Decoder(Envelope).decode
_body_decoders = {kind: msgspec.json.Decoder(struct).decode for kind, struct in BODIES.items()}

UNREADABLE = (ValueError, RecursionError)
"""What msgspec raises for bytes that are not what they should be (its own errors are ValueErrors)."""


class BadLineError(ValueError):
    """Bytes that are no line of a journal; says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def encode(
    journal: str, seq: int, clock: int, at: str, kind: str, body: bytes, prev: str, *, v: int = FORMAT
) -> bytes:
    """Return a line without its newline; `body` is JSON, `prev` the digest of the line before."""
    covered = head(journal, seq, clock, at, kind, v=v) + body + b',"prev":"' + prev.encode() + b'"'
    return covered + b',"crc":"%08x"}' % zlib.crc32(covered)


def head(journal: str, seq: int, clock: int, at: str, kind: str, *, v: int = FORMAT) -> bytes:
    """Return what stands before a line's body."""
    return b'{"v":%d,"journal":%b,"seq":%d,"clock":%d,"at":%b,"kind":%b,"body":' % (
        v,
        _encode(journal),
        seq,
        clock,
        _encode(at),
        _encode(kind),
    )


def digest(line: bytes) -> str:
    """Return the BLAKE2b-128 hex of a line without its newline: what the next line names as `prev`."""
    return blake2b(line, digest_size=16).hexdigest()


def decode(line: bytes) -> Envelope:
    """Return a line's envelope, its body unread; raises BadLineError for anything that does not verify.

    A line of a newer version need only have the keys of this one and its checksum; one of this version must
    be written byte for byte as `encode` writes it.
    """
    if len(line) > MAX_LINE:
        raise BadLineError(f"longer than {MAX_LINE:,} bytes")
    if not crc_holds(line):
        raise BadLineError("its checksum does not match" if line.strip(b"\0 \t\r") else "empty")
    try:
        envelope = _decode_envelope(line)
    except UNREADABLE as error:
        raise BadLineError(f"not a record: {error}") from error
    if reason := _what_is_wrong(envelope, line):
        raise BadLineError(reason)
    return envelope


def crc_holds(line: bytes) -> bool:
    """Say whether a line ends with the checksum of what stands before it."""
    return line.endswith(b',"crc":"%08x"}' % zlib.crc32(line[:-CRC_BYTES]))


def _what_is_wrong(envelope: Envelope, line: bytes) -> str:
    if envelope.v < 1:
        return f"its version is {envelope.v}"
    if not is_journal(envelope.journal):
        return "it names no journal"
    if not 1 <= envelope.seq <= MAX_CLOCK:
        return f"its number is {envelope.seq}"
    if not 1 <= envelope.clock <= MAX_CLOCK:
        return f"its clock is {envelope.clock}, beyond what any device counts"
    if not _AT.fullmatch(envelope.at):
        return "its time is no time"
    if bool(envelope.prev) != (envelope.seq > 1) or (envelope.prev and not _HASH.fullmatch(envelope.prev)):
        return "it does not name the line before it"
    if envelope.v == FORMAT and not line.startswith(
        head(envelope.journal, envelope.seq, envelope.clock, envelope.at, envelope.kind)
    ):
        return f"it is not written as lines of version {FORMAT} are"
    return ""


def write_body(body: Body) -> tuple[bytes, Body]:
    """Return a body's JSON and the body as it will be read back.

    Half characters (lone surrogates), which no UTF-8 holds, become U+FFFD. Raises RecordRefusedError for a
    body that JSON cannot hold or that would not be read back.
    """
    kind = kind_of(body)
    try:
        try:
            data = _encode(body)
        except UnicodeEncodeError:
            data = _encode(mended(msgspec.to_builtins(body)))
        return data, _body_decoders[kind](data)
    except (*UNREADABLE, TypeError, OverflowError) as error:
        raise RecordRefusedError(kind, error) from error


def mended(value: Any) -> Any:
    """Return plain data with U+FFFD in place of each half character that UTF-8 cannot hold."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {mended(key): mended(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [mended(item) for item in value]
    return value


def read(envelope: Envelope) -> Record | None:
    """Return the record, its body read; None for a newer version, unknown kind or unreadable body."""
    decoder = _body_decoders.get(envelope.kind)
    if envelope.v != FORMAT or decoder is None:
        return None
    try:
        body = decoder(envelope.body)
    except UNREADABLE:
        return None
    return Record(envelope.journal, envelope.seq, envelope.clock, envelope.at, envelope.kind, body)
