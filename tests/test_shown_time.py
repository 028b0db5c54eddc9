"""How a time of day is written, by the clock somebody has chosen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from playbook.clock import clock_face, shown_moment, shown_time


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
