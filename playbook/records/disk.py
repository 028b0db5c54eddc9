"""The few calls that make bytes durable, in one place so that a failing disk can be put in theirs."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playbook.files import sync_folder

_BINARY = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Disk:
    """The system's own calls, unless others are given."""

    write: Callable[[int, bytes | memoryview], int] = os.write
    fsync: Callable[[int], None] = os.fsync
    truncate: Callable[[int, int], None] = os.ftruncate

    def open(self, path: Path, *, append: bool = False) -> int:
        """Return a descriptor to read and write (at the end, with `append`); a new file's name is durable."""
        flags = os.O_RDWR | _BINARY | (os.O_APPEND if append else 0)
        try:
            return os.open(path, flags)
        except FileNotFoundError:
            make_folder(path.parent)
        descriptor = os.open(path, flags | os.O_CREAT, 0o600)
        try:
            sync_folder(path.parent)
        except OSError:
            os.close(descriptor)
            raise
        return descriptor

    def write_all(self, descriptor: int, data: bytes) -> None:
        """Write all of `data`, however many calls that takes."""
        view = memoryview(data)
        while view:
            view = view[self.write(descriptor, view) :]


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, private and durable."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def read_at(descriptor: int, size: int) -> bytes:
    """Return up to `size` of a small file's first bytes."""
    if hasattr(os, "pread"):
        return os.pread(descriptor, size, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, size)


def write_at(descriptor: int, data: bytes) -> None:
    """Put a few bytes in place of a small file's first."""
    if hasattr(os, "pwrite"):
        os.pwrite(descriptor, data, 0)
    else:
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, data)
