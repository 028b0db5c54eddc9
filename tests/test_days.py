"""Days as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.dates import (
    MONTHS,
    NotADayError,
    PastDayError,
    aligned_days,
    parse_day,
    reads_month_first,
    said,
    said_day_of,
    said_from,
    said_moment,
    said_since,
    short_day_of,
    working_day_after,
)

SATURDAY = date(2026, 11, 21)
THIS_CENTURY = st.dates(date(2001, 1, 1), date(2089, 12, 31))


def read(text: str, today: date = SATURDAY, *, month_first: bool = False) -> str:
    return parse_day(text, today, month_first=month_first).isoformat()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", "2026-11-21"),
        ("Tomorrow", "2026-11-22"),
        ("the day after tomorrow", "2026-11-23"),
        ("sat", "2026-11-28"),
        ("Saturday", "2026-11-28"),
        ("sun", "2026-11-22"),
        ("thurs", "2026-11-26"),
        ("tues", "2026-11-24"),
        ("next fri", "2026-11-27"),
        ("on Friday", "2026-11-27"),
        ("by weds", "2026-11-25"),
        ("2026-12-01", "2026-12-01"),
        ("2026-1-3", "2026-01-03"),
        ("1.12.", "2026-12-01"),
        ("1.12", "2026-12-01"),
        ("1.12.26", "2026-12-01"),
        ("1. 12. 2026", "2026-12-01"),
        ("20.11.", "2027-11-20"),
        ("21.11.", "2026-11-21"),
        ("20.11.2026", "2026-11-20"),
        ("Dec 1", "2026-12-01"),
        ("1 Dec", "2026-12-01"),
        ("1. Dec", "2026-12-01"),
        ("December 1st", "2026-12-01"),
        ("1st of December", "2026-12-01"),
        ("the 2nd of jan", "2027-01-02"),
        ("Dec. 3rd, 2027", "2027-12-03"),
        ("3 sept '27", "2027-09-03"),
        ("may 1", "2027-05-01"),
        ("29 Feb", "2028-02-29"),
        ("29.2.", "2028-02-29"),
        ("next week", "2026-11-23"),
        ("next month", "2026-12-01"),
        ("eow", "2026-11-27"),
        ("end of week", "2026-11-27"),
        ("by the end of next week", "2026-11-27"),
        ("end of month", "2026-11-30"),
        ("at the end of the month", "2026-11-30"),
        ("EOM", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of January", "2027-01-31"),
        ("end of nov", "2026-11-30"),
        ("eoy", "2026-12-31"),
        ("+7", "2026-11-28"),
        ("7", "2026-11-28"),
        ("in 3 days", "2026-11-24"),
        ("2w", "2026-12-05"),
        ("in two weeks", "2026-12-05"),
        ("two weeks", "2026-12-05"),
        ("in a week", "2026-11-28"),
        ("in an  day", "2026-11-22"),
        ("3 months", "2027-02-21"),
        ("in twelve months", "2027-11-21"),
        ("13/12", "2026-12-13"),
        ("٣.٤.", "2027-04-03"),
        ("12/13", "2026-12-13"),
        ("13/12/27", "2027-12-13"),
    ],
)
def test_a_day_is_understood_as_it_is_meant(typed: str, meant: str) -> None:
    assert read(typed) == meant


def test_a_month_is_as_long_as_it_is() -> None:
    assert read("+1m", date(2027, 1, 31)) == "2027-02-28"
    assert read("1 month", date(2028, 1, 31)) == "2028-02-29"
    assert read("11m", date(2026, 12, 31)) == "2027-11-30"


@pytest.mark.parametrize(
    ("today", "monday", "friday", "next_friday"),
    [
        (date(2026, 11, 23), "2026-11-30", "2026-11-27", "2026-12-04"),
        (date(2026, 11, 27), "2026-11-30", "2026-11-27", "2026-12-04"),
        (date(2026, 11, 28), "2026-11-30", "2026-12-04", "2026-12-04"),
        (date(2026, 11, 29), "2026-11-30", "2026-12-04", "2026-12-04"),
    ],
)
def test_a_week_begins_on_monday_and_ends_on_friday(
    today: date, monday: str, friday: str, next_friday: str
) -> None:
    assert (read("next week", today), read("eow", today)) == (monday, friday)
    assert read("end of next week", today) == next_friday


def test_where_both_could_be_the_day_the_place_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (read("1/12"), read("1/12", month_first=True)) == ("2026-12-01", "2027-01-12")
    for locale, first in (
        ("en_US.UTF-8", True),
        ("en_GB.UTF-8", False),
        ("de_DE", False),
        ("C.UTF-8", False),
    ):
        monkeypatch.setenv("LC_ALL", locale)
        assert reads_month_first() is first
    monkeypatch.delenv("LC_ALL")
    monkeypatch.delenv("LC_TIME", raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert parse_day("2/1", SATURDAY) == date(2027, 2, 1)
    monkeypatch.setenv("LC_TIME", "de_DE.UTF-8")
    assert parse_day("2/1", SATURDAY) == date(2027, 1, 2)
    # A dot is never the month's, wherever one is.
    assert parse_day("2.1.", SATURDAY, month_first=True) == date(2027, 1, 2)


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "monkey", "friend", "someday", "0.1.", "31.4.", "30 feb", "2026-13-01", "13/13", "1/2/3",
        "dec", "99999", "-3", "+", "in days", "in many weeks", "end of", "end of foo", "1.2.3",
        "+9999 months x", "next", "12th", "²", "9999-12-31 1", "1 2",
    ],
)  # fmt: skip
def test_what_is_no_day_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(NotADayError, match="is not a day"):
        parse_day(typed, SATURDAY)


def test_far_beyond_every_calendar_is_no_day() -> None:
    with pytest.raises(NotADayError):
        parse_day("9999w", date(9990, 1, 1))
    with pytest.raises(NotADayError):
        parse_day("next month", date(9999, 12, 31))


def test_a_promise_needs_a_day_to_come() -> None:
    assert parse_day("today", SATURDAY, future=True) == SATURDAY
    with pytest.raises(PastDayError, match=r"Fri 20 Nov 2026 is over\. Name today or a day to come\."):
        parse_day("2026-11-20", SATURDAY, future=True)
    assert parse_day("2026-11-20", SATURDAY) == date(2026, 11, 20)


def test_a_day_is_said_so_that_nobody_takes_it_for_another() -> None:
    assert said(date(2026, 12, 1)) == "Tue 1 Dec 2026"
    away = {
        -2: "2 days late",
        -1: "1 day late",
        0: "today",
        1: "tomorrow",
        2: "in 2 days",
        -1200: "1,200 days late",
    }
    for days, words in away.items():
        assert said_from(SATURDAY + timedelta(days), SATURDAY) == words


def test_how_long_ago_is_said_in_words() -> None:
    ago = {0: "today", -1: "today", 1: "yesterday", 6: "6 days ago", 7: "14 Nov", 400: "17 Oct 2025"}
    assert {days: said_since(SATURDAY - timedelta(days), SATURDAY) for days in ago} == ago


def test_what_was_recorded_as_a_day_and_is_none_is_said_as_it_stands() -> None:
    assert (said_day_of("2026-11-20"), said_day_of("someday"), said_day_of("")) == (
        "Fri 20 Nov 2026",
        "someday",
        "",
    )
    with pytest.raises(ValueError, match="someday"):
        said_moment("someday")


def test_in_a_list_days_are_short_and_their_months_below_each_other() -> None:
    assert short_day_of("2025-11-03", SATURDAY) == "3 Nov 2025"
    assert aligned_days(["2026-11-20", "2026-11-03", "next"], SATURDAY) == ["20 Nov", " 3 Nov", "  next"]
    assert aligned_days([], SATURDAY) == []


@given(THIS_CENTURY, THIS_CENTURY)
def test_what_is_said_is_understood_again(day: date, today: date) -> None:
    _, rest = said(day).split(" ", 1)
    month = MONTHS[day.month - 1]
    for typed in (
        rest, day.isoformat(), f"{day.day}.{day.month}.{day.year}", f"{day:%d.%m.%y}", f"{month} {day.day}, {day.year}",
    ):  # fmt: skip
        assert parse_day(typed, today) == day
    assert parse_day(f"{day.day}/{day.month}/{day.year}", today, month_first=False) == day
    assert parse_day(f"{day.month}/{day.day}/{day.year}", today, month_first=True) == day


@given(THIS_CENTURY, THIS_CENTURY)
def test_without_a_year_it_is_the_next_such_day(day: date, today: date) -> None:
    found = parse_day(f"{day.day} {MONTHS[day.month - 1]}", today)
    assert (found.day, found.month) == (day.day, day.month)
    assert today <= found
    assert found.replace(day=1) < today.replace(year=today.year + 8, day=1) + timedelta(days=366)


@given(THIS_CENTURY, st.sampled_from(["mon", "next tue", "thurs", "sunday"]))
def test_a_weekday_is_within_the_next_seven_days(today: date, typed: str) -> None:
    assert 1 <= (parse_day(typed, today) - today).days <= 7


@given(THIS_CENTURY)
def test_the_next_working_day_is_one(today: date) -> None:
    found = working_day_after(today)
    assert found.weekday() < 5
    between = [today + timedelta(n) for n in range(1, (found - today).days)]
    assert all(day.weekday() >= 5 for day in between)


@given(st.text(max_size=30), THIS_CENTURY)
def test_whatever_is_typed_is_a_day_or_said_to_be_none(typed: str, today: date) -> None:
    try:
        assert isinstance(parse_day(typed, today), date)
    except NotADayError as error:
        assert typed in str(error)
