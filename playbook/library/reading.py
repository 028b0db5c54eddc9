"""Reading files that somebody else laid there: no link is followed at the end, no pipe is waited for."""

from __future__ import annotations

import os
import stat
from pathlib import Path

# O_NONBLOCK: opening a named pipe would otherwise wait for somebody to write to it.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class NotAFileError(OSError):
    """What has that name is no regular file."""


class TooLargeError(OSError):
    """The file is larger than what is read."""


def read_file(path: str | Path, limit: int) -> tuple[bytes, os.stat_result]:
    """Return the bytes of the regular file at `path` and its state just before they were read.

    Raises OSError: NotAFileError, TooLargeError (more than `limit` bytes) or what the system says.
    """
    descriptor = os.open(path, _FLAGS)
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise NotAFileError("not a file")
        if state.st_size > limit:
            raise TooLargeError("too large")
        parts = []
        left = limit + 1
        while left > 0 and (part := os.read(descriptor, min(left, max(state.st_size + 1, 65536)))):
            parts.append(part)
            left -= len(part)
        if left <= 0:
            raise TooLargeError("too large")
        return b"".join(parts), state
    finally:
        os.close(descriptor)


def read_regular(path: Path, limit: int) -> bytes | None:
    """Return the bytes of the regular file at `path`; None where there is none that can be read."""
    try:
        return read_file(path, limit)[0]
    except OSError:
        return None
