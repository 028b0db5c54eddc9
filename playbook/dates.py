"""Days as people type them, and as they are said back."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, timedelta

from playbook.errors import PlaybookError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FULL_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
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
    # Many patterns, which are needed only where somebody types a day.
    from playbook.typed_days import read_day

    try:
        day = read_day(" ".join(text.casefold().split()), today, month_first)
    except (ValueError, OverflowError):
        raise NotADayError(text) from None
    if day is None:
        raise NotADayError(text)
    if future and day < today:
        raise PastDayError(day)
    return day


def said(day: date) -> str:
    """Return `Tue 1 Dec 2026`: a day as nobody can take it for another."""
    return f"{FULL_DAYS[day.weekday()][:3].capitalize()} {day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def short_day(day: date, today: date | None = None) -> str:
    """Return `1 Dec`, with its year where that is another than `today`'s."""
    year = f" {day.year}" if today and day.year != today.year else ""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()}{year}"


def short_day_of(stamp: str, today: date | None = None) -> str:
    """Return the day of a stamp, or a bare date, on this machine's clock as `1 Dec`; what is neither as it begins."""
    from playbook.clock import shown_day

    day = shown_day(stamp)
    try:
        return short_day(date.fromisoformat(day), today)
    except ValueError:
        return day


def said_day_of(stamp: str) -> str:
    """Return the day of a stamp, or a bare date, on this machine's clock as `Tue 1 Dec 2026`; else as it begins."""
    from playbook.clock import shown_day

    day = shown_day(stamp)
    try:
        return said(date.fromisoformat(day))
    except ValueError:
        return day


def said_moment(stamp: str, clock: str = "24h") -> str:
    """Return a stamp on this machine's clock as `Tue 1 Dec 2026, 14:05`; raises ValueError."""
    from playbook.clock import parse_stamp, shown_time

    moment = parse_stamp(stamp)
    return f"{said(moment.astimezone().date())}, {shown_time(moment, clock)}"


def aligned_days(stamps: Iterable[str], today: date) -> list[str]:
    """Return days for a column, each as short as it can be, their months below each other: ` 1 Dec`, `20 Nov`."""
    short = [short_day_of(stamp, today) for stamp in stamps]
    wide = max(map(len, short), default=0)
    return [f"{day:>{wide}}" for day in short]


def said_week(week: str, *, year: bool = False) -> str:
    """Return `week 46` for `2026-W46`, with its year `week 46 of 2026`."""
    in_year, _, number = week.partition("-W")
    return f"week {number.lstrip('0')}" + (f" of {in_year}" if year else "")


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
    return short_day(day, today)


def reads_month_first() -> bool:
    """Return whether `12/1` is the first of December where this machine stands, by its locale."""
    locale = next((found for name in ("LC_ALL", "LC_TIME", "LANG") if (found := os.environ.get(name))), "")
    return locale.startswith(_MONTH_FIRST)


def working_day_after(day: date) -> date:
    """Return the next day from Monday to Friday."""
    following = day + timedelta(days=1)
    return following + timedelta(days=max(0, 7 - following.weekday()) if following.weekday() > 4 else 0)
