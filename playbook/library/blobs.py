"""Blob ids: what git calls exactly these bytes, worked out without running git or any filter of its."""

from __future__ import annotations

import hashlib

ALGORITHMS = {"sha1": 40, "sha256": 64}
"""Object formats of git, and how many hex digits their ids have."""


def blob_id(data: bytes, algorithm: str = "sha1") -> str:
    """Return the id that git gives to the bytes `data` in a repository of that object format."""
    digest = hashlib.new(algorithm, b"blob %d\0" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()


def working_blob(data: bytes, committed: str, algorithm: str = "sha1") -> str:
    """Return the blob id of a working tree's `data`: `committed` where only its line ends differ.

    Git may lay LF as CRLF in a working tree (`core.autocrlf`, `eol=crlf`); such a page is not edited.
    """
    exact = blob_id(data, algorithm)
    if committed and exact != committed and b"\r\n" in data:
        normal = blob_id(data.replace(b"\r\n", b"\n"), algorithm)
        if normal == committed:
            return committed
    return exact


def is_object_id(text: str) -> bool:
    """Whether `text` is a whole object id of either format."""
    return len(text) in ALGORITHMS.values() and all(letter in "0123456789abcdef" for letter in text)


def is_lfs_pointer(data: bytes) -> bool:
    """Say whether a blob only says where git LFS keeps the text."""
    return data.startswith(b"version https://git-lfs.github.com/spec/")
