"""One writer at a time: a file that threads and processes lock one after the other."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from types import ModuleType

from playbook.files import CannotSaveError
from playbook.records.disk import Disk
from playbook.records.errors import BusyError

_PAUSE = 0.001
PATIENCE = 10.0
"""Seconds to wait for another process before saying so."""


@cache
def _filelock() -> ModuleType:
    import filelock  # here, because it takes 20 ms and who only reads needs no lock

    return filelock


class Lock:
    """A lock that the system lets go of when its holder dies, however it dies."""

    def __init__(self, path: Path, disk: Disk, patience: float = PATIENCE) -> None:
        self.path = path
        self._disk = disk
        self._patience = patience
        self._threads = threading.Lock()
        self._descriptor: int | None = None
        self._inode = 0

    @contextmanager
    def hold(self) -> Iterator[int]:
        """Hold the lock; yields the open file. See `acquire`."""
        descriptor = self.acquire()
        try:
            yield descriptor
        finally:
            self.release()

    def acquire(self) -> int:
        """Take the lock and return the open file; raises BusyError, or CannotSaveError where none can be."""
        if not self._threads.acquire(timeout=self._patience):
            raise BusyError(self.path, self._patience)
        try:
            return self._locked()
        except OSError as error:
            self._threads.release()
            raise CannotSaveError(self.path, error) from error
        except BaseException:
            self._threads.release()
            raise

    def release(self) -> None:
        """Let another have it."""
        try:
            _filelock().unlock_descriptor(self._descriptor)
        finally:
            self._threads.release()

    def close(self) -> None:
        """Let go of the file."""
        with self._threads:
            self._forget()

    def _locked(self) -> int:
        lock_descriptor = _filelock().lock_descriptor
        tries = max(1, round(self._patience / _PAUSE))
        while True:
            if self._descriptor is None:
                self._descriptor = self._disk.open(self.path)
                self._inode = os.fstat(self._descriptor).st_ino
            while not lock_descriptor(self._descriptor, blocking=False):
                tries -= 1
                if tries <= 0:
                    raise BusyError(self.path, self._patience)
                time.sleep(_PAUSE)
            if self._is_the_file():
                return self._descriptor
            self._forget()

    def _is_the_file(self) -> bool:
        """Say whether the locked file is the one others find: it may have been removed or restored."""
        try:
            return self.path.stat().st_ino == self._inode
        except (FileNotFoundError, NotADirectoryError):
            return False

    def _forget(self) -> None:
        if self._descriptor is not None:
            with suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None
