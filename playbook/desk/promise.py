"""What the desk promises: by when a rep hears first, and by when an item is settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from playbook.clock import parse_stamp
from playbook.desk.hours import WorkingHours, WorkingHoursError, parse_hours
from playbook.desk.model import Item
from playbook.plays.spans import DAYS, SPAN

FIRST_ANSWER = "2 business days"
RESOLUTION = "10 business days"
WARN = "4 business hours"
WORKING_HOURS = "Mon-Fri 09:00-17:00"

RUNNING = frozenset({"new", "accepted", "ready"})
"""States in which the desk's time runs; it stands still while the rep is asked and once the rep has heard the end."""

_DAY = 86_400
"""Seconds."""


@dataclass(frozen=True)
class Span:
    """A length of time, in the desk's hours or by the wall clock."""

    seconds: float
    working: bool

    def spent(self, hours: WorkingHours, start: datetime, end: datetime) -> float:
        """Return the seconds from `start` to `end` that count; never less than 0."""
        return hours.between(start, end) if self.working else max(0.0, (end - start).total_seconds())

    def after(self, hours: WorkingHours, start: datetime, spent: float) -> datetime:
        """Return when the span ends, if the clock runs from `start` with `spent` seconds gone before."""
        left = max(0.0, self.seconds - spent)
        return hours.add(start, left) if self.working else start + timedelta(seconds=left)


@dataclass(frozen=True)
class Promise:
    """The desk's two promises, and the hours they are counted in."""

    first_answer: Span
    resolution: Span
    hours: WorkingHours
    warn: Span = Span(14_400, working=True)
    """How long before it is broken it is said."""

    def due(self, item: Item) -> datetime | None:
        """Return by when somebody must act on `item` (UTC): None while nothing is due.

        A new item is due by the first answer; later by the resolution, counted from its capture
        without the time it waited for its rep or was settled. Undone actions never stopped the clock.
        """
        if item.state not in RUNNING or item.redacted:
            return None
        span = self.first_answer if item.state == "new" else self.resolution
        start, spent = self._clock(item, span)
        return span.after(self.hours, start, spent)

    def is_overdue(self, item: Item, now: datetime) -> bool:
        """Return whether the promise for `item` has been broken by `now`."""
        due = self.due(item)
        return due is not None and now > due

    def is_near(self, item: Item, now: datetime) -> bool:
        """Return whether the promise for `item` stands, and will be broken within the warning."""
        due = self.due(item)
        if due is None or now > due:
            return False
        left = self.hours.between(now, due) if self.warn.working else (due - now).total_seconds()
        return left <= self.warn.seconds

    def near_until(self, now: datetime) -> datetime:
        """Return the last moment (UTC) at which something may be due for its promise to be near by `now`."""
        if not self.warn.working:
            return now + timedelta(seconds=self.warn.seconds)
        # What is due while nobody works is as near as the last working second before: so not `hours.add`.
        last, late = now, self.hours.add(now, self.warn.seconds + 1)
        while (step := (late - last) // 2) > timedelta(0):
            if self.hours.between(now, last + step) <= self.warn.seconds:
                last += step
            else:
                late = last + step
        return last

    def left(self, item: Item, now: datetime) -> float | None:
        """Return the working seconds until `item` is due, below 0 where it is overdue; None: nothing is."""
        due = self.due(item)
        if due is None:
            return None
        return self.hours.between(now, due) if due >= now else -self.hours.between(due, now)

    def _clock(self, item: Item, span: Span) -> tuple[datetime, float]:
        """Return since when the clock runs, and the seconds that it ran before that."""
        if not item.thread:
            return moment(item.at), 0.0
        spent, start, runs = 0.0, moment(item.at), True
        for at, state in item.states[1:]:
            then = moment(at)
            if runs and state not in RUNNING:
                spent += span.spent(self.hours, start, then)
            if not runs and state in RUNNING:
                start = then
            runs = state in RUNNING
        return start, spent


def parse_promise(
    first_answer: str = FIRST_ANSWER,
    resolution: str = RESOLUTION,
    working_hours: str = WORKING_HOURS,
    holidays: Iterable[str | date] = (),
    zone: tzinfo = UTC,
    warn: str = WARN,
    region: str = "",
) -> Promise:
    """Return the promises as `[desk]` of `playbook.toml` writes them; raises WorkingHoursError.

    An empty text stands for the default; `zone` is that of hours which name none, `region` whose public holidays count.
    """
    hours = parse_hours(working_hours or WORKING_HOURS, holidays, zone, region)
    return Promise(
        parse_span(first_answer or FIRST_ANSWER, hours),
        parse_span(resolution or RESOLUTION, hours),
        hours,
        parse_span(warn or WARN, hours),
    )


def parse_span(text: str, hours: WorkingHours) -> Span:
    """Return the span that `text` says: `2 business days`, `4 working hours`, `36 hours`, `1 week`."""
    match = SPAN.fullmatch(text)
    if not match:
        raise WorkingHoursError(
            f"“{text[:40]}” is no length of time. Write it like “2 business days” or “4 hours”."
        )
    unit = match["unit"].lower()
    days = float(match["count"]) * DAYS[unit]
    if not match["working"] or unit in ("minute", "hour"):
        return Span(round(days * _DAY, 3), working=bool(match["working"]))
    if unit != "day":
        days *= len({window.weekday for window in hours.windows}) / 7
    return Span(round(days * hours.day_seconds, 3), working=True)


def moment(stamp: str) -> datetime:
    """Return the time of a record; one that cannot be read counts as the beginning of 1990."""
    try:
        return parse_stamp(stamp)
    except (ValueError, OverflowError):
        return datetime(1990, 1, 1, tzinfo=UTC)
