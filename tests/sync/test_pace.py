"""When the next sync is due: soon after a record, seldom when nobody answers, never all at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.sync.pace import LEAST, LONGEST, SOON, after, after_record, interval

DICE = st.floats(0, 1)


@pytest.mark.parametrize(
    ("kind", "people", "seconds"),
    [("git", 1, 60), ("git", 6, 60), ("git", 20, 200), ("git", 50, 500), ("postgres", 1_000, 60)],
)
def test_a_whole_team_keeps_to_six_pushes_a_minute(kind: str, people: int, seconds: float) -> None:
    assert interval(kind, people) == seconds


@given(st.floats(LEAST, 600), st.integers(0, 10_000), DICE)
def test_tries_that_fail_come_later_and_later_and_never_stop(every: float, fails: int, dice: float) -> None:
    wait = after(every, fails=fails, dice=dice)
    assert 0.75 * every <= wait <= 1.25 * max(LONGEST, every)
    assert after(every, fails=fails + 1, dice=dice) >= wait or not fails
    assert after(every, fails=50, dice=1) == 1.25 * LONGEST


@given(st.floats(LEAST, 600), DICE, DICE)
def test_nobody_comes_when_another_does(every: float, one: float, other: float) -> None:
    difference = abs(after(every, fails=0, dice=one) - after(every, fails=0, dice=other))
    assert difference == pytest.approx(abs(one - other) * every / 2)


@pytest.mark.parametrize(
    ("since", "fails", "seconds"),
    [
        (None, 0, SOON),
        (10.0, 0, 50.0),
        (58.0, 0, SOON),
        (500.0, 0, SOON),
        (500.0, 1, 120.0),
        (None, 3, 480.0),
    ],
)
def test_a_record_goes_out_soon_but_not_sooner_than_the_host_advises(
    since: float | None, fails: int, seconds: float
) -> None:
    assert after_record(LEAST, since=since, fails=fails, dice=0.5) == seconds
