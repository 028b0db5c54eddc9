"""How a time of day is written, by the clock somebody has chosen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from playbook.clock import clock_face, shown_day, shown_moment, shown_time
from playbook.dates import said_day_of, said_moment, short_day_of
from playbook.runs.recap import crm_summary
from tests.coaching.calls import call


@pytest.fixture(autouse=True)
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as there:
        there.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(
    ("hour", "long", "short"),
    [(0, "00:05", "12:05 am"), (9, "09:05", "9:05 am"), (12, "12:05", "12:05 pm"), (23, "23:05", "11:05 pm")],
)
def test_24_hours_or_12(hour: int, long: str, short: str) -> None:
    moment = datetime(2026, 11, 23, hour, 5, tzinfo=timezone(timedelta(hours=-8)))
    assert clock_face(moment) == long
    assert clock_face(moment, "12h") == short


def test_a_stamp_is_shown_on_this_machines_clock() -> None:
    assert shown_time(datetime(2026, 11, 23, 13, 5, tzinfo=UTC)) == "14:05"
    assert shown_time(datetime(2026, 7, 23, 13, 5, tzinfo=UTC), "12h") == "3:05 pm"
    assert shown_moment("2026-11-23T23:30:00.000Z") == "2026-11-24 00:30"
    assert shown_moment("2026-11-23T23:30:00.000Z", "12h") == "2026-11-24 12:30 am"


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2026-11-23T22:59:59.999Z", "2026-11-23"),
        ("2026-11-23T23:30:00.000Z", "2026-11-24"),
        ("2026-07-23T22:30:00.000Z", "2026-07-24"),  # summer time
        ("2026-11-24T08:00:00+14:00", "2026-11-23"),
        ("2026-11-23", "2026-11-23"),
        ("0001-01-01T00:00:00+14:00", "0001-01-01"),
        ("yesterday or so", "yesterday "),
        ("", ""),
    ],
)
def test_the_day_of_a_stamp_is_this_machines(stamp: str, day: str) -> None:
    assert shown_day(stamp) == day


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        ("2026-11-23T23:30:00.000Z", "24 Nov"),
        ("2026-12-11", "11 Dec"),
        ("2025-12-31T22:00:00.000Z", "31 Dec 2025"),
        ("2025-12-31T23:30:00.000Z", "1 Jan"),
        ("some day", "some day"),
        ("", ""),
    ],
)
def test_a_day_in_a_list_is_short_and_this_machines(stamp: str, said: str) -> None:
    assert short_day_of(stamp, date(2026, 11, 23)) == said


def test_in_a_detail_a_day_is_said_whole_and_is_this_machines() -> None:
    assert said_day_of("2026-11-23T23:30:00.000Z") == "Tue 24 Nov 2026"
    assert said_moment("2026-11-23T23:30:00.000Z") == "Tue 24 Nov 2026, 00:30"
    assert said_moment("2026-11-23T23:30:00.000Z", "12h") == "Tue 24 Nov 2026, 12:30 am"


def test_an_evening_beyond_the_ocean_is_no_day_later(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as there:  # what is undone later would bring Berlin back for all other tests
        there.setenv("TZ", "America/Los_Angeles")
        time.tzset()
        assert shown_day("2026-11-24T01:10:00.000Z") == "2026-11-23"
        run = call("A+", started="2026-11-24T01:10:00.000Z")
        assert crm_summary(run, None, {}, "Called on {{run.date}}.") == "Called on 2026-11-23.\n"
