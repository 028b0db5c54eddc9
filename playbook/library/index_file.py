"""The index that finds while typing, kept on disk so that opening it reads no page; throw-away."""

from __future__ import annotations

import mmap
import os
import zlib
from array import array
from contextlib import suppress
from itertools import accumulate
from pathlib import Path

import msgspec

from playbook.library.lexicon import Lexicon
from playbook.library.search import SearchIndex
from playbook.library.shelf import Light, Packed

_MAGIC = b"playbook index 1\n"
_NUMBER = 8
_NO_TERMS = ("", "", "", "")


class _Head(msgspec.Struct, frozen=True, array_like=True):
    """What stands before the documents."""

    way: str
    """How pages were read: the parser and its settings."""
    blobs: dict[str, str]
    """Page id to the blob id of its text."""
    light: Light
    sizes: list[int]
    """Of the lexicon's pieces, then of the documents' ends, in bytes."""


def save(file: Path, way: str, blobs: dict[str, str], index: SearchIndex) -> bool:
    """Keep an index of the pages `blobs` at `file`; false where the disk refuses, which matters to nobody."""
    (shard,) = index.shards
    encode = msgspec.msgpack.Encoder().encode
    without = msgspec.structs.replace
    documents = [
        encode(without(index.shelf[place], terms=_NO_TERMS)) for place in range(len(index.light.ids))
    ]
    ends = array("Q", accumulate(map(len, documents), initial=0)).tobytes()
    pieces = [*shard.lexicon.packed(), ends]
    head = msgspec.msgpack.encode(_Head(way, blobs, index.light, [len(piece) for piece in pieces]))
    checked = b"".join([len(head).to_bytes(_NUMBER, "little"), head, *pieces])
    temporary = file.with_name(f".{file.name}.{os.getpid()}.{id(index):x}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(_MAGIC + zlib.crc32(checked).to_bytes(_NUMBER, "little"))
            out.write(checked)
            out.writelines(documents)
            out.flush()
            os.fsync(out.fileno())  # the documents carry no check sum: they are whole once the name stands
        temporary.replace(file)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        return False
    return True


def load(file: Path, way: str) -> tuple[dict[str, str], SearchIndex] | None:
    """Return the pages and the index kept at `file`; None where there is none, or it was made in another way.

    Documents are read from the file as they are asked for: what they take in memory is what was looked at.
    """
    try:
        with file.open("rb") as opened:
            data = memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
        return _read(data, way)
    except (OSError, ValueError, msgspec.DecodeError, IndexError):
        return None


def _read(data: memoryview, way: str) -> tuple[dict[str, str], SearchIndex] | None:
    start = len(_MAGIC) + _NUMBER
    if bytes(data[: len(_MAGIC)]) != _MAGIC:
        return None
    after = start + _NUMBER
    end = after + int.from_bytes(data[start:after], "little")
    head = msgspec.msgpack.decode(data[after:end], type=_Head)
    pieces = []
    for size in head.sizes:
        pieces.append(data[end : end + size])
        end += size
    if zlib.crc32(data[start:end]) != int.from_bytes(data[len(_MAGIC) : start], "little"):
        return None
    ends = array("Q", bytes(pieces.pop()))
    if head.way != way or len(ends) != len(head.light.ids) + 1 or ends[-1] != len(data) - end:
        return None
    shelf = Packed(data[end:], ends, head.light)
    return head.blobs, SearchIndex.of(shelf, head.light, Lexicon.unpacked(pieces))
