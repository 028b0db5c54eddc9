"""One writer at a time on a device, and the device's Lamport clock, in one small locked file.

The file `clock` holds the greatest clock the device has seen. Whoever holds its lock may write. The clock is
moved on before lines are written, never after, so that a crash between the two wastes a number and repeats
none; because every writer moves it, a clock that stands where we left it says that nobody else has written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playbook.files import CannotSaveError
from playbook.records.disk import Disk, read_at, write_at
from playbook.records.lock import PATIENCE, Lock
from playbook.records.model import MAX_CLOCK

_SIZE = 16
_HELD = re.compile(rb"\d{15}\n")


class Turn:
    """What the holder of the lock may do with the clock."""

    def __init__(self, disk: Disk, descriptor: int, clock: int | None, left_at: int | None) -> None:
        self._disk = disk
        self._descriptor = descriptor
        self.lost = clock is None
        """The clock could not be read: what journals hold must be looked at."""
        self.alone = clock is not None and clock == left_at
        """Nobody else has written since our last turn."""
        self.clock = clock or 0

    def witness(self, clock: int) -> None:
        """Move the clock on to `clock` if that is later; raises OSError."""
        if clock > self.clock or self.lost:
            self._set(max(clock, self.clock))

    def touch(self) -> None:
        """Move the clock on by one, durably, so that every other process looks again; raises OSError."""
        self._set(min(self.clock + 1, MAX_CLOCK))
        self._disk.fsync(self._descriptor)

    def _set(self, clock: int) -> None:
        write_at(self._descriptor, b"%0*d\n" % (_SIZE - 1, clock))
        self.clock, self.lost = clock, False


class Turns:
    """Turns at writing one playbook's records on this device."""

    def __init__(self, path: Path, disk: Disk, patience: float = PATIENCE) -> None:
        self._disk = disk
        self._lock = Lock(path, disk, patience)
        self._left_at: int | None = None

    @contextmanager
    def take(self) -> Iterator[Turn]:
        """Hold the lock; raises BusyError when it cannot be had, CannotSaveError when it cannot be made."""
        turn = self.begin()
        well = False
        try:
            yield turn
            well = True
        finally:
            self.end(turn, well=well)

    def begin(self) -> Turn:
        """Take the lock; see `take`."""
        descriptor = self._lock.acquire()
        try:
            held = read_at(descriptor, _SIZE)
        except OSError as error:
            self._lock.release()
            raise CannotSaveError(self._lock.path, error) from error
        turn = Turn(self._disk, descriptor, int(held) if _HELD.fullmatch(held) else None, self._left_at)
        self._left_at = None
        return turn

    def end(self, turn: Turn, *, well: bool = True) -> None:
        """Let another have the lock; after a failure our own next turn looks at everything again."""
        self._left_at = turn.clock if well and not turn.lost else None
        self._lock.release()

    def close(self) -> None:
        """Let go of the file."""
        self._lock.close()
