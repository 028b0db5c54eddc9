"""The index that finds while typing, kept on disk so that opening it reads no page; throw-away."""

from __future__ import annotations

import mmap
import os
import zlib
from array import array
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from sys import intern
from typing import BinaryIO

import msgspec

from playbook.library.lexicon import Lexicon
from playbook.library.search import SearchIndex
from playbook.library.shelf import Light, Packed

_MAGIC = b"playbook index 2\n"
_NUMBER = 8
_AT_ONCE = 65_536
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

    Terms and documents are read from the file as they are asked for: they take the memory of what was looked at.
    """
    try:
        with file.open("rb") as opened:
            head, start, is_whole = _head(opened)
            mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        found = _read(memoryview(mapped), head, start) if is_whole and head.way == way else None
        if hasattr(mmap, "MADV_DONTNEED"):  # what was looked at for its size alone need not stay in memory
            mapped.madvise(mmap.MADV_DONTNEED)
        return found
    except (OSError, ValueError, msgspec.DecodeError, IndexError):
        return None


def _head(opened: BinaryIO) -> tuple[_Head, int, bool]:
    """Return what stands before the lexicon, where that begins, and whether everything but the documents is whole.

    It is summed as it is read, not where it is mapped: what was mapped and read once would stay in memory.
    """
    if opened.read(len(_MAGIC)) != _MAGIC:
        raise ValueError
    wanted, length = opened.read(_NUMBER), opened.read(_NUMBER)
    encoded = opened.read(min(int.from_bytes(length, "little"), os.fstat(opened.fileno()).st_size))
    head, start = msgspec.msgpack.decode(encoded, type=_Head), opened.tell()
    found, left = zlib.crc32(encoded, zlib.crc32(length)), sum(head.sizes)
    while left and (some := opened.read(min(left, _AT_ONCE))):
        found, left = zlib.crc32(some, found), left - len(some)
    return head, start, found == int.from_bytes(wanted, "little") and not left


def _read(data: memoryview, head: _Head, end: int) -> tuple[dict[str, str], SearchIndex] | None:
    pieces = []
    for size in head.sizes:
        pieces.append(data[end : end + size])
        end += size
    ends = array("Q", bytes(pieces.pop()))
    if len(ends) != len(head.light.ids) + 1 or ends[-1] != len(data) - end:
        return None
    light = msgspec.structs.replace(head.light, kinds=[intern(kind) for kind in head.light.kinds])
    shelf = Packed(data[end:], ends, light)
    return head.blobs, SearchIndex.of(shelf, light, Lexicon.unpacked(pieces))
