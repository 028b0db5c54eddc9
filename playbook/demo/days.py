"""The demo's calendar: business days counted back from now, so that it is always current."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

_SATURDAY = 5


@dataclass(frozen=True)
class Days:
    """Business days around `now`: 1 is the last one before today, 0 is today, -1 the next one."""

    now: datetime
    holidays: frozenset[date] = frozenset()
    _known: dict[int, date] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def around(cls, now: datetime, holidays: Collection[date] = ()) -> Days:
        """Return the calendar seen from `now`, whose day is counted in UTC."""
        return cls(now.astimezone(UTC), frozenset(holidays))

    @property
    def today(self) -> date:
        """The day of `now`; it need not be a business day."""
        return self.now.date()

    def day(self, back: int) -> date:
        """Return the business day that lies `back` business days before today (after it, where negative)."""
        if back not in self._known:
            self._known[back] = self._count(back)
        return self._known[back]

    def at(self, back: int, clock: str) -> datetime:
        """Return that day at a time of day in UTC (`08:30`)."""
        return datetime.combine(self.day(back), time.fromisoformat(clock), tzinfo=UTC)

    def ahead(self, days: int) -> date:
        """Return the calendar day that lies `days` days ahead."""
        return self.today + timedelta(days=days)

    def _count(self, back: int) -> date:
        found = self.today
        stride = timedelta(days=-1 if back > 0 else 1)
        for _ in range(abs(back)):
            found += stride
            while found.weekday() >= _SATURDAY or found in self.holidays:
                found += stride
        return found
