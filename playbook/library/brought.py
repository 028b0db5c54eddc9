"""Which merge brought which commit, kept from one look at a history to the next."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from playbook.library.throwaway import keep, kept, of_root


class Brought(msgspec.Struct, frozen=True, array_like=True):
    """What was known when `head` was checked out."""

    head: str
    by: dict[str, str]
    """Commit → the merge that brought it to the main line."""


def goes_on(head: str, parents: Mapping[str, tuple[str, ...]], known: str) -> bool:
    """Say whether the main line of `head` leads back to `known` through these new commits alone."""
    here = head
    while parents.get(here):
        here = parents[here][0]
    return here == known


def load(cache: Path, root: Path) -> Brought | None:
    """Return what was kept; None where there is nothing, or it cannot be read."""
    data = kept(_file(cache, root))
    if data is None:
        return None
    try:
        return msgspec.msgpack.decode(data, type=Brought)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def save(cache: Path, root: Path, found: Brought) -> None:
    """Keep it, if the disk lets us."""
    keep(_file(cache, root), msgspec.msgpack.encode(found))


def _file(cache: Path, root: Path) -> Path:
    return of_root(cache, "brought", root)
