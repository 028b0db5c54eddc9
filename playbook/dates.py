"""Days as people type them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playbook.errors import PlaybookError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?")
_AFTER = re.compile(r"(?:in\s+)?\+?(\d{1,4})\s*(d|day|days|w|week|weeks|m|month|months)?")


class NotADayError(PlaybookError):
    """What was typed is no day."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is not a day. Write 2026-12-01, 1.12., fri, tomorrow, or +7 for seven days from now."
        )


def parse_day(text: str, today: date) -> date:
    """Return the day that `text` means, seen from `today`; raises NotADayError.

    A weekday is the next one after today; a day and month without a year the next such day.
    """
    words = text.strip().casefold()
    try:
        if words in ("today", "tomorrow"):
            return today + timedelta(days=words == "tomorrow")
        if words.removeprefix("next ")[:3] in WEEKDAYS and words.removeprefix("next ").isalpha():
            ahead = (WEEKDAYS.index(words.removeprefix("next ")[:3]) - today.weekday() - 1) % 7 + 1
            return today + timedelta(days=ahead)
        if match := _ISO.fullmatch(words):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DAY_MONTH.fullmatch(words):
            day = date(int(match[3] or today.year), int(match[2]), int(match[1]))
            return day if match[3] or day >= today else day.replace(year=day.year + 1)
        if match := _AFTER.fullmatch(words):
            return _later(today, int(match[1]), (match[2] or "d")[0])
    except (ValueError, OverflowError):
        raise NotADayError(text) from None
    raise NotADayError(text)


def _later(today: date, count: int, unit: str) -> date:
    if unit == "m":
        months = today.month - 1 + count
        first = date(today.year + months // 12, months % 12 + 1, 1)
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return min(first + timedelta(days=today.day - 1), following - timedelta(days=1))
    return today + timedelta(days=count * (7 if unit == "w" else 1))
