"""The starter playbook's files, as the demo begins with them."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path


def starter_files(content: Path) -> dict[str, bytes]:
    """Return the files of the starter playbook by their paths, in order."""
    files = sorted(path for path in content.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(content).as_posix(): path.read_bytes() for path in files}


def digest(files: dict[str, bytes]) -> str:
    """Return a digest of files and their paths."""
    found = blake2b(digest_size=16)
    for path, data in files.items():
        found.update(b"%d %s %d %s" % (len(path), path.encode(), len(data), data))
    return found.hexdigest()
