"""What was set aside: torn tails, lines that do not verify or have moved. Nothing is thrown away."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import msgspec

from playbook.errors import NotFoundError
from playbook.files import CannotSaveError
from playbook.records.disk import Disk
from playbook.records.line import UNREADABLE

_PIECE = 500_000


class SetAside(msgspec.Struct, frozen=True):
    """Bytes that could not stand where they were found."""

    id: str
    at: str
    reason: str
    source: str
    """The journal's name, or where the line came from."""
    data: bytes
    """As found; base 64 in the file."""
    part: int = 0
    """Which piece of something long, from 0."""


class _Released(msgspec.Struct, frozen=True):
    released: str


_encode = msgspec.json.encode
_decode = msgspec.json.Decoder(SetAside).decode
_decode_released = msgspec.json.Decoder(_Released).decode


def set_aside(data: bytes, reason: str, source: str, at: str) -> list[SetAside]:
    """Return what sets `data` aside, in pieces; equal bytes from one source for one reason are one item."""
    return [
        SetAside(
            _id(data[start : start + _PIECE], reason, source, part),
            at,
            reason,
            source,
            data[start : start + _PIECE],
            part,
        )
        for part, start in enumerate(range(0, len(data), _PIECE))
    ]


def _id(data: bytes, reason: str, source: str, part: int) -> str:
    identity = "\0".join((reason, source, str(part), "")).encode("utf-8", "replace") + data
    return blake2b(identity, digest_size=8).hexdigest()


class Quarantine:
    """The list of what was set aside, itself append-only."""

    def __init__(self, path: Path, disk: Disk) -> None:
        self.path = path
        self._disk = disk

    def items(self) -> list[SetAside]:
        """Return what is set aside and not released, oldest first."""
        return list(self._held().values())

    def put(self, items: Iterable[SetAside]) -> list[SetAside]:
        """Set aside durably what is not yet; returns what was new. Call it with the records' lock held."""
        items = list(items)
        held = self._held() if items else {}
        new: dict[str, SetAside] = {}
        for item in items:
            if item.id not in held:
                new.setdefault(item.id, item)
        if new:
            self._append(list(new.values()))
        return list(new.values())

    def get(self, typed: str) -> SetAside:
        """Return the one item whose id begins with `typed`; raises NotFoundError."""
        hits = [item for item in self.items() if typed and item.id.startswith(typed)]
        if len(hits) != 1:
            raise NotFoundError("item set aside", typed, [hit.id for hit in hits[:3]])
        return hits[0]

    def release(self, id_: str) -> None:
        """Strike an item off the list. Call it with the records' lock held."""
        self._append([_Released(id_)])

    def _held(self) -> dict[str, SetAside]:
        items: dict[str, SetAside] = {}
        try:
            lines = self.path.read_bytes().split(b"\n")
        except (FileNotFoundError, NotADirectoryError):
            return items
        for line in lines:
            try:
                item = _decode(line)
            except UNREADABLE:
                try:
                    items.pop(_decode_released(line).released, None)
                except UNREADABLE:
                    continue  # the torn end of this very list
            else:
                items[item.id] = item
        return items

    def _append(self, items: Iterable[SetAside | _Released]) -> None:
        # A newline first ends whatever a crash left of an earlier line; empty lines mean nothing.
        data = b"\n" + b"".join(_encode(item) + b"\n" for item in items)
        try:
            descriptor = self._disk.open(self.path, append=True)
            try:
                self._disk.write_all(descriptor, data)
                self._disk.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise CannotSaveError(self.path, error) from error
