"""The calendars of the demo's people: what stands in them today and on the next working day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from playbook.demo.days import Days
from playbook.plays.settings_model import Person
from playbook.today.reading import CALENDARS


@dataclass(frozen=True)
class Planned:
    """One meeting; `people` of the demo have it in their calendars."""

    people: tuple[str, ...]
    day: int
    """0 is today, -1 the next working day."""
    clock: str
    """UTC."""
    title: str
    where: str = "Video"
    minutes: int = 30


PLANNED: tuple[Planned, ...] = (
    Planned(("lee",), 0, "09:30", "Lindqvist Flooring: criteria for the trial at Västerås"),
    Planned(("lee",), 0, "14:00", "Tolvane Building Supply: the one page, before the board"),
    Planned(("lee",), -1, "10:00", "Morrow & Pike Wholesale: order form, with purchasing"),
    Planned(("mia",), 0, "10:00", "Rosk Auto Parts: what waiting costs, with Danuta and Tomasz", minutes=45),
    Planned(("mia",), -1, "13:30", "Corrigan Steel Stock: who else has the queue?"),
    Planned(("dana", "kim"), 0, "13:00", "What the field said this week", where="Room with the window"),
    Planned(("kim", "lee"), -1, "15:30", "Kim and Lee: one call, listened to together", where="Phone"),
)


def lay_calendars(records: Path, days: Days, people: Mapping[str, Person]) -> None:
    """Write a calendar file for each of the demo's people who has meetings, beside the records."""
    for id_ in sorted({one for planned in PLANNED for one in planned.people} & set(people)):
        mine = [planned for planned in PLANNED if id_ in planned.people]
        folder = records / CALENDARS / id_
        folder.mkdir(parents=True)
        text = calendar(mine, days, people)
        (folder / "demo.ics").write_bytes(text.replace("\n", "\r\n").encode())


def calendar(planned: list[Planned], days: Days, people: Mapping[str, Person]) -> str:
    """Return a calendar file (RFC 5545) with these meetings, its lines not yet ended by CR."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Playbook//Demo//EN"]
    for one in planned:
        start = days.at(one.day, one.clock)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{start:%Y%m%dT%H%M}-{'-'.join(one.people)}@fernyard.example",
            f"DTSTAMP:{_moment(days.now)}",
            f"DTSTART:{_moment(start)}",
            f"DTEND:{_moment(start + timedelta(minutes=one.minutes))}",
            f"SUMMARY:{_text(one.title)}",
            f"LOCATION:{_text(one.where)}",
            f"ORGANIZER:mailto:{people[one.people[0]].email}",
            *(f"ATTENDEE:mailto:{people[id_].email}" for id_ in one.people),
            "END:VEVENT",
        ]
    return "\n".join([*lines, "END:VCALENDAR", ""])


def _moment(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    return words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
