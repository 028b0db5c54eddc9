"""Working hours in words and in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.desk.hours import WorkingHours, WorkingHoursError, parse_hours

BERLIN = "Mon-Fri 09:00-17:00 Europe/Berlin"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_text_of_the_settings_is_read() -> None:
    hours = parse_hours(BERLIN, ["2026-12-25", date(2026, 12, 26)])
    assert [window.weekday for window in hours.windows] == [0, 1, 2, 3, 4]
    assert {(window.opens, window.closes) for window in hours.windows} == {(time(9), time(17))}
    assert str(hours.zone) == "Europe/Berlin"
    assert hours.holidays == {date(2026, 12, 25), date(2026, 12, 26)}
    assert hours.day_seconds == 8 * 3600


@pytest.mark.parametrize(
    ("text", "days", "seconds"),
    [
        ("Mon-Fri 09:00-17:00", [0, 1, 2, 3, 4], 28_800),
        ("monday – friday 9:00–17:00", [0, 1, 2, 3, 4], 28_800),
        ("Sun-Thu 08:00-16:00 UTC", [0, 1, 2, 3, 6], 28_800),
        ("Sat 10:00-14:00", [5], 14_400),
        ("Sat 10:59-23:59", [5], 46_800),
        ("Mon-Sun 00:00-24:00", [0, 1, 2, 3, 4, 5, 6], 86_400),
        ("Mon-Thu 09:00-17:00, Fri 09:00-13:00 Europe/Paris", [0, 1, 2, 3, 4], 25_920),
        ("Mon 09:00-12:00, Mon 13:00-17:00", [0, 0], 25_200),
    ],
)
def test_ways_to_write_them(text: str, days: list[int], seconds: float) -> None:
    hours = parse_hours(text)
    assert [window.weekday for window in hours.windows] == days
    assert hours.day_seconds == seconds


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "The working hours “” cannot be read. Write them like “Mon-Fri 09:00-17:00 Europe/Berlin”."),
        ("always", "“always” cannot be read"),
        ("Mon-Fri", "“Mon-Fri” cannot be read"),
        ("Mun-Fri 09:00-17:00", "“Mun” in the working hours"),
        ("Monty-Fri 09:00-17:00", "“Monty” in the working hours"),
        ("Mon-Fri 17:00-09:00", "end before they begin"),
        ("Mon-Fri 09:00-09:00", "end before they begin"),
        ("Mon-Fri 24:00-24:00", "end before they begin"),
        ("Mon-Fri 09:00-25:00", "“25:00” in the working hours"),
        ("Mon-Fri 09:60-17:00", "“09:60” in the working hours"),
        ("Mon-Fri 09:00-24:01", "“24:01” in the working hours"),
        ("Mon-Fri 09:00-17:00 Europe/Atlantis", "The time zone “Europe/Atlantis” of the working hours"),
        ("Mon-Fri 09:00-17:00 ../../etc/passwd", "The time zone “../../etc/passwd”"),
        ("Mon-Fri 09:00-17:00 /etc/passwd", "The time zone “/etc/passwd”"),
        ("Mon-Fri 09:00-17:00, Tue 16:00-18:00", "overlap on Tue"),
        ("Mon 09:00-24:00, Mon 10:00-11:00", "overlap on Mon"),
    ],
)
def test_what_cannot_be_read_says_what_and_how_instead(text: str, says: str) -> None:
    with pytest.raises(WorkingHoursError) as caught:
        parse_hours(text)
    assert says in str(caught.value)


def test_a_text_without_end_is_not_read() -> None:
    with pytest.raises(WorkingHoursError) as caught:
        parse_hours("Mon-Fri 09:00-17:00, " * 50_000)
    assert "are too long to be read" in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("day", ["christmas", "2026-13-01", ""])
def test_a_holiday_is_a_date(day: str) -> None:
    with pytest.raises(WorkingHoursError, match="is no date; write it like 2026-12-25"):
        parse_hours(BERLIN, [day])


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-16T08:00", 0, "2026-11-16T08:00"),  # 9 in Berlin
        ("2026-11-16T08:00", 1, "2026-11-16T09:00"),
        ("2026-11-16T08:00", 8, "2026-11-16T16:00"),
        ("2026-11-16T08:00", 8.5, "2026-11-17T08:30"),
        ("2026-11-16T15:00", 16, "2026-11-18T15:00"),  # two business days
        ("2026-11-20T15:00", 2, "2026-11-23T09:00"),  # over a weekend
        ("2026-11-21T12:00", 1, "2026-11-23T09:00"),  # from within it
        ("2026-11-16T03:00", 1, "2026-11-16T09:00"),  # before opening
        ("2026-11-16T20:00", 1, "2026-11-17T09:00"),  # after closing
        ("2026-12-24T15:00", 2, "2026-12-28T09:00"),  # Christmas is a Friday
        ("2026-12-31T15:00", 10, "2027-01-05T09:00"),  # over the year's end
        ("2026-10-23T14:00", 2, "2026-10-26T09:00"),  # summer time ends: 9 in Berlin is 8 UTC now
        ("2026-03-27T15:00", 2, "2026-03-30T08:00"),  # and begins: 9 in Berlin is 7 UTC
    ],
)
def test_working_time_is_added(start: str, hours: float, end: str) -> None:
    calendar = parse_hours(BERLIN, ["2026-12-25", "2027-01-01"])
    assert calendar.add(at(start), hours * 3600) == at(end)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-16T08:00", "2026-11-16T16:00", 8),
        ("2026-11-16T00:00", "2026-11-17T00:00", 8),
        ("2026-11-16T10:00", "2026-11-16T10:30", 0.5),
        ("2026-11-20T15:00", "2026-11-23T09:00", 2),
        ("2026-11-21T00:00", "2026-11-22T23:59", 0),
        ("2026-11-16T12:00", "2026-11-16T10:00", 0),
        ("2025-12-29T08:00", "2026-01-05T08:00", 40),
        ("2024-12-31T00:00", "2027-01-01T00:00", (1 + 261 + 261) * 8),
    ],
)
def test_working_time_between(start: str, end: str, hours: float) -> None:
    assert parse_hours(BERLIN).between(at(start), at(end)) == hours * 3600


def test_midnight_to_midnight_never_closes() -> None:
    hours = parse_hours("Mon-Sun 00:00-24:00 America/New_York")
    assert hours.between(at("2026-03-01T00:00"), at("2026-04-01T00:00")) == 31 * 86_400
    assert hours.add(at("2026-10-31T12:00"), 86_400 * 3) == at("2026-11-03T12:00")


def test_hours_without_a_zone_are_in_the_one_given() -> None:
    zone = parse_hours("Mon 09:00-10:00 Asia/Tokyo").zone
    assert parse_hours("Mon 09:00-10:00", zone=zone).zone is zone
    assert parse_hours("Mon 09:00-10:00 utc", zone=zone).zone is UTC
    assert parse_hours("Mon 09:00-10:00").zone is UTC


def test_another_time_zone_across_the_date_line() -> None:
    hours = parse_hours("Mon-Fri 09:00-17:00 Pacific/Auckland")
    assert hours.add(at("2026-11-15T19:00"), 3600) == at("2026-11-15T21:00")
    assert hours.between(at("2026-12-31T12:00"), at("2027-01-01T12:00")) == 8 * 3600


@pytest.mark.parametrize("wrong", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_clock_that_is_wildly_wrong_stops_nothing(wrong: str) -> None:
    hours = parse_hours(BERLIN)
    moment = at(wrong)
    assert hours.add(moment, 3600).year in (1990, 2150)
    assert hours.between(moment, moment) == 0
    assert hours.between(at("2026-11-16T00:00"), moment) >= 0


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2032, 1, 1)).map(
    lambda naive: naive.replace(tzinfo=UTC)
)
CALENDARS = [
    parse_hours(BERLIN, ["2026-12-25"]),
    parse_hours("Mon 09:00-12:00, Mon 13:00-17:00, Thu 10:00-11:30 America/New_York"),
    parse_hours("Mon-Sun 00:00-24:00 Asia/Tokyo"),
]


@given(st.sampled_from(CALENDARS), MOMENTS, st.integers(0, 5_000_000))
def test_adding_and_measuring_agree(hours: WorkingHours, start: datetime, seconds: int) -> None:
    end = hours.add(start, seconds)
    assert end >= start
    assert hours.between(start, end) == pytest.approx(seconds, abs=1e-3)
    if seconds > 1:
        assert hours.between(start, end - timedelta(seconds=1)) == pytest.approx(seconds - 1, abs=1e-3)


@given(st.sampled_from(CALENDARS), MOMENTS, MOMENTS, MOMENTS)
def test_working_time_adds_up(hours: WorkingHours, one: datetime, two: datetime, three: datetime) -> None:
    first, second, third = sorted([one, two, three])
    whole = hours.between(first, third)
    assert whole == pytest.approx(hours.between(first, second) + hours.between(second, third), abs=1e-3)
    assert whole <= (third - first).total_seconds() + 1e-3
