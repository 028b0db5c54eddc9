"""The lines that were shown last, in the cache: for a first paint while the records are read."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from playbook.paths import cache_folder
from playbook.today.line import TodayLine

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.workspace import Workspace


def last_known(workspace: Workspace) -> list[TodayLine]:
    """Return the lines that were shown last; none where unknown."""
    try:
        return msgspec.json.decode(_file(workspace).read_bytes(), type=list[TodayLine])
    except (OSError, msgspec.DecodeError):
        return []


def keep(workspace: Workspace, lines: Iterable[TodayLine]) -> None:
    """Keep what is shown; a cache that cannot be written is no loss."""
    from playbook.files import CannotSaveError, write_atomic

    with suppress(CannotSaveError):
        write_atomic(_file(workspace), msgspec.json.encode(list(lines)))


def _file(workspace: Workspace) -> Path:
    return cache_folder() / "today" / workspace.id / f"{workspace.me}.json"
