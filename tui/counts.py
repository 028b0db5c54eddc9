"""The numbers beside the modes, kept in the cache: shown at the next start before anything is read."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from playbook.paths import cache_folder

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.workspace import Workspace


def known_counts(workspace: Workspace) -> dict[str, int]:
    """Return the numbers that were shown last to this person; none where unknown."""
    try:
        return msgspec.json.decode(_file(workspace).read_bytes(), type=dict[str, int])
    except (OSError, msgspec.DecodeError):
        return {}


def keep_counts(workspace: Workspace, counts: dict[str, int]) -> None:
    """Keep the numbers; a cache that cannot be written is no loss."""
    from playbook.files import CannotSaveError, write_atomic

    with suppress(CannotSaveError):
        write_atomic(_file(workspace), msgspec.json.encode(counts))


def _file(workspace: Workspace) -> Path:
    return cache_folder() / "counts" / workspace.id / f"{workspace.me}.json"
