"""Days of what was recorded."""

from __future__ import annotations

from datetime import date


def day_of(text: str) -> date | None:
    """Return the day that `text` (an ISO date or time) begins with; None where it cannot be read."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
