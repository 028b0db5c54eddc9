"""Lengths of time as settings and front matter write them."""

from __future__ import annotations

import re

SPAN = re.compile(
    r"\s*(?P<count>\d{1,4}(?:\.\d{1,4})?)\s*(?P<working>(?:business|working)\s+)?"
    r"(?P<unit>minute|hour|day|week|month|year)s?\s*",
    re.IGNORECASE,
)
DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "month": 30.4, "year": 365.25}
"""Calendar days of a unit."""


def days_of(span: str) -> float | None:
    """Return the calendar days of a length such as `90 days` or `6 months`; None for anything else."""
    match = SPAN.fullmatch(span)
    return float(match["count"]) * DAYS[match["unit"].lower()] if match else None
