"""One meeting, and what a calendar file could not tell."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec


class Meeting(msgspec.Struct, frozen=True, omit_defaults=True):
    """One occurrence of an event, at the time it takes where the user is."""

    uid: str
    start: str
    """ISO 8601 with the local offset; of an all-day meeting a date."""
    end: str
    """The same; of an all-day meeting the day after its last."""
    title: str = ""
    where: str = ""
    text: str = ""
    """The beginning of its description."""
    organizer: str = ""
    """E-mail address, lower case."""
    people: tuple[str, ...] = ()
    """E-mail addresses of everybody invited, lower case, the organizer's too."""
    declined: tuple[str, ...] = ()
    """Those of them who have said no."""
    file: str = ""

    @property
    def all_day(self) -> bool:
        """It takes whole days."""
        return len(self.start) == len("2026-11-23")

    @property
    def key(self) -> str:
        """What names this occurrence in every file that holds it, wherever one is; at another time it is another."""
        if self.all_day:
            return f"{self.uid}/{self.start}"
        return f"{self.uid}/{datetime.fromisoformat(self.start).astimezone(UTC):%Y-%m-%dT%H:%MZ}"

    def on(self, today: date) -> date:
        """Return the day it is shown under: its first, or today where it began before and lasts."""
        return max(date.fromisoformat(self.start[:10]), today)

    def is_over(self, now: datetime) -> bool:
        """Say whether it has ended; `now` is aware."""
        if self.all_day:
            return date.fromisoformat(self.end) <= now.astimezone().date()
        return datetime.fromisoformat(self.end) <= now


class Trouble(msgspec.Struct, frozen=True):
    """Why a calendar, or one event of it, is not shown; the rest stands."""

    file: str
    """Its name, without the folders above it."""
    why: str
    """A part of a sentence: `line 12: the day 20261399 cannot be read`."""

    @property
    def said(self) -> str:
        """One line for people."""
        return f"{self.file}: {self.why}"


class Agenda(msgspec.Struct, frozen=True):
    """The meetings of some days, in their order, and what could not be read."""

    meetings: tuple[Meeting, ...] = ()
    troubles: tuple[Trouble, ...] = ()
