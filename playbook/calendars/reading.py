"""Reading what was cut out of a calendar file: times, zones, repetitions, exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from playbook.calendars.cutting import Event, cut
from playbook.calendars.meeting import Meeting, Trouble
from playbook.text import one_line

if TYPE_CHECKING:
    from icalendar.cal import Component

EXCERPT = 600
"""Letters of a description that are kept."""
MOST_PEOPLE = 200
"""Of a meeting; a company's whole staff matches nothing anyway."""

_TOO_OFTEN = re.compile(rb"^RRULE[;:][^\r\n]*FREQ=(SECOND|MINUTE|HOUR)LY", re.MULTILINE | re.IGNORECASE)
_TIMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID")


def read(
    data: bytes, file: str, first: date, last: date, zone: tzinfo | None = None
) -> tuple[list[Meeting], list[Trouble]]:
    """Return the meetings of the calendar `data` from `first` to `last`, and what of it could not be read.

    `zone` is where the user is (None: the machine's own); times without a zone are meant to be there. Cancelled
    meetings are left out.
    """
    found = cut(data, first, last)
    if not found.is_calendar:
        return [], [Trouble(file, "is no calendar (it does not begin with BEGIN:VCALENDAR)")]
    troubles = []
    if found.unfinished:
        troubles.append(Trouble(file, f"line {found.unfinished}: the file ends in the middle of this event"))
    if not found.groups:
        return [], troubles
    days = (first, last)
    groups = [events for events in found.groups.values() if not _too_often(events, file, troubles)]
    try:
        whole = _parse(found.head, [event for events in groups for event in events])
        if not _wrong(whole):
            return list(_meetings(whole, file, days, zone)), troubles
    except Exception:  # whatever the library makes of it: one event by itself tells which
        pass
    meetings: list[Meeting] = []
    for events in groups:
        try:
            part = _parse(found.head, events)
            wrong = _wrong(part)
            meetings += [] if wrong else _meetings(part, file, days, zone)
        except Exception as error:
            wrong = _reason(error)
        if wrong:
            troubles.append(Trouble(file, f"line {events[0].line}: {wrong}"))
    return meetings, troubles


def _too_often(events: Sequence[Event], file: str, troubles: list[Trouble]) -> bool:
    """Say whether an event repeats more than once a day, which is no meeting, and takes for ever to count."""
    often = next((event for event in events if _TOO_OFTEN.search(event.source)), None)
    if often is not None:
        troubles.append(Trouble(file, f"line {often.line}: repeats within a day; it is left out"))
    return often is not None


def _parse(head: bytes, events: Sequence[Event]) -> Component:
    from icalendar import Calendar

    parts = [b"BEGIN:VCALENDAR", b"VERSION:2.0", b"PRODID:-//Playbook//EN", *([head] if head else [])]
    parts += [event.source for event in events]
    text = b"\r\n".join([*parts, b"END:VCALENDAR", b""]).decode("utf-8", "replace")
    return Calendar.from_ical(re.sub(r"\r?\n", "\r\n", text))


def _wrong(calendar: Component) -> str:
    """Return what is wrong with the times of its events, in words; empty where nothing is."""
    for event in calendar.walk("VEVENT"):
        for name, why in event.errors:
            if name in _TIMES or not name:
                return f"{name or 'a line'} cannot be read ({one_line(str(why))[:120]})"
        if "DTSTART" not in event:
            return "it has no beginning (DTSTART)"
    return ""


def _reason(error: Exception) -> str:
    return f"cannot be read ({one_line(str(error))[:120] or type(error).__name__})"


def _meetings(
    calendar: Component, file: str, days: tuple[date, date], zone: tzinfo | None
) -> Iterator[Meeting]:
    import recurring_ical_events

    first, last = days
    query = recurring_ical_events.of(calendar)
    # Asked for in the event's own zone, and a day more each way; what is left over is sorted out here.
    for event in query.between(first - timedelta(days=1), last + timedelta(days=2)):
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        meeting = _meeting(event, file, zone)
        if meeting is not None and is_within(meeting, first, last, zone):
            yield meeting


def _meeting(event: Any, file: str, zone: tzinfo | None) -> Meeting | None:
    start, end = event["DTSTART"].dt, event.get("DTEND")
    stop = end.dt if end is not None else start
    title = one_line(str(event.get("SUMMARY", ""))) or "A meeting without a title"
    if title.casefold().startswith(_CANCELLED):
        return None
    organizer = _address(event.get("ORGANIZER", ""))
    invited = event.get("ATTENDEE", [])
    invited = (invited if isinstance(invited, list) else [invited])[:MOST_PEOPLE]
    people = dict.fromkeys(address for one in (organizer, *map(_address, invited)) if (address := one))
    declined = [_address(one) for one in invited if str(one.params.get("PARTSTAT", "")).upper() == "DECLINED"]
    return Meeting(
        uid=str(event.get("UID", "")) or title,
        start=_local(start, zone),
        end=_local(stop, zone),
        title=title,
        where=one_line(str(event.get("LOCATION", ""))),
        text=str(event.get("DESCRIPTION", "")).strip()[:EXCERPT],
        organizer=organizer,
        people=tuple(people),
        declined=tuple(declined),
        file=file,
    )


_CANCELLED = ("canceled:", "cancelled:", "abgesagt:", "annulé :", "annulé:", "cancelado:", "geannuleerd:")
"""What Outlook writes before the title of a meeting that was called off and is still kept."""


def _address(who: Any) -> str:
    address = str(who).strip().casefold()
    return address.removeprefix("mailto:") if "@" in address else ""


def _local(moment: date, zone: tzinfo | None) -> str:
    if not isinstance(moment, datetime):
        return moment.isoformat()
    if moment.tzinfo is None and zone is not None:
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(zone).isoformat(timespec="minutes")


def is_within(meeting: Meeting, first: date, last: date, zone: tzinfo | None) -> bool:
    """Say whether a meeting touches the days from `first` to `last`, as they begin and end where the user is."""
    if meeting.all_day:
        end = max(meeting.end, (date.fromisoformat(meeting.start) + timedelta(days=1)).isoformat())
        return meeting.start <= last.isoformat() and end > first.isoformat()
    start, end_ = datetime.fromisoformat(meeting.start), datetime.fromisoformat(meeting.end)
    opens = datetime.combine(first, time.min).replace(tzinfo=zone).astimezone(zone)
    closes = datetime.combine(last + timedelta(days=1), time.min).replace(tzinfo=zone).astimezone(zone)
    return start < closes and (end_ > opens or start >= opens)
