"""What stands in calendar files, as it takes place where the user is."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.calendars.meeting import Meeting
from playbook.calendars.reading import read
from tests.calendars.files import GOOGLE, OUTLOOK, calendar, crlf, event

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)


def meetings(
    data: bytes, first: date = MONDAY, last: date | None = None, zone: ZoneInfo = BERLIN
) -> list[Meeting]:
    found, troubles = read(data, "my.ics", first, last or first, zone)
    assert troubles == []
    return sorted(found, key=lambda meeting: (meeting.start, meeting.title))


def times(*where: object, **how: ZoneInfo) -> list[tuple[str, str]]:
    return [(one.start, one.title) for one in meetings(*where, **how)]  # type: ignore[arg-type]


def troubles(data: bytes) -> list[str]:
    return [one.said for one in read(data, "my.ics", MONDAY, MONDAY, BERLIN)[1]]


# As programs write them


def test_a_meeting_of_outlooks_with_folded_lines_its_own_zone_and_quoted_names() -> None:
    (one,) = meetings(crlf(OUTLOOK))
    assert one == Meeting(
        uid="040000008200E00074C5B7101A82E008",
        start="2026-11-23T10:00+01:00",
        end="2026-11-23T10:30+01:00",
        title="Lindqvist: criteria for the trial",
        where="Microsoft Teams Meeting",
        text="The trial at Västerås, and what the criteria are.\n\nBring the numbers.",
        organizer="lee@fernyard.example",
        people=("lee@fernyard.example", "petra@lindqvist.example"),
        file="my.ics",
    )
    assert meetings(OUTLOOK.encode()) == [one]
    assert meetings(b"\xef\xbb\xbf" + crlf(OUTLOOK)) == [one]
    assert meetings(crlf(OUTLOOK).replace(b"\r\n", b"\r")) == [one]


def test_a_windows_zone_is_known_without_its_rules() -> None:
    data = calendar(
        event(
            ';TZID="W. Europe Standard Time":20260713T100000',
            ';TZID="W. Europe Standard Time":20260713T110000',
        )
    )
    assert times(data, date(2026, 7, 13)) == [("2026-07-13T10:00+02:00", "One")]


def test_a_week_of_googles_with_what_recurs_moves_and_is_left_out() -> None:
    found = [f"{one.start[5:16]} {one.title}" for one in meetings(crlf(GOOGLE), MONDAY, date(2026, 11, 27))]
    assert found == [
        "11-23 Trade fair",
        "11-23T09:15 Stand-up",
        "11-23T14:00 Kallio Timberframe / Fernyard",
        "11-25T16:00 Stand-up, later",
        "11-27T09:15 Stand-up",
    ]


def test_who_declined_is_known() -> None:
    kallio = next(one for one in meetings(crlf(GOOGLE)) if one.uid.startswith("kallio"))
    assert kallio.declined == ("lee@fernyard.example",)
    assert kallio.people == ("lee@fernyard.example", "tuomas@kallio.example")


# Days and zones


def test_the_same_moment_is_another_hour_and_another_day_elsewhere() -> None:
    data = calendar(event("20261123T230000Z", "20261124T000000Z"))
    assert times(data, zone=ZoneInfo("UTC")) == [("2026-11-23T23:00+00:00", "One")]
    assert times(data) == []
    assert times(data, date(2026, 11, 24)) == [("2026-11-24T00:00+01:00", "One")]
    assert times(data, zone=ZoneInfo("Pacific/Honolulu")) == [("2026-11-23T13:00-10:00", "One")]
    assert times(data, date(2026, 11, 24), zone=ZoneInfo("Pacific/Kiritimati")) == [
        ("2026-11-24T13:00+14:00", "One")
    ]


def test_a_time_without_a_zone_is_meant_where_one_is() -> None:
    data = calendar(event())
    assert times(data) == [("2026-11-23T10:00+01:00", "One")]
    assert times(data, zone=ZoneInfo("Asia/Tokyo")) == [("2026-11-23T10:00+09:00", "One")]


def test_a_zone_that_nobody_knows_is_taken_as_ones_own() -> None:
    data = calendar(
        event(";TZID=Atlantis/Poseidonis:20261123T100000", ";TZID=Atlantis/Poseidonis:20261123T110000")
    )
    assert times(data) == [("2026-11-23T10:00+01:00", "One")]


def test_an_hour_stays_the_same_hour_when_summer_ends() -> None:
    weekly = event(
        ";TZID=Europe/Berlin:20261019T090000", ";TZID=Europe/Berlin:20261019T100000", "RRULE:FREQ=WEEKLY"
    )
    assert times(calendar(weekly), date(2026, 10, 19)) == [("2026-10-19T09:00+02:00", "One")]
    assert times(calendar(weekly), date(2026, 10, 26)) == [("2026-10-26T09:00+01:00", "One")]


def test_a_whole_day_is_a_day_wherever_one_is() -> None:
    data = calendar(event(";VALUE=DATE:20261123", ""))
    for zone in ("Pacific/Honolulu", "Asia/Tokyo"):
        assert times(data, zone=ZoneInfo(zone)) == [("2026-11-23", "One")]
        assert times(data, date(2026, 11, 24), zone=ZoneInfo(zone)) == []
        assert times(data, date(2026, 11, 22), zone=ZoneInfo(zone)) == []


@pytest.mark.parametrize(("day", "there"), [(21, False), (22, True), (23, True), (24, True), (25, False)])
def test_days_in_a_row_are_there_on_each(day: int, there: bool) -> None:
    data = calendar(event(";VALUE=DATE:20261122", ";VALUE=DATE:20261125"))
    assert bool(times(data, date(2026, 11, day))) is there


def test_what_began_yesterday_and_lasts_is_of_today() -> None:
    data = calendar(
        event("20261122T220000", "20261123T010000"), event("20261122T220000", "20261123T000000", uid="2")
    )
    assert times(data) == [("2026-11-22T22:00+01:00", "One")]


def test_a_length_instead_of_an_end() -> None:
    (one,) = meetings(calendar(event("20261123T100000", "", "DURATION:PT45M")))
    assert one.end == "2026-11-23T10:45+01:00"
    (long,) = meetings(calendar(event("20261110T100000", "", "DURATION:P20D")))
    assert long.start == "2026-11-10T10:00+01:00"


def test_without_an_end_it_is_a_moment() -> None:
    (one,) = meetings(calendar(event("20261123T100000", "")))
    assert one.end == "2026-11-23T10:00+01:00"


# What recurs


@pytest.mark.parametrize(
    ("rule", "there"),
    [
        ("FREQ=DAILY", True),
        ("FREQ=DAILY;UNTIL=20261122T235959Z", False),
        ("FREQ=DAILY;UNTIL=20261123T235959Z", True),
        ("FREQ=DAILY;COUNT=3", False),
        ("FREQ=WEEKLY;BYDAY=TU", False),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", False),
        ("FREQ=MONTHLY;BYDAY=4MO", True),
        ("FREQ=YEARLY", False),
    ],
)
def test_a_rule_says_on_which_days(rule: str, there: bool) -> None:
    data = calendar(event("20261116T100000", "20261116T110000", f"RRULE:{rule}"))
    if "INTERVAL" in rule:
        assert times(data, date(2026, 11, 30)) != []
    assert bool(times(data)) is there


def test_days_that_are_named_one_by_one() -> None:
    data = calendar(event("20260101T100000", "20260101T110000", "RDATE:20261123T100000,20261130T100000"))
    assert times(data) == [("2026-11-23T10:00+01:00", "One")]


def test_one_that_moved_to_today_from_another_day_and_one_that_moved_away() -> None:
    weekly = event("20260907T100000", "20260907T110000", "RRULE:FREQ=WEEKLY;BYDAY=MO")
    here = event("20261123T150000", "20261123T160000", "RECURRENCE-ID:20261130T100000", title="Early")
    away = event("20261127T150000", "20261127T160000", "RECURRENCE-ID:20261123T100000", title="Late")
    assert times(calendar(weekly, here, away)) == [("2026-11-23T15:00+01:00", "Early")]
    assert times(calendar(weekly, here, away), date(2026, 11, 30)) == []
    assert times(calendar(weekly, here, away), date(2026, 11, 27)) == [("2026-11-27T15:00+01:00", "Late")]


def test_from_this_one_on_it_is_later() -> None:
    weekly = event("20260907T100000", "20260907T110000", "RRULE:FREQ=WEEKLY;BYDAY=MO")
    later = event("20261019T120000", "20261019T130000", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261019T100000")
    assert times(calendar(weekly, later)) == [("2026-11-23T12:00+01:00", "One")]


# What is left out


def test_what_was_called_off_is_left_out() -> None:
    off = [
        event(uid="a"),
        event("20261123T100000", "20261123T110000", "STATUS:CANCELLED", uid="b"),
        event(uid="c", title="Canceled: Weekly"),
        event(uid="d", title="Abgesagt: Besprechung"),
    ]
    assert times(calendar(*off)) == [("2026-11-23T10:00+01:00", "One")]
    cancels = calendar(event()).replace(b"PRODID", b"METHOD:CANCEL\r\nPRODID", 1)
    assert times(cancels) == []


def test_tasks_and_journals_are_no_meetings() -> None:
    task = "BEGIN:VTODO\nUID:t\nDTSTART:20261123T100000\nSUMMARY:Task\nEND:VTODO\n"
    assert times(calendar(task, event())) == [("2026-11-23T10:00+01:00", "One")]


def test_several_calendars_in_one_file() -> None:
    two = calendar(event()) + calendar(event(uid="2", title="Two"))
    assert [title for _, title in times(two)] == ["One", "Two"]


def test_no_meeting_at_all_is_no_trouble() -> None:
    assert meetings(calendar()) == []


# What is broken


@pytest.mark.parametrize("data", [b"", b"\0" * 100, b"<html>Sign in</html>", b"%PDF-1.4", b"BEGIN:VCARD\r\n"])
def test_what_is_no_calendar_is_said_to_be_none(data: bytes) -> None:
    assert troubles(data) == ["my.ics: is no calendar (it does not begin with BEGIN:VCALENDAR)"]


def test_a_broken_event_is_named_by_its_line_and_the_rest_stands() -> None:
    data = calendar(
        event(title="Before"),
        event("20261399T100000", "20261123T110000", uid="bad"),
        event(uid="after", title="After"),
    )
    found, told = read(data, "my.ics", MONDAY, MONDAY, BERLIN)
    assert [one.title for one in found] == ["Before", "After"]
    (one,) = told
    assert one.said.startswith("my.ics: line 10: DTSTART cannot be read (")
    assert "20261399T100000" in one.said


@pytest.mark.parametrize(
    "broken",
    [
        "BEGIN:VEVENT\nUID:bad\nSUMMARY:No time\nEND:VEVENT\n",
        "BEGIN:VEVENT\nUID:bad\nDTSTART:\nEND:VEVENT\n",
        event("20261123T100000", "20261123T110000", "RRULE:FREQ=SOMETIMES", uid="bad"),
        event("20261123T100000", "20261123T110000", "RRULE:FREQ=DAILY;UNTIL=tomorrow", uid="bad"),
        event("20261123T100000", "20261123T110000", "EXDATE:yesterday", uid="bad"),
        event("20261123T100000", "99999999T110000", uid="bad"),
        event("20261123T100000", "20261123T110000", "no colon in this line", uid="bad"),
    ],
)
def test_whatever_is_broken_costs_one_event_and_is_told(broken: str) -> None:
    found, told = read(calendar(broken, event()), "my.ics", MONDAY, MONDAY, BERLIN)
    assert "One" in [one.title for one in found]
    assert len(told) == 1
    assert told[0].said.startswith("my.ics: line 4: ")


def test_a_file_that_was_cut_off_says_where() -> None:
    whole = calendar(event(), event(uid="2", title="Two"))
    found, told = read(whole[: whole.index(b"SUMMARY:Two")], "my.ics", MONDAY, MONDAY, BERLIN)
    assert [one.title for one in found] == ["One"]
    assert [one.said for one in told] == ["my.ics: line 10: the file ends in the middle of this event"]


def test_an_event_that_begins_inside_another() -> None:
    whole = calendar(event(title="Lost").replace("END:VEVENT\n", ""), event(uid="2", title="Two"))
    found, told = read(whole, "my.ics", MONDAY, MONDAY, BERLIN)
    assert [one.title for one in found] == ["Two"]
    assert [one.said for one in told] == ["my.ics: line 4: the file ends in the middle of this event"]


@pytest.mark.parametrize("often", ["SECONDLY", "MINUTELY", "HOURLY"])
def test_what_repeats_within_a_day_is_no_meeting_and_costs_no_time(often: str) -> None:
    data = calendar(event("19700101T000000", "19700101T000001", f"RRULE:FREQ={often}", uid="bad"), event())
    found, told = read(data, "my.ics", MONDAY, MONDAY, BERLIN)
    assert [one.title for one in found] == ["One"]
    assert [one.said for one in told] == ["my.ics: line 4: repeats within a day; it is left out"]


def test_letters_that_are_no_utf_8_are_shown_as_such() -> None:
    data = calendar(event(title="Caf?")).replace(b"Caf?", "Café".encode("latin-1"))
    assert times(data) == [("2026-11-23T10:00+01:00", "Caf�")]


def test_a_title_that_would_steer_a_terminal_is_one_harmless_line() -> None:
    (one,) = meetings(calendar(event(title="\x1b]0;gone\x07 [red]x\\nsecond")))
    assert one.title == "␛]0;gone␇ [red]x second"


def test_no_title() -> None:
    (one,) = meetings(calendar(event(title="")))
    assert one.title == "A meeting without a title"


# Everything at once

PARTS = st.sampled_from(
    [
        *event().splitlines(), *OUTLOOK.splitlines(), *GOOGLE.splitlines(),
        "DTSTART:20261123", "DTEND:19000101T000000", "RRULE:FREQ=DAILY;INTERVAL=0", "RDATE:x", "END:VCALENDAR",
        "RECURRENCE-ID:20261123T100000", "DURATION:-P1D", "EXDATE;VALUE=DATE:20261123", "\x00", " folded",
    ]
)  # fmt: skip


@given(st.lists(PARTS, max_size=30))
@settings(max_examples=150, deadline=None)
def test_whatever_the_lines_are_nothing_is_raised_and_whole_events_beside_them_stand(
    lines: list[str],
) -> None:
    data = crlf("\n".join(["BEGIN:VCALENDAR", event(uid="whole", title="Whole").strip(), *lines, ""]))
    found, told = read(data, "my.ics", MONDAY, MONDAY, BERLIN)
    assert "Whole" in [one.title for one in found] or "METHOD:CANCEL" in lines
    assert all("\n" not in one.said for one in told)


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_whatever_the_bytes_are_nothing_is_raised(junk: bytes) -> None:
    data = calendar(event(), "JUNK").replace(b"JUNK", junk)
    found, _ = read(data, "my.ics", MONDAY, MONDAY, BERLIN)
    assert "One" in [one.title for one in found]
