"""Days as people type them, and as they are said back."""

from __future__ import annotations

import os
import re
from calendar import monthrange
from datetime import date, timedelta

from playbook.errors import PlaybookError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FULL_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DAY_NAMES = {
    **{name: place for names in (WEEKDAYS, _FULL_DAYS) for place, name in enumerate(names)},
    **{"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
}
_MONTH_NAMES = {
    **{name: place for names in (MONTHS, _FULL_MONTHS) for place, name in enumerate(names, 1)},
    "sept": 9,
}
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
_MONTH_DAY = re.compile(rf"([a-z]+)\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}")
_DAY_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th|\.)?\s*(?:of\s+)?([a-z]+)\.?{_YEAR}")
_AFTER = re.compile(r"(?:in\s+)?\+?(\d{1,4})\s*(d|days?|w|weeks?|m|months?)?")
_AFTER_WORDS = re.compile(r"(?:in\s+)?([a-z]+)\s+(day|week|month)s?")
_LEADING = re.compile(r"(?:on|by|until|till|this|next|the)\s+")

_MONTH_FIRST = ("en_US", "en_PH", "en_BZ", "es_US", "es_PR", "en_PR", "chr_US")
"""Where `12/1` is the first of December."""


class NotADayError(PlaybookError):
    """What was typed is no day."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is not a day. Write 2026-12-01, 1.12., 1 Dec, fri, tomorrow, next week, in two weeks, "
            "or +7 for seven days from now."
        )


class PastDayError(PlaybookError):
    """What was typed is over, where something is to come."""

    def __init__(self, day: date) -> None:
        super().__init__(f"{said(day)} is over. Name today or a day to come.")


def parse_day(text: str, today: date, *, month_first: bool | None = None, future: bool = False) -> date:
    """Return the day that `text` means, seen from `today`; raises NotADayError.

    A weekday is the next one after today; a day and month without a year the next such day. Next week is its
    Monday, next month its first day; the end of a week is its Friday. With a dot the day comes before the
    month. With a slash the part above 12 is the day; where both could be, `month_first` decides (None: as the
    machine's locale has it). With `future` a day that is over raises PastDayError.
    """
    words = " ".join(text.casefold().split())
    try:
        day = _named(words, today) or _counted(words, today) or _dated(words, today, month_first)
    except (ValueError, OverflowError):
        raise NotADayError(text) from None
    if day is None:
        raise NotADayError(text)
    if future and day < today:
        raise PastDayError(day)
    return day


def said(day: date) -> str:
    """Return `Tue 1 Dec 2026`: a day as nobody can take it for another."""
    return f"{_FULL_DAYS[day.weekday()][:3].capitalize()} {day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def said_from(day: date, today: date) -> str:
    """Return `today`, `tomorrow`, `in 4 days`, `2 days late`: how far a day is away, in words."""
    away = (day - today).days
    if away == 0:
        return "today"
    if away > 0:
        return "tomorrow" if away == 1 else f"in {away} days"
    return "1 day late" if away == -1 else f"{-away:,} days late"


def said_since(day: date, today: date) -> str:
    """Return `today`, `yesterday`, `3 days ago`, and from a week on `10 Nov`, with its year where it is another."""
    ago = (today - day).days
    if ago <= 0:
        return "today"
    if ago < 7:
        return "yesterday" if ago == 1 else f"{ago} days ago"
    short = f"{day.day} {MONTHS[day.month - 1].capitalize()}"
    return short if day.year == today.year else f"{short} {day.year}"


def reads_month_first() -> bool:
    """Return whether `12/1` is the first of December where this machine stands, by its locale."""
    locale = next((found for name in ("LC_ALL", "LC_TIME", "LANG") if (found := os.environ.get(name))), "")
    return locale.startswith(_MONTH_FIRST)


def working_day_after(day: date) -> date:
    """Return the next day from Monday to Friday."""
    following = day + timedelta(days=1)
    return following + timedelta(days=max(0, 7 - following.weekday()) if following.weekday() > 4 else 0)


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
