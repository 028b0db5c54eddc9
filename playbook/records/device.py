"""Which device this is: 16 random hex digits, made once; anew when the home folder proves to be a copy."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playbook.files import CannotSaveError
from playbook.ids import RandomBytes
from playbook.records.disk import Disk

_LINE = re.compile(rb"([0-9a-f]{16})\n")
_FILE = "device-id"


class Device:
    """The device's ids, one a line in a file of the data folder; the last is the one in use."""

    def __init__(self, data_folder: Path, disk: Disk, random_bytes: RandomBytes) -> None:
        self.path = data_folder / _FILE
        self._disk = disk
        self._random_bytes = random_bytes
        self._known: tuple[str, ...] = ()
        self._stamp = (0, 0)

    def ids(self) -> tuple[str, ...]:
        """Return every id this device has had, the present one last; none where nothing was ever written."""
        try:
            found = self.path.stat()
            stamp = (found.st_ino, found.st_size)
            if stamp != self._stamp:
                self._known, self._stamp = _ids(self.path.read_bytes()), stamp
        except (FileNotFoundError, NotADirectoryError):
            self._known, self._stamp = (), (0, 0)
        return self._known

    def id(self) -> str:
        """Return the present id, made now if there is none; raises CannotSaveError."""
        ids = self.ids()
        return ids[-1] if ids else self._add(anew=False)

    def renew(self) -> str:
        """Return a new id, in use from now on; raises CannotSaveError."""
        return self._add(anew=True)

    def _add(self, *, anew: bool) -> str:
        from filelock import lock_descriptor

        made = self._random_bytes(8).hex()
        try:
            descriptor = self._disk.open(self.path, append=True)
            try:
                lock_descriptor(descriptor, poll_interval=0.001)  # closing the descriptor lets go of it
                held = self.path.read_bytes()
                ids = _ids(held)
                if ids and not anew:
                    return ids[-1]
                begun_by_a_crash = held and not held.endswith(b"\n")
                self._disk.write_all(descriptor, (b"\n" if begun_by_a_crash else b"") + made.encode() + b"\n")
                self._disk.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise CannotSaveError(self.path, error) from error
        return made


def _ids(data: bytes) -> tuple[str, ...]:
    lines = (_LINE.fullmatch(line) for line in data.splitlines(keepends=True))
    return tuple(match[1].decode() for match in lines if match)
