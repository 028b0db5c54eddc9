"""The files of an index: each is made under a name of its own, so that whoever has an old one open goes on with it."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_NAME = re.compile(r"index-(\d{1,9})\.sqlite", re.ASCII)


class File(NamedTuple):
    """One file, as it was found."""

    number: int
    path: Path
    inode: int

    def is_there(self) -> bool:
        """Say whether it still stands under its name."""
        try:
            return self.path.stat().st_ino == self.inode
        except OSError:
            return False

    def size(self) -> int:
        """Return how many bytes it takes; 0 where it is gone."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


def newest(folder: Path) -> File | None:
    """Return the newest file; None where there is none."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            if match := _NAME.fullmatch(path.name):
                with suppress(OSError):
                    found.append(File(int(match[1]), path, path.stat().st_ino))
    return max(found, default=None)


def after(folder: Path, file: File | None) -> Path:
    """Return the path of the file that comes after `file`."""
    return folder / f"index-{(file.number if file else 0) + 1}.sqlite"


def clear(folder: Path, *, but: Path) -> None:
    """Remove everything but one file, what stands beside it, and the lock; call it with the lock held."""
    kept = {but.name, f"{but.name}-wal", f"{but.name}-shm"}
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name.startswith("index-") and path.name not in kept:
                with suppress(OSError):
                    path.unlink()


def sweep(folder: Path) -> None:
    """Remove what crashes left half made; call it with the lock held."""
    with suppress(OSError):
        for path in folder.glob("index-*.tmp*"):
            with suppress(OSError):
                path.unlink()
