"""Times as logs write them: a column's style says what one cell cannot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, tzinfo

from playbook.accounts.importing.errors import RowError
from playbook.accounts.importing.values import DayOrder, day_order, is_either, is_empty, parse_date
from playbook.errors import PlaybookError

_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?\s*([ap])?\.?m?\.?$", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")


def zone_of(name: str) -> tzinfo:
    """Return a time zone by its name; raises PlaybookError."""
    from zoneinfo import ZoneInfo

    if name.strip().upper() in ("UTC", "Z"):
        return UTC
    try:
        return ZoneInfo(name.strip())
    except (ValueError, OSError, KeyError) as error:
        raise PlaybookError(
            f"“{name}” is no time zone; write UTC, or a name such as Europe/Berlin."
        ) from error


def order_of(cells: Iterable[str], delimiter: str = ",") -> tuple[DayOrder, str]:
    """Return whether a column writes the day or the month first, and a cell that could be both, if none shows it.

    Where some rows show one and some the other nothing is said: each ambiguous row then fails by itself.
    """
    seen: set[DayOrder] = set()
    either = ""
    for cell in cells:
        date = cell.strip().split(" ")[0].rstrip(",")
        if order := day_order(date):
            seen.add(order)
        elif not either and is_either(date):
            either = date
    if len(seen) == 1:
        return seen.pop(), ""
    if either and not seen and delimiter == ";":
        return "day-first", either
    return "", either


def parse_time(cell: str, pattern: str = "", order: DayOrder = "", zone: tzinfo = UTC) -> datetime:
    """Return a cell's time in UTC; raises RowError.

    `pattern` is strptime's; without it ISO 8601, dates and clock times as people write them, and seconds or
    milliseconds since 1970 are read. One that names no zone is in `zone`; one without a clock time is at midnight.
    """
    text = " ".join(cell.split())
    if is_empty(text):
        raise RowError("It has no time.")
    try:
        found = datetime.strptime(text, pattern) if pattern else _read(text, order)
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except (RowError, ValueError, OverflowError, OSError):
        raise RowError(f"“{text}” {_why_not(text, pattern, order)}") from None


def _why_not(text: str, pattern: str, order: DayOrder) -> str:
    if pattern:
        return f"is not a time like {pattern}."
    if not order and is_either(text.split(" ")[0].rstrip(",")):
        return "could be two days: say dates in the mapping."
    return "is not a time; say how it is written: format in the mapping."


def _read(text: str, order: DayOrder) -> datetime:
    if _NUMBER.fullmatch(text):
        seconds = float(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    try:
        return datetime.fromisoformat(text.replace("/", "-") if text[4:5] == "/" else text)
    except ValueError:
        pass
    clock = _CLOCK.search(text)
    day = text[: clock.start()].strip(" ,T") if clock and " " in text else text
    found = parse_date(day, order)
    return datetime.combine(
        datetime.fromisoformat(found).date(), _clock(clock) if clock and day != text else time()
    )


def _clock(match: re.Match[str]) -> time:
    hour, half = int(match[1]), (match[4] or "").casefold()
    if half and not 1 <= hour <= 12:
        raise ValueError(match[0])
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(match[2]), int(match[3] or 0))
