"""Charts over time: the vectors of measures.md, the three rules, and what too few values cannot say."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.statistics import binomial
from playbook.statistics.nelson import Signal, signals
from playbook.statistics.proportions import OUTSIDE, exact_limits, proportion_chart
from playbook.statistics.xmr import Baseline, xmr

FLOW = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)
CANS = (
    12,
    15,
    8,
    10,
    4,
    7,
    16,
    9,
    14,
    10,
    5,
    6,
    17,
    12,
    22,
    8,
    10,
    5,
    13,
    11,
    20,
    18,
    24,
    15,
    9,
    12,
    7,
    13,
    9,
    6,
)
VALUES = st.lists(st.floats(-1e6, 1e6), max_size=40)


def rules(values: list[float] | str, reach: float = 3) -> tuple[Signal, ...]:
    values = [float(value) for value in values]
    count = len(values)
    return signals(values, [0.0] * count, [-reach] * count, [reach] * count)


# Individuals and moving range


def test_xmr_of_the_handbook() -> None:
    limits = xmr(FLOW).limits
    assert limits is not None
    assert limits == pytest.approx((50.81, 45.8159, 55.8041, 1.8778, 6.1347), abs=5e-5)
    assert xmr(FLOW).signals == ()
    assert xmr(FLOW).wide_ranges == ()
    assert xmr(FLOW).said == ""


def test_what_comes_after_the_baseline_is_held_against_it() -> None:
    chart = xmr((*FLOW, 56.0, 50.0), Baseline("before the change", 0, 10))
    assert chart.limits == xmr(FLOW).limits
    assert chart.signals == (Signal(1, 10, 10),)
    assert chart.wide_ranges == ()
    assert chart.baseline.name == "before the change"


def test_a_leap_within_the_limits_is_told() -> None:
    chart = xmr((*FLOW, 45.9), Baseline("before the change", 0, 10))
    assert (chart.signals, chart.wide_ranges) == ((), (10,))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((), "No values yet: nothing says what is usual."),
        ((4.0,), "One value: nothing says yet how far values usually are apart."),
        ((4.0,) * 12, "All 12 values are the same: nothing says how far values usually are apart."),
    ],
)
def test_too_little_for_limits_says_so(values: tuple[float, ...], said: str) -> None:
    chart = xmr(values)
    assert (chart.limits, chart.signals, chart.said) == (None, (), said)
    assert chart.values == values


def test_few_values_have_limits_and_a_warning() -> None:
    assert xmr((1.0, 2.0)).limits is not None
    assert xmr(FLOW[:9]).said == "Limits from 9 values still move a lot with each new one."


def test_a_baseline_of_nothing_says_so_although_there_are_values() -> None:
    assert xmr(FLOW, Baseline("before", -3, 0)).said == "No values yet: nothing says what is usual."


@given(VALUES, st.floats(-1e6, 1e6))
def test_moving_all_values_moves_the_limits_along(values: list[float], by: float) -> None:
    here, there = xmr(values).limits, xmr([value + by for value in values]).limits
    if here and there:
        assert there == pytest.approx(
            (here.mean + by, here.lower + by, here.upper + by, here.mean_range, here.upper_range),
            rel=1e-6, abs=1e-3,
        )  # fmt: skip


@given(VALUES)
def test_every_signal_is_within_the_chart(values: list[float]) -> None:
    chart = xmr(values)
    assert len(chart.ranges) == max(0, len(values) - 1)
    assert all(0 <= one.first <= one.last < len(values) for one in chart.signals)


# Shares


def test_p_chart_of_the_handbook() -> None:
    chart = proportion_chart(CANS, [50] * 30)
    assert chart.kind == "p-chart"
    assert chart.mean == pytest.approx(0.2313, abs=5e-5)
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((0.0524, 0.4102), abs=5e-5)
    assert [one.first + 1 for one in chart.signals if one.rule == 1] == [15, 23]
    assert chart.said == ""


def test_below_fifty_runs_the_limits_are_exact() -> None:
    chart = proportion_chart(CANS, [50] * 29 + [49])
    assert chart.kind == "exact"
    assert chart.mean is not None
    assert chart.lower[0] * 50 == exact_limits(chart.mean, 50).low
    assert chart.upper[0] * 50 == exact_limits(chart.mean, 50).high


@given(st.floats(0.01, 0.99), st.integers(1, 120))
def test_exact_limits_leave_at_most_their_share_on_either_side(mean: float, n: int) -> None:
    low, high = exact_limits(mean, n)
    assert 0 <= low <= high <= n
    assert binomial.at_most(low - 1, n, mean) <= OUTSIDE < binomial.at_most(low, n, mean) * (1 + 1e-9)
    assert binomial.at_least(high + 1, n, mean) <= OUTSIDE < binomial.at_least(high, n, mean) * (1 + 1e-9)


def test_weeks_without_runs_have_no_share() -> None:
    chart = proportion_chart([3, 0, 4, 5], [10, 0, 10, 10])
    assert chart.places == (0, 2, 3)
    assert chart.shares == (0.3, 0.4, 0.5)
    assert chart.said == "Limits from 3 points still move a lot with each new one."


@pytest.mark.parametrize(
    ("successes", "sizes", "said"),
    [
        ([], [], "No runs yet: nothing says what is usual."),
        ([0, 0], [0, 0], "No runs yet: nothing says what is usual."),
        ([2, 0], [9, 0], "One point: nothing says yet what is usual."),
        ([0, 0], [9, 8], "No run did: nothing says how far shares usually are apart."),
        ([9, 8], [9, 8], "Every run did: nothing says how far shares usually are apart."),
    ],
)
def test_too_little_for_a_p_chart_says_so(successes: list[int], sizes: list[int], said: str) -> None:
    chart = proportion_chart(successes, sizes)
    assert (chart.said, chart.signals, chart.lower) == (said, (), ())


def test_impossible_counts_are_no_chart() -> None:
    with pytest.raises(ValueError, match="5 of 4"):
        proportion_chart([1, 5], [4, 4])


# The rules


def test_nine_on_one_side_are_a_signal_and_eight_are_not() -> None:
    assert rules("12" * 4) == ()
    assert rules("12" * 4 + "1") == (Signal(2, 0, 8),)
    assert rules([-1, *[1, 2] * 6]) == (Signal(2, 1, 12),)
    assert rules([1, 2, 1, 2, 0, 1, 2, 1, 2]) == ()  # a point on the mean ends the row


def test_six_in_one_direction_are_a_signal_and_five_are_not() -> None:
    assert rules([-2, -1, 0, 1, 2]) == ()
    assert rules([-2, -1, 0, 1, 2, 2.5]) == (Signal(3, 0, 5),)
    assert rules([0, 2.5, 2, 1, 0, -1, -2, 1]) == (Signal(3, 1, 6),)
    assert rules([-2, -1, 0, 0, 1, 2, 2.5]) == ()  # an equal value ends the direction


def test_a_limit_itself_is_inside() -> None:
    assert rules([3, -3]) == ()
    assert rules([3.01, -3.01]) == (Signal(1, 0, 0), Signal(1, 1, 1))


@pytest.mark.parametrize(
    ("signal", "words"),
    [
        (Signal(1, 4, 4), "outside the limits"),
        (Signal(2, 0, 9), "10 in a row on one side of the mean"),
        (Signal(3, 2, 7), "6 in a row in one direction"),
    ],
)
def test_a_signal_in_words(signal: Signal, words: str) -> None:
    assert str(signal) == words


@pytest.mark.parametrize(("points", "expected"), [(24, 0.10), (52, 0.26)])
def test_how_many_charts_chance_alone_marks(points: int, expected: float) -> None:
    chance = Random(f"charts of {points}")
    charts = 1_000
    marked = sum(bool(xmr([chance.gauss(0, 1) for _ in range(points)]).signals) for _ in range(charts))
    assert marked / charts == pytest.approx(expected, abs=0.035)  # two and a half standard deviations
