"""Files that may be lost at any time: written at once or not at all, and read only if whole."""

from __future__ import annotations

import os
import zlib
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

_HEADER = 4


def keep(path: Path, data: bytes) -> bool:
    """Replace `path` by `data`; False where the disk refuses, which matters to nobody.

    Not made durable: after a power cut the check sum tells a torn file, and it is made again.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{id(data):x}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(seal(data))
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        return False
    return True


def of_root(cache: Path, what: str, root: Path) -> Path:
    """Return where `what` is kept of the playbook at `root`, whose name may be any bytes."""
    return cache / what / blake2b(os.fsencode(root), digest_size=12).hexdigest()


def kept(path: Path) -> bytes | None:
    """Return what was kept at `path`; None where nothing is, or it is damaged."""
    try:
        return unseal(path.read_bytes())
    except OSError:
        return None


def seal(data: bytes) -> bytes:
    """Return `data` behind its check sum."""
    return _check(data) + data


def unseal(sealed: bytes) -> bytes | None:
    """Return the data that was sealed; None where it is damaged."""
    data = sealed[_HEADER:]
    return data if sealed[:_HEADER] == _check(data) else None


def _check(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(_HEADER, "big")
