"""Axes: all values in sight, round ends, few ticks."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.reporting.scale import Scale, scale_of, tick_text

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_every_value_is_in_sight(values: list[float]) -> None:
    scale = scale_of(values)
    slack = 1e-6 * max(1.0, *map(abs, values))
    assert scale.low <= min(values) + slack
    assert scale.high >= max(values) - slack
    assert scale.low < scale.high


@given(st.lists(NUMBERS, min_size=1, max_size=20), st.integers(2, 20))
def test_ticks_are_within_the_scale_and_not_more_than_asked_for(values: list[float], most: int) -> None:
    scale = scale_of(values)
    ticks = scale.ticks(most)
    assert 1 <= len(ticks) <= max(most, 2)
    assert ticks == sorted(ticks)
    slack = 1e-6 * max(scale.high - scale.low, abs(scale.low), abs(scale.high))
    assert all(scale.low - slack <= one <= scale.high + slack for one in ticks)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_an_axis_of_shares_never_goes_beyond_none_and_all(values: list[float]) -> None:
    scale = scale_of(values, share=True)
    assert 0 <= scale.low < scale.high <= 1


@pytest.mark.parametrize(
    ("values", "share", "ends"),
    [
        ([0.03, 0.97], False, (0.0, 1.0)),
        ([3.0, 97.0], False, (0.0, 100.0)),
        ([5.0], False, (4.5, 5.5)),
        ([0.0, 0.0], False, (-1.0, 1.0)),
        ([0.4, 0.4], True, (0.0, 1.0)),
        ([], False, (0.0, 1.0)),
        ([math.nan, math.inf, 2.0, 4.0], False, (2.0, 4.0)),
        ([-0.2, 1.4], True, (0.0, 1.0)),
    ],
)
def test_the_ends_are_round(values: list[float], share: bool, ends: tuple[float, float]) -> None:
    assert scale_of(values, share=share) == pytest.approx(ends)


def test_where_a_value_lies() -> None:
    scale = Scale(0.0, 4.0)
    assert [scale.at(one) for one in (-1.0, 0.0, 1.0, 4.0, 9.0)] == [0.0, 0.0, 0.25, 1.0, 1.0]


def test_what_stands_at_an_axis() -> None:
    assert [tick_text(one, "share") for one in (0.0, 0.25, 1.0)] == ["0%", "25%", "100%"]
    assert [tick_text(one, "points") for one in (-0.1, 0.0, 0.2)] == ["−10", "0", "+20"]
    assert tick_text(2.5, "number") == "2.5"


@pytest.mark.parametrize("values", [(0.31, 0.69), (0.0, 0.74), (0.0, 0.3), (12.0, 13.0), (0.18, 0.72)])
@pytest.mark.parametrize("most", [2, 3, 4, 6])
def test_an_axis_says_at_least_two_values(values: tuple[float, float], most: int) -> None:
    ticks = scale_of(values, share=values[1] <= 1).ticks(most)
    assert len(ticks) >= 2
    assert ticks == sorted(set(ticks))
