"""Lengths of time as settings write them."""

from __future__ import annotations

import re

_SPAN = re.compile(r"(\d{1,4}) (?:(?:business|working) )?(minute|hour|day|week|month|year)s?")
_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "month": 30.4, "year": 365.25}


def days_of(span: str) -> float | None:
    """Return the calendar days of a length such as `90 days` or `6 months`; None for anything else."""
    match = _SPAN.fullmatch(span.strip().casefold())
    return int(match[1]) * _DAYS[match[2]] if match else None
