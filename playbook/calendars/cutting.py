"""Cutting out of a calendar file what some days need, before anything parses it: years of events cost nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

MARGIN = timedelta(days=2)
"""Around the days asked for: no zone is further away."""
LONG = timedelta(days=60)
"""How long an event may last whose end only its duration tells."""

_MARK = re.compile(rb"(?:^|\n)(BEGIN|END):VEVENT")
_ZONE = re.compile(rb"^BEGIN:VTIMEZONE[ \t]*\r?\n.*?^END:VTIMEZONE[ \t]*\r?$", re.MULTILINE | re.DOTALL)
_PARAMETERS = rb'(?:;(?:"[^"\r\n]*"|[^":\r\n])*)?:'
_START, _STOP, _INSTEAD = (
    re.compile(rb"\n" + name + _PARAMETERS + rb"(\d{8})") for name in (b"DTSTART", b"DTEND", b"RECURRENCE-ID")
)
_VALUE = rb"([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)"
_UID = re.compile(rb"\nUID" + _PARAMETERS + _VALUE)
_RULE = re.compile(rb"\nRRULE[;:]" + _VALUE)
_UNTIL = re.compile(rb"UNTIL=(\d{8})")
_FOLD = re.compile(rb"\r?\n[ \t]")
_LOCAL_ZONE = re.compile(rb"^X-WR-TIMEZONE[;:][^\r\n]*", re.MULTILINE)
_CANCELS = re.compile(rb"^METHOD:CANCEL[ \t]*\r?$", re.MULTILINE)


@dataclass
class Event:
    """One `VEVENT` as it stands in the file."""

    line: int
    """Of the file, from 1."""
    source: bytes


@dataclass
class Cut:
    """What is left of a file."""

    head: bytes = b""
    """Zones that its events name."""
    groups: dict[bytes, list[Event]] = field(default_factory=dict)
    """Events by uid: an event that recurs, and its exceptions."""
    unfinished: int = 0
    """Line of the event in which the file ends; 0: it is whole."""
    is_calendar: bool = True


def cut(data: bytes, first: date, last: date) -> Cut:
    """Return the events of `data` that may take place from `first` to `last`, and the zones they need."""
    if b"\n" not in data[:4_096]:
        data = data.replace(b"\r", b"\n")  # as old Macs end lines
    if not re.search(rb"^\s*BEGIN:VCALENDAR", data[:4_096].removeprefix(b"\xef\xbb\xbf"), re.IGNORECASE):
        return Cut(is_calendar=False)
    found = Cut()
    if _CANCELS.search(data[:4_096]):
        return found
    low, high = _digits(first - MARGIN), _digits(last + MARGIN)
    long = _digits(first - LONG)
    line, counted, place = 1, 0, 0
    heads, begin = [], -1
    for mark in _MARK.finditer(data):
        at = mark.start(1)
        if mark[1] == b"BEGIN":
            if begin >= 0:  # another one begins in its middle
                found.unfinished = found.unfinished or 1 + data.count(b"\n", 0, begin)
            else:
                heads.append(data[place:at])
            begin = at
            continue
        if begin >= 0:
            source = data[begin : mark.end()]
            if _may_matter(source, low, high, long):
                line += data.count(b"\n", counted, begin)
                counted = begin
                uid = _UID.search(source)
                name = _FOLD.sub(b"", uid[1]).strip() if uid else b"line %d" % line
                found.groups.setdefault(name, []).append(Event(line, source))
        place, begin = mark.end(), -1
    if begin >= 0:
        found.unfinished = found.unfinished or 1 + data.count(b"\n", 0, begin)
    else:
        heads.append(data[place:])
    rest = b"".join(heads)
    zones = dict.fromkeys(_ZONE.findall(rest))
    found.head = b"\r\n".join([*dict.fromkeys(_LOCAL_ZONE.findall(rest)), *zones])
    return found


def _may_matter(source: bytes, low: bytes, high: bytes, long: bytes) -> bool:
    """Say whether an event may take place between the days `low` and `high`; in doubt it may.

    `long` is the day before which nothing that lasts a while can have begun.
    """
    start = _START.search(source)
    if start is None or b"\nRDATE" in source or start[1][4:6] > b"12" or start[1][6:] > b"31":
        return True
    instead = _INSTEAD.search(source) if b"\nRECURRENCE-ID" in source else None
    if instead is not None and (low <= instead[1] <= high or b"RANGE=" in source):
        return True
    if start[1] > high:
        return False
    if b"\nRRULE" in source and (rule := _RULE.search(source)) is not None:
        until = _UNTIL.search(_FOLD.sub(b"", rule[1]))
        return until is None or until[1] >= low
    if start[1] >= low:
        return True
    if b"\nDTEND" in source and (stop := _STOP.search(source)) is not None:
        return stop[1] >= low
    return start[1] >= long and b"\nDURATION" in source


def _digits(day: date) -> bytes:
    return b"%04d%02d%02d" % (day.year, day.month, day.day)
