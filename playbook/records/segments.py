"""Appending bytes to the files of journals so that they are durable, or gone again, when the call returns."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from playbook.files import CannotSaveError
from playbook.records.disk import Disk
from playbook.records.errors import StoppedError

_KEPT_OPEN = 8


class Segments:
    """The open files, and whether the disk can still be trusted. Use it with the records' lock held."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._open: dict[Path, tuple[int, int]] = {}
        self._stopped: StoppedError | None = None

    def check(self) -> None:
        """Raise StoppedError when an fsync has failed: what the disk then holds, nobody knows."""
        if self._stopped is not None:
            raise self._stopped

    def add(self, path: Path, data: bytes, size: int, inode: int = 0) -> int:
        """Append `data` to a file of `size` bytes, durably; returns its inode (0: not known, or not there yet).

        Raises CannotSaveError, with the file as it was; StoppedError when fsync fails, once and for ever.
        """
        self.check()
        try:
            descriptor, inode = self._file(path, inode)
        except OSError as error:
            raise CannotSaveError(path, error) from error
        try:
            self._disk.write_all(descriptor, data)
        except OSError as error:
            self._undo(path, descriptor, size)
            raise CannotSaveError(path, error) from error
        try:
            self._disk.fsync(descriptor)
        except OSError as error:
            # After a failed fsync the kernel may call the lost pages clean, so a second one would prove
            # nothing.
            self._undo(path, descriptor, size)
            self._stopped = StoppedError(path, error)
            raise self._stopped from error
        return inode

    def cut(self, path: Path, size: int) -> None:
        """Shorten a file to `size` bytes, durably; raises CannotSaveError."""
        try:
            descriptor, _ = self._file(path, path.stat().st_ino)
            self._disk.truncate(descriptor, size)
            self._disk.fsync(descriptor)
        except OSError as error:
            raise CannotSaveError(path, error) from error

    def close(self, path: Path | None = None) -> None:
        """Let go of a file, or of all."""
        for name in [path] if path else list(self._open):
            if name in self._open:
                with suppress(OSError):
                    os.close(self._open.pop(name)[0])

    def _file(self, path: Path, inode: int) -> tuple[int, int]:
        file = self._open.get(path)
        if file is not None:
            if file[1] == inode:
                return file
            self.close(path)
        while len(self._open) >= _KEPT_OPEN:
            self.close(next(iter(self._open)))
        descriptor = self._disk.open(path, append=True)
        file = self._open[path] = (descriptor, os.fstat(descriptor).st_ino)
        return file

    def _undo(self, path: Path, descriptor: int, size: int) -> None:
        # Where even this fails, what was written is a torn tail, which the next writer sets aside.
        with suppress(OSError):
            self._disk.truncate(descriptor, size)
        self.close(path)
