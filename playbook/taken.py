"""What became of the rows of a file that was imported: counts that every kind of import keeps."""

from __future__ import annotations

import msgspec


class TakenIn(msgspec.Struct):
    """Counts of rows; an import of its own kind adds what it counts besides."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    stopped: bool = False
    """Somebody ended it before its last row; what was taken in by then stands."""
    failures: str = ""
    """The file with the rows that failed."""
    reasons: dict[str, int] = msgspec.field(default_factory=dict)
    """Why rows failed or were passed over, and how many."""
