"""Reading days as people type them; `playbook.dates.parse_day` is the way in."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from playbook.dates import FULL_DAYS, FULL_MONTHS, reads_month_first

SHORTEST = 3
"""Letters that a name of a day or month is shortened to at most."""


def _beginnings(names: tuple[str, ...], first: int) -> dict[str, int]:
    """Return each name, and whatever it can be shortened to, with its number."""
    return {name[:end]: n for n, name in enumerate(names, first) for end in range(SHORTEST, len(name) + 1)}


_DAY_NAMES = _beginnings(FULL_DAYS, 0) | {"weds": 2}
_MONTH_NAMES = _beginnings(FULL_MONTHS, 1)
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        start=1,
    )
} | {"a": 1, "an": 1}

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?\s*(\d{4}|\d{2})?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?")
_YEAR = r"(?:,?\s*(\d{4}|'?\d{2}))?"
_MONTH_DAY = re.compile(rf"([a-z]+)\.?\s*(\d{{1,2}})(?:[snrt][tdh])?{_YEAR}")
_DAY_MONTH = re.compile(rf"(\d{{1,2}})(?:[snrt][tdh]|\.)?\s*(?:of\s+)?([a-z]+)\.?{_YEAR}")
_AFTER = re.compile(r"(?:in\s+)?\+?(\d{1,4})\s*(d|days?|w|weeks?|m|months?)?")
_AFTER_WORDS = re.compile(r"(?:in\s+)?([a-z]+)\s+(day|week|month)s?")
_LEADING = re.compile(r"(?:on|by|until|till|this|next|the)\s+")


def read_day(words: str, today: date, month_first: bool | None) -> date | None:
    """Return the day that `words` (lower case, single spaces) mean; None or ValueError where they mean none."""
    return _named(words, today) or _counted(words, today) or _dated(words, today, month_first)


# Days by their names


def _named(words: str, today: date) -> date | None:
    if words in _FROM_TODAY:
        return today + timedelta(days=_FROM_TODAY[words])
    if words in ("next week", "next month"):
        ahead = timedelta(days=7 - today.weekday())
        return today + ahead if words == "next week" else _month_after(today)
    bare = _LEADING.sub("", words)
    if bare in _DAY_NAMES:
        return today + timedelta(days=(_DAY_NAMES[bare] - today.weekday() - 1) % 7 + 1)
    return _end(words, today)


_FROM_TODAY = {"today": 0, "tonight": 0, "tomorrow": 1, "tmr": 1, "day after tomorrow": 2} | {
    "the day after tomorrow": 2
}


def _end(words: str, today: date) -> date | None:
    """Return the last working day of a week, or the last day of a month or year."""
    kind = _SHORT_ENDS.get(words) or re.sub(r"^(?:by |the |at )*end of (?:the |this )?", "end of ", words)
    if kind == "end of week":
        return today + timedelta(days=(4 - today.weekday()) % 7)
    if kind == "end of next week":
        return today + timedelta(days=11 - today.weekday())
    if kind in ("end of month", "end of next month"):
        first = _month_after(today) if "next" in kind else today
        return _month_after(first) - timedelta(days=1)
    if kind == "end of year":
        return date(today.year, 12, 31)
    name = kind.removeprefix("end of ")
    if name in _MONTH_NAMES and name != kind:
        month = _MONTH_NAMES[name]
        return _month_after(date(today.year + (month < today.month), month, 1)) - timedelta(days=1)
    return None


_SHORT_ENDS = {"eow": "end of week", "eom": "end of month", "eoy": "end of year"}


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


# Days from now


def _counted(words: str, today: date) -> date | None:
    if match := _AFTER.fullmatch(words):
        return _later(today, int(match[1]), (match[2] or "d")[0])
    if (match := _AFTER_WORDS.fullmatch(words)) and match[1] in _NUMBERS:
        return _later(today, _NUMBERS[match[1]], match[2][0])
    return None


def _later(today: date, count: int, unit: str) -> date:
    if unit == "m":
        months = today.month - 1 + count
        year, month = today.year + months // 12, months % 12 + 1
        return date(year, month, min(today.day, monthrange(year, month)[1]))
    return today + timedelta(days=count * (7 if unit == "w" else 1))


# Days of a month


def _dated(words: str, today: date, month_first: bool | None) -> date | None:
    if match := _ISO.fullmatch(words):
        return date(int(match[1]), int(match[2]), int(match[3]))
    bare = re.sub(r"^(?:on|by|until|till|the)\s+", "", words)
    if match := _DOTTED.fullmatch(bare):
        return _of_month(int(match[1]), int(match[2]), match[3], today)
    if match := _SLASHED.fullmatch(bare):
        one, two = int(match[1]), int(match[2])
        first = reads_month_first() if month_first is None else month_first
        turned = two > 12 or (first and one <= 12)
        return _of_month(*((two, one) if turned else (one, two)), match[3], today)
    if (match := _MONTH_DAY.fullmatch(bare)) and match[1] in _MONTH_NAMES:
        return _of_month(int(match[2]), _MONTH_NAMES[match[1]], match[3], today)
    if (match := _DAY_MONTH.fullmatch(bare)) and match[2] in _MONTH_NAMES:
        return _of_month(int(match[1]), _MONTH_NAMES[match[2]], match[3], today)
    return None


_LEAP_YEARS = 9
"""Years in which 29 February comes at least once."""


def _of_month(day: int, month: int, year: str | None, today: date) -> date:
    """Return that day of the year named (two digits are of this century), else the next such day."""
    if year:
        digits = year.removeprefix("'")
        return date(int(digits) + (2000 if len(digits) == 2 else 0), month, day)
    date(2000, month, day)  # raises where no year has it
    for ahead in range(_LEAP_YEARS):
        if day <= monthrange(today.year + ahead, month)[1]:
            found = date(today.year + ahead, month, day)
            if found >= today:
                return found
    raise ValueError
