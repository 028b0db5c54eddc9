"""Times, looks, sizes and charts where there is nothing, next to nothing, or too much."""

from __future__ import annotations

import pytest

from playbook.statistics.durations import Durations, durations
from playbook.statistics.looks import accounts_at, bound, look_due, weight
from playbook.statistics.nelson import Signal, signals
from playbook.statistics.percentiles import median, percentile
from playbook.statistics.power import accounts_needed, power_of, smallest_lift
from playbook.statistics.proportions import exact_limits, proportion_chart
from playbook.statistics.xmr import Baseline, xmr

# Times


@pytest.mark.parametrize(
    ("over", "going_on", "found"),
    [
        ([], [], Durations(0, 0, None, None, 0)),
        ([5.0], [], Durations(1, 0, 5.0, 5.0, 0)),
        ([0.0], [], Durations(1, 0, 0.0, 0.0, 0)),
        ([], [5.0], Durations(0, 1, None, None, 0)),
        ([-1.0], [-2.0], Durations(0, 0, None, None, 2)),
        ([3.0, -1.0], [], Durations(1, 0, 3.0, 3.0, 1)),
        ([4.0] * 10, [], Durations(10, 0, 4.0, 4.0, 0)),
        ([1.0], [9.0], Durations(1, 1, 1.0, None, 0)),
        ([9.0], [1.0], Durations(1, 1, 9.0, 9.0, 0)),
        ([9.0, 1.0, 5.0], [], Durations(3, 0, 5.0, 9.0, 0)),
    ],
)
def test_times_that_are_few_the_same_or_impossible(
    over: list[float], going_on: list[float], found: Durations
) -> None:
    assert durations(over, going_on) == found


@pytest.mark.parametrize("at", [0.0, 0.25, 0.5, 0.9, 1.0])
def test_every_percentile_of_one_value_is_that_value(at: float) -> None:
    assert percentile([7.0], at) == percentile([7.0, 7.0, 7.0], at) == 7.0
    assert percentile([], at) is None


def test_the_ends_of_percentiles_are_the_least_and_the_most_in_any_order() -> None:
    values = [3.0, -2.0, 9.0, 0.0]
    assert (percentile(values, 0), median(values), percentile(values, 1)) == (-2.0, 1.5, 9.0)
    assert values == [3.0, -2.0, 9.0, 0.0]


# Looks and sizes


@pytest.mark.parametrize(
    ("first", "second", "per_arm", "look"),
    [
        (0, 0, 40, 0),
        (0, 1_000, 40, 0),
        (9, 9, 40, 0),
        (10, 10, 40, 1),
        (39, 39, 40, 3),
        (40, 40, 40, 4),
        (4_000, 4_000, 40, 4),
        (40, 40, 0, 0),
        (40, 40, -1, 0),
        (1, 1, 1, 4),
    ],
)
def test_the_look_that_is_due(first: int, second: int, per_arm: int, look: int) -> None:
    assert look_due(first, second, per_arm) == look_due(second, first, per_arm) == look


def test_an_uneven_split_tells_less_than_an_even_one() -> None:
    assert (weight(0, 50), weight(50, 0), weight(0, 0)) == (0.0, 0.0, 0.0)
    assert weight(50, 50) == 50
    assert weight(10, 90) == pytest.approx(18)


def test_every_look_asks_for_less_than_the_one_before() -> None:
    bounds = [bound(look) for look in range(1, 5)]
    assert bounds == sorted(bounds, reverse=True)
    assert [accounts_at(look, 10) for look in range(1, 5)] == [3, 5, 8, 10]
    assert accounts_at(3, 0) == 0


@pytest.mark.parametrize(("before", "after"), [(-0.1, 0.5), (0.5, 1.1), (2.0, 2.0), (-1.0, -1.0)])
def test_a_share_beyond_its_ends_has_no_number(before: float, after: float) -> None:
    for asked in (accounts_needed, lambda a, b: power_of(a, b, 10)):
        with pytest.raises(ValueError, match="are not shares from 0 to 1"):
            asked(before, after)


@pytest.mark.parametrize(
    ("before", "accounts", "lift"), [(0.3, 0, None), (0.3, -5, None), (1.0, 10_000, None), (0.3, 1, None)]
)
def test_what_too_few_accounts_can_tell(before: float, accounts: int, lift: float | None) -> None:
    assert smallest_lift(before, accounts) == lift


def test_a_lift_that_is_just_told_is_told_with_that_many() -> None:
    lift = smallest_lift(0.3, 100)
    assert lift is not None
    assert accounts_needed(0.3, 0.3 + lift) <= 100 < accounts_needed(0.3, 0.3 + lift * 0.98)


def test_power_where_there_is_nothing_to_find_or_nothing_in_the_way() -> None:
    assert power_of(0.3, 0.3, 0) == power_of(0.3, 0.6, 0) == 0.05
    assert power_of(0.3, 0.3, 500) == pytest.approx(0.05)
    assert power_of(0.0, 1.0, 3) == 1.0
    assert power_of(0.0, 0.0, 3) == 0.05


# Charts


@pytest.mark.parametrize(
    ("start", "stop"), [(0, 0), (5, 9), (3, 1), (-4, -1)], ids=["none", "behind", "backwards", "before"]
)
def test_a_baseline_without_values_draws_no_limits(start: int, stop: int) -> None:
    found = xmr([1.0, 2.0, 3.0], Baseline("none", start, stop))
    assert (found.limits, found.signals, found.wide_ranges) == (None, (), ())
    assert found.said == "No values yet: nothing says what is usual."
    assert found.ranges == (1.0, 1.0)


def test_negative_values_and_huge_ones_have_limits_too() -> None:
    found = xmr([-3.0, -1.0, -3.0, -1.0])
    assert found.limits is not None
    assert (found.limits.mean, found.limits.mean_range) == (-2.0, 2.0)
    assert found.signals == ()
    assert xmr([1e15, 1e15 + 2, 1e15, 1e15 + 2]).signals == ()


@pytest.mark.parametrize(
    ("values", "marked"),
    [
        ([], ()),
        ([2.0], (Signal(1, 0, 0),)),
        ([0.0] * 30, ()),
        ([0.1] * 8, ()),
        ([0.1] * 9, (Signal(2, 0, 8),)),
        ([0.1] * 8 + [0.0] + [0.1] * 8, ()),
        ([-0.3, -0.2, -0.1, 0.1, 0.2], ()),
        ([-0.3, -0.2, -0.1, 0.1, 0.2, 0.3], (Signal(3, 0, 5),)),
        ([0.3, 0.2, 0.1, -0.1, -0.2, -0.3], (Signal(3, 0, 5),)),
        ([-0.3, -0.2, -0.1, -0.1, 0.2, 0.3], ()),
    ],
)
def test_what_the_rules_mark_between_minus_one_and_one(
    values: list[float], marked: tuple[Signal, ...]
) -> None:
    n = len(values)
    assert signals(values, [0.0] * n, [-1.0] * n, [1.0] * n) == marked


@pytest.mark.parametrize(
    ("successes", "sizes", "kind", "said"),
    [
        ([], [], "p-chart", "No runs yet: nothing says what is usual."),
        ([0, 0], [0, 0], "p-chart", "No runs yet: nothing says what is usual."),
        ([1], [2], "exact", "One point: nothing says yet what is usual."),
        ([0, 1, 0], [0, 2, 0], "exact", "One point: nothing says yet what is usual."),
        ([5, 5], [5, 5], "exact", "Every run did: nothing says how far shares usually are apart."),
        ([0, 0], [60, 60], "p-chart", "No run did: nothing says how far shares usually are apart."),
        ([1, 2], [50, 50], "p-chart", "Limits from 2 points still move a lot with each new one."),
        ([1, 2], [49, 50], "exact", "Limits from 2 points still move a lot with each new one."),
    ],
)
def test_a_chart_of_shares_says_which_it_is_and_what_it_cannot(
    successes: list[int], sizes: list[int], kind: str, said: str
) -> None:
    found = proportion_chart(successes, sizes)
    assert (found.kind, found.said) == (kind, said)
    assert all(0 <= low <= high <= 1 for low, high in zip(found.lower, found.upper, strict=True))


@pytest.mark.parametrize(
    ("mean", "n", "limits"), [(0.5, 0, (0, 0)), (0.0, 40, (0, 0)), (1.0, 40, (40, 40)), (0.5, 1, (0, 1))]
)
def test_exact_limits_of_nothing_none_and_all(mean: float, n: int, limits: tuple[int, int]) -> None:
    assert exact_limits(mean, n) == limits


def test_more_successes_than_points_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        proportion_chart([1, 2], [3])
