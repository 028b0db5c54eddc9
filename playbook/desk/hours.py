"""Working hours: a calendar of when the desk is staffed, and time counted within it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from playbook.dates import FULL_DAYS, WEEKDAYS
from playbook.errors import PlaybookError

FIRST_YEAR, LAST_YEAR = 1990, 2150
"""Moments beyond these (a clock that is wrong) count as the nearest moment within."""

_WINDOW = re.compile(
    r"(?P<from>[a-z]{3,9})(?:\s*[-–]\s*(?P<to>[a-z]{3,9}))?\s+"
    r"(?P<open>\d{1,2}:\d\d)\s*[-–]\s*(?P<close>\d{1,2}:\d\d)",
    re.IGNORECASE,
)
_LONGEST = 400
_EXAMPLE = "Write them like “Mon-Fri 09:00-17:00 Europe/Berlin”"


class WorkingHoursError(PlaybookError):
    """The text of the working hours, holidays or promises cannot be read."""


@dataclass(frozen=True)
class Window:
    """When the desk opens and closes on one day of the week (0 is Monday)."""

    weekday: int
    opens: time
    closes: time | None
    """None: midnight at the end of the day."""

    @property
    def seconds(self) -> int:
        """How long it is."""
        closes = 86_400 if self.closes is None else self.closes.hour * 3600 + self.closes.minute * 60
        return closes - self.opens.hour * 3600 - self.opens.minute * 60


@dataclass(frozen=True)
class WorkingHours:
    """A week of windows in one time zone, without the holidays."""

    windows: tuple[Window, ...]
    zone: tzinfo = UTC
    holidays: frozenset[date] = frozenset()
    region: str = ""
    """The country, or its part, whose public holidays count as well: `DE-BY`."""
    _years: dict[int, _Year] = field(default_factory=dict, compare=False, repr=False)

    @property
    def day_seconds(self) -> float:
        """The length of a business day: the average of the days of the week that have one."""
        days = {window.weekday for window in self.windows}
        return sum(window.seconds for window in self.windows) / len(days)

    def between(self, start: datetime, end: datetime) -> float:
        """Return the working seconds from `start` to `end`; 0 where `end` is the earlier one."""
        start, end = _within(start), _within(end)
        if end <= start:
            return 0.0
        first, last = start.year, end.year
        years = sum(self._year(year).total for year in range(first, last))
        return years + self._year(last).until(end.timestamp()) - self._year(first).until(start.timestamp())

    def add(self, start: datetime, seconds: float) -> datetime:
        """Return the moment at which `seconds` of working time have passed since `start` (UTC).

        With nothing left to pass it is `start` itself; beyond the last year it is that year's end.
        """
        start = _within(start)
        if seconds <= 0:
            return start
        wanted = seconds + self._year(start.year).until(start.timestamp())
        for year in range(start.year, LAST_YEAR + 1):
            calendar = self._year(year)
            if wanted <= calendar.total:
                return datetime.fromtimestamp(calendar.at(wanted), UTC)
            wanted -= calendar.total
        return datetime(LAST_YEAR, 12, 31, 23, 59, tzinfo=UTC)

    def _year(self, year: int) -> _Year:
        if year not in self._years:
            self._years[year] = _Year(self._opening_hours(year))
        return self._years[year]

    def _opening_hours(self, year: int) -> Iterable[tuple[float, float]]:
        """Yield from when to when the desk is open within one UTC year, as timestamps."""
        begin = datetime(year, 1, 1, tzinfo=UTC).timestamp()
        end = datetime(year + 1, 1, 1, tzinfo=UTC).timestamp()
        holidays = self.holidays | self._public_holidays(year)
        day = date(year, 1, 1) - timedelta(days=2)
        while day <= date(year + 1, 1, 2):
            for window in self.windows:
                if window.weekday == day.weekday() and day not in holidays:
                    opens = max(self._moment(day, window.opens), begin)
                    closing = (day, window.closes) if window.closes else (day + timedelta(days=1), time())
                    closes = min(self._moment(*closing), end)
                    if opens < closes:
                        yield opens, closes
            day += timedelta(days=1)

    def _public_holidays(self, year: int) -> frozenset[date]:
        """Return those of a UTC year, and of the days about it that are in it somewhere."""
        if not self.region:
            return frozenset()
        from playbook.desk.public_holidays import public_holidays

        return frozenset().union(*(public_holidays(self.region, one) for one in (year - 1, year, year + 1)))

    def _moment(self, day: date, at: time) -> float:
        return datetime.combine(day, at, tzinfo=self.zone).timestamp()


class _Year:
    """One year's opening hours, with the working seconds that passed before each."""

    def __init__(self, opening_hours: Iterable[tuple[float, float]]) -> None:
        self._opens: list[float] = []
        self._lengths: list[float] = []
        self._before: list[float] = []
        self.total = 0.0
        for opens, closes in sorted(opening_hours):
            self._opens.append(opens)
            self._lengths.append(closes - opens)
            self._before.append(self.total)
            self.total += closes - opens

    def until(self, moment: float) -> float:
        """Return the working seconds of the year before `moment`."""
        last = bisect_right(self._opens, moment) - 1
        if last < 0:
            return 0.0
        return self._before[last] + min(moment - self._opens[last], self._lengths[last])

    def at(self, seconds: float) -> float:
        """Return the first moment by which `seconds` (over 0, at most `total`) of the year have passed."""
        last = bisect_right(self._before, seconds) - 1
        if self._before[last] == seconds:
            last -= 1
        return self._opens[last] + seconds - self._before[last]


def _within(moment: datetime) -> datetime:
    moment = moment.astimezone(UTC) if FIRST_YEAR < moment.year < LAST_YEAR else moment.replace(tzinfo=UTC)
    first, last = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR, 12, 31, 23, 59, tzinfo=UTC)
    return min(max(moment, first), last)


def parse_hours(
    text: str, holidays: Iterable[str | date] = (), zone: tzinfo = UTC, region: str = ""
) -> WorkingHours:
    """Return the working hours that `text` says: windows joined by commas, then a time zone (else `zone`).

    `holidays` are days of one's own, `region` whose public holidays count besides.

    Raises WorkingHoursError, naming what cannot be read.
    """
    if len(text) > _LONGEST:
        raise WorkingHoursError(f"The working hours “{text[:40]}…” are too long to be read. {_EXAMPLE}.")
    zone_text = _WINDOW.sub("", text).replace(",", " ").strip()
    found = list(_WINDOW.finditer(text))
    if not found:
        raise WorkingHoursError(f"The working hours “{text}” cannot be read. {_EXAMPLE}.")
    windows = sorted(
        (window for match in found for window in _windows(match, text)),
        key=lambda window: (window.weekday, window.opens),
    )
    for one, other in pairwise(windows):
        if one.weekday == other.weekday and (one.closes is None or other.opens < one.closes):
            raise WorkingHoursError(f"The working hours “{text}” overlap on {WEEKDAYS[one.weekday].title()}.")
    own = frozenset(_holiday(day) for day in holidays)
    return WorkingHours(tuple(windows), _zone(zone_text, zone), own, region)


def _windows(match: re.Match[str], text: str) -> Iterable[Window]:
    first = _weekday(match["from"], text)
    last = _weekday(match["to"], text) if match["to"] else first
    opens, closes = _time(match["open"], text), _time(match["close"], text)
    if opens is None or (closes is not None and closes <= opens):
        raise WorkingHoursError(f"The working hours “{text}” end before they begin. {_EXAMPLE}.")
    for offset in range((last - first) % 7 + 1):
        yield Window((first + offset) % 7, opens, closes)


def _weekday(name: str, text: str) -> int:
    for weekday, full in enumerate(FULL_DAYS):
        if full.startswith(name.lower()):
            return weekday
    raise WorkingHoursError(f"“{name}” in the working hours “{text}” is no day. {_EXAMPLE}.")


def _time(written: str, text: str) -> time | None:
    hour, minute = (int(part) for part in written.split(":"))
    if (hour, minute) == (24, 0):
        return None
    if hour > 23 or minute > 59:
        raise WorkingHoursError(f"“{written}” in the working hours “{text}” is no time of day.")
    return time(hour, minute)


def _zone(name: str, default: tzinfo) -> tzinfo:
    if not name:
        return default
    if name.upper() == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise WorkingHoursError(
            f"The time zone “{name}” of the working hours is not known here. {_EXAMPLE}, or use UTC."
        ) from error


def _holiday(day: str | date) -> date:
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise WorkingHoursError(f"The holiday “{day}” is no date; write it like 2026-12-25.") from error
