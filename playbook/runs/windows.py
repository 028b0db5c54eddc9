"""Which open run is in which window: a window that opens one which another has open says so at once."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from playbook.errors import PlaybookError
from playbook.records.disk import Disk
from playbook.records.lock import Lock
from playbook.runs.open_runs import safe


class Windows:
    """The runs that are open in this window; another has its own, in this process or elsewhere."""

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the open runs."""
        self._folder = folder
        self._mine: dict[str, Lock] = {}

    def enter(self, run_id: str) -> bool:
        """Open a run in this window; say whether no other has it open. The system forgets a window that dies."""
        if run_id in self._mine:
            return True
        lock = Lock(self._folder / f".{safe(run_id)}.window", Disk(), patience=0)
        try:
            lock.acquire()
        except PlaybookError:  # another has it, or the folder takes no file: then nobody can be told apart
            lock.close()
            return not lock.path.exists()
        self._mine[run_id] = lock
        return True

    def leave(self, run_id: str) -> None:
        """Close a run in this window."""
        lock = self._mine.pop(run_id, None)
        if lock is not None:
            with suppress(OSError):
                lock.path.unlink()
            lock.release()
            lock.close()
