"""What git leaves behind when it is killed in our own repository: locks that nobody will ever let go of."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

_PID = "talking"
"""Holds the number of the process that talks to the remote, which may outlive who started it."""
_ORPHANS = 2.0
"""Seconds in which a quick command ends by itself that outlived who started it."""


def are_in_the_way(stderr: str) -> bool:
    """Say whether git failed because of a lock."""
    return ".lock'" in stderr and "File exists" in stderr


def note(folder: Path, process: int) -> None:
    """Remember which process talks to the remote."""
    with suppress(OSError):
        (folder / _PID).write_text(str(process), encoding="ascii")


def clear(folder: Path) -> bool:
    """Remove the locks of processes that are gone; say whether there was any. Only who syncs may call it."""
    if _lives(folder):
        return False
    found = _locks(folder)
    until = time.monotonic() + _ORPHANS
    while found and time.monotonic() < until:
        time.sleep(0.05)
        now = _locks(folder)
        if not now & found:
            return True
        found &= now
    for lock in found:
        lock.unlink(missing_ok=True)
    return bool(found)


def _locks(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*.lock") if path.is_file()}


def _lives(folder: Path) -> bool:
    """Say whether the process that talked to the remote last is still there."""
    try:
        process = int((folder / _PID).read_text(encoding="ascii"))
        os.kill(process, 0)
    except (OSError, ValueError):
        return False
    return True
