"""The one place that knows what time it is."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """A wall clock for people and a monotonic one for durations."""

    def now(self) -> datetime:
        """Return the wall clock's time, aware, in UTC."""
        ...

    def seconds(self) -> float:
        """Return seconds that only ever grow; their zero means nothing."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """Return the wall clock's time, aware, in UTC."""
        return datetime.now(UTC)

    def seconds(self) -> float:
        """Return the machine's monotonic seconds."""
        return time.monotonic()


@dataclass
class FixedClock:
    """A clock that stands until it is moved: for tests, demos and `--now`."""

    at: datetime
    ticked: float = field(default=0.0)

    def now(self) -> datetime:
        """Return the set time."""
        return self.at

    def seconds(self) -> float:
        """Return the seconds it was moved on since it was set."""
        return self.ticked

    def move(self, seconds: float) -> None:
        """Move both clocks on by `seconds`."""
        from datetime import timedelta

        self.at += timedelta(seconds=seconds)
        self.ticked += seconds


@dataclass
class OffsetClock:
    """A running clock that pretends it started at `start` (`--now`)."""

    start: datetime
    began: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        """Return the pretended time, moving on with the machine's."""
        from datetime import timedelta

        return self.start + timedelta(seconds=time.monotonic() - self.began)

    def seconds(self) -> float:
        """Return the machine's monotonic seconds."""
        return time.monotonic()


def stamp(moment: datetime) -> str:
    """Return `moment` as UTC ISO 8601 with milliseconds and `Z`, as records hold it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def parse_stamp(text: str) -> datetime:
    """Return the aware UTC time that `text` says (a bare date is its midnight); raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def shown_time(moment: datetime, clock: str = "24h") -> str:
    """Return the time of day of `moment` on this machine's clock, as `14:05` or, for `12h`, `2:05 pm`."""
    return clock_face(moment.astimezone(), clock)


def clock_face(moment: datetime, clock: str = "24h") -> str:
    """Return the time of day of `moment` as it stands, whatever its zone: `14:05`, or `2:05 pm`."""
    if clock != "12h":
        return f"{moment:%H:%M}"
    return f"{moment.hour % 12 or 12}:{moment:%M} {'am' if moment.hour < 12 else 'pm'}"


def shown_moment(text: str, clock: str = "24h") -> str:
    """Return a stamp as day and time on this machine's clock: `2026-11-23 14:05`; raises ValueError."""
    local = parse_stamp(text).astimezone()
    return f"{local:%Y-%m-%d} {clock_face(local, clock)}"


def shown_day(text: str) -> str:
    """Return the day of a stamp on this machine's clock: `2026-11-23`; a bare date, or no time at all, as it begins."""
    try:
        return parse_stamp(text).astimezone().date().isoformat() if len(text) > len("2026-11-23") else text
    except (ValueError, OverflowError):
        return text[:10]
