"""Business days around now."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.demo.days import Days

THURSDAY = datetime(2026, 11, 19, 10, 30, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "back", "expected"),
    [
        (THURSDAY, 0, date(2026, 11, 19)),
        (THURSDAY, 1, date(2026, 11, 18)),
        (THURSDAY, 3, date(2026, 11, 16)),
        (THURSDAY, 4, date(2026, 11, 13)),
        (THURSDAY, 15, date(2026, 10, 29)),
        (THURSDAY, -1, date(2026, 11, 20)),
        (THURSDAY, -2, date(2026, 11, 23)),
        (SATURDAY, 0, date(2026, 11, 21)),
        (SATURDAY, 1, date(2026, 11, 20)),
        (SATURDAY, -1, date(2026, 11, 23)),
        (SUNDAY, 1, date(2026, 11, 20)),
        (SUNDAY, 6, date(2026, 11, 13)),
    ],
)
def test_business_days_are_counted_from_today(now: datetime, back: int, expected: date) -> None:
    assert Days.around(now).day(back) == expected


def test_nobody_works_on_a_holiday() -> None:
    days = Days.around(datetime(2026, 12, 29, 9, tzinfo=UTC), [date(2026, 12, 25), date(2027, 1, 1)])
    assert days.day(1) == date(2026, 12, 28)
    assert days.day(2) == date(2026, 12, 24)
    assert days.day(-3) == date(2027, 1, 4)


def test_a_time_of_day_is_in_utc() -> None:
    assert Days.around(THURSDAY).at(1, "08:30") == datetime(2026, 11, 18, 8, 30, tzinfo=UTC)


def test_today_is_the_day_in_utc() -> None:
    late = datetime(2026, 11, 20, 0, 30, tzinfo=timezone(timedelta(hours=2)))
    assert Days.around(late).today == date(2026, 11, 19)


def test_days_ahead_are_calendar_days() -> None:
    assert Days.around(THURSDAY).ahead(3) == date(2026, 11, 22)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    st.integers(-60, 60).filter(bool),
)
def test_every_business_day_is_one_and_they_come_in_order(now: datetime, back: int) -> None:
    days = Days.around(now)
    found = days.day(back)
    assert found.weekday() < 5
    assert (found < days.today) == (back > 0)
    assert days.day(back + 1) < found or back == -1
