"""The exact edges of the figures: no trial, one, all of them, none, and counts that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from math import isclose

import pytest

from playbook.statistics import beta, binomial, chi_square, normal
from playbook.statistics.counts import share
from playbook.statistics.differing import differing
from playbook.statistics.durations import Durations, durations
from playbook.statistics.fisher import Fisher, fisher_exact
from playbook.statistics.funnel import Funnel, Place, funnel, place
from playbook.statistics.intervals import Interval, clopper_pearson, newcombe, wilson
from playbook.statistics.looks import accounts_at, bound, look_due, weight, z_of_difference
from playbook.statistics.nelson import Signal, signals
from playbook.statistics.percentiles import median, percentile
from playbook.statistics.power import accounts_needed, power_of, smallest_lift
from playbook.statistics.proportions import exact_limits, proportion_chart
from playbook.statistics.shrinkage import Spread, shrunk, spread
from playbook.statistics.xmr import Baseline, xmr

INTERVALS = (wilson, clopper_pearson)
ALL_OF_IT = Interval(0.0, 1.0)

# One share


@pytest.mark.parametrize("interval", INTERVALS)
@pytest.mark.parametrize("n", [1, 2, 9, 10, 1_000, 1_000_000])
def test_none_of_them_begins_at_nothing_and_all_of_them_ends_at_all(
    interval: Callable[[int, int], Interval], n: int
) -> None:
    none, all_ = interval(0, n), interval(n, n)
    assert none.low == 0.0
    assert all_.high == 1.0
    assert 0 < none.high < 1
    assert isclose(none.high, 1 - all_.low, rel_tol=1e-9)


@pytest.mark.parametrize("interval", INTERVALS)
def test_the_more_trials_the_narrower(interval: Callable[[int, int], Interval]) -> None:
    widths = [(found := interval(n // 2, n)).high - found.low for n in (2, 10, 100, 10_000)]
    assert widths == sorted(widths, reverse=True)
    assert interval(0, 0) == ALL_OF_IT


@pytest.mark.parametrize("n", [1, 3, 20, 300])
def test_the_exact_interval_of_none_is_a_power(n: int) -> None:
    # (1 − p)ⁿ = 2.5 %: the one case that can be solved on paper.
    assert isclose(clopper_pearson(0, n).high, 1 - 0.025 ** (1 / n), rel_tol=1e-9)
    assert isclose(clopper_pearson(n, n).low, 0.025 ** (1 / n), rel_tol=1e-9)


@pytest.mark.parametrize("n", [1, 5, 40])
def test_of_all_or_nothing_wilson_is_a_fraction_of_z(n: int) -> None:
    square = normal.z_of(0.95) ** 2
    assert isclose(wilson(0, n).high, square / (n + square))
    assert isclose(wilson(n, n).low, n / (n + square))


@pytest.mark.parametrize(
    ("successes", "n", "found"), [(0, 0, None), (0, 1, 0.0), (1, 1, 1.0), (1, 4, 0.25), (10**9, 10**9, 1.0)]
)
def test_a_share_of_nothing_is_none_and_not_zero(successes: int, n: int, found: float | None) -> None:
    assert share(successes, n) == found


@pytest.mark.parametrize(
    "asked",
    [
        lambda k, n: share(k, n),
        lambda k, n: wilson(k, n),
        lambda k, n: clopper_pearson(k, n),
        lambda k, n: newcombe(k, n, 1, 2),
        lambda k, n: newcombe(1, 2, k, n),
        lambda k, n: place(k, n, 0.5),
        lambda k, n: binomial.exact_test(k, n),
        lambda k, n: spread([(1, 2), (k, n)]),
        lambda k, n: shrunk(k, n, Spread(0.5, 4.0)),
        lambda k, n: differing([(1, 2), (k, n)]),
        lambda k, n: proportion_chart([k], [n]),
    ],
)
@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3), (1, 0), (0, -2)])
def test_a_count_that_cannot_be_is_refused_by_name(
    asked: Callable[[int, int], object], k: int, n: int
) -> None:
    with pytest.raises(ValueError, match=f"^{k} of {n} is not a count$"):
        asked(k, n)


# Two shares


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (0, 0, 3, 9), (3, 9, 0, 0)])
def test_a_difference_from_nobody_is_anything(counts: tuple[int, int, int, int]) -> None:
    assert newcombe(*counts) == Interval(-1.0, 1.0)
    assert z_of_difference(*counts) == 0.0


@pytest.mark.parametrize("n", [1, 7, 400])
def test_all_against_none_ends_at_the_whole(n: int) -> None:
    assert newcombe(n, n, 0, n).high == 1.0
    assert newcombe(0, n, n, n).low == -1.0
    assert z_of_difference(n, n, 0, n) == -z_of_difference(0, n, n, n) > 0


@pytest.mark.parametrize(("k", "n"), [(0, 5), (5, 5), (2, 5), (0, 1), (1, 1)])
def test_two_that_are_the_same_have_zero_in_the_middle(k: int, n: int) -> None:
    low, high = newcombe(k, n, k, n)
    assert isclose(low, -high)
    assert low < 0 < high
    assert z_of_difference(k, n, k, n) == 0.0
    assert fisher_exact(k, n - k, k, n - k).p == 1.0


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ((1, 0, 0, 1), Fisher(1.0, None)),
        ((0, 1, 1, 0), Fisher(1.0, 0.0)),
        ((3, 0, 0, 3), Fisher(0.1, None)),
        ((0, 3, 3, 0), Fisher(0.1, 0.0)),
        ((1, 1, 1, 1), Fisher(1.0, 1.0)),
        ((0, 0, 0, 1), Fisher(1.0, None)),
    ],
)
def test_the_smallest_tables(table: tuple[int, int, int, int], found: Fisher) -> None:
    asked = fisher_exact(*table)
    assert isclose(asked.p, found.p)
    assert asked.odds_ratio == found.odds_ratio


@pytest.mark.parametrize("table", [(8, 2, 1, 5), (10, 0, 3, 7), (0, 4, 9, 1)])
def test_turning_a_table_changes_nothing(table: tuple[int, int, int, int]) -> None:
    a, b, c, d = table
    p = fisher_exact(*table).p
    assert all(
        isclose(p, fisher_exact(*turned).p)
        for turned in ((c, d, a, b), (b, a, d, c), (a, c, b, d), (d, c, b, a))
    )
    assert 0 < p < 1


def test_a_table_of_a_million_is_still_a_chance() -> None:
    assert fisher_exact(500, 499_500, 500, 499_500).p == pytest.approx(1.0)
    assert 0 <= fisher_exact(2_000, 498_000, 500, 499_500).p < 1e-100


# The distributions at their ends


@pytest.mark.parametrize("p", [0.0, 0.3, 1.0])
def test_no_trial_has_one_outcome(p: float) -> None:
    assert binomial.probability(0, 0, p) == 1.0
    assert binomial.at_most(0, 0, p) == binomial.at_least(0, 0, p) == 1.0
    assert binomial.quantile(0.5, 0, p) == 0
    assert binomial.exact_test(0, 0, p) == 1.0


@pytest.mark.parametrize("n", [1, 4, 50])
def test_what_never_happens_and_what_always_does(n: int) -> None:
    assert [binomial.probability(k, n, 0.0) for k in (0, 1, n)] == [1.0, 0.0, 0.0]
    assert [binomial.probability(k, n, 1.0) for k in (0, n - 1, n)] == [0.0, float(n == 0), 1.0]
    assert binomial.at_most(0, n, 0.0) == binomial.at_least(n, n, 1.0) == 1.0
    assert binomial.at_least(1, n, 0.0) == binomial.at_most(n - 1, n, 1.0) == 0.0
    assert (binomial.quantile(0.999, n, 0.0), binomial.quantile(0.001, n, 1.0)) == (0, n)


@pytest.mark.parametrize("k", [-5, -1, 11, 400])
def test_outside_of_the_trials_there_is_no_chance(k: int) -> None:
    assert binomial.probability(k, 10, 0.4) == 0.0
    assert binomial.at_most(k, 10, 0.4) == float(k > 10)
    assert binomial.at_least(k, 10, 0.4) == float(k < 0)


@pytest.mark.parametrize(
    ("successes", "n", "p"), [(0, 1, 1.0), (1, 1, 1.0), (5, 10, 1.0), (0, 5, 0.0625), (10, 10, 2**-9)]
)
def test_tossing_a_coin(successes: int, n: int, p: float) -> None:
    assert binomial.exact_test(successes, n) == pytest.approx(p)


@pytest.mark.parametrize("x", [-1.0, 0.0, 1.0, 2.0])
def test_beta_and_chi_square_beyond_their_ends(x: float) -> None:
    assert beta.below(x, 2, 3) == float(x >= 1)
    assert chi_square.above(min(x, 0.0), 4) == 1.0


@pytest.mark.parametrize("x", [0.01, 0.25, 0.5, 0.999])
def test_the_beta_of_one_and_one_is_even(x: float) -> None:
    assert beta.below(x, 1, 1) == pytest.approx(x)
    assert beta.quantile(x, 1, 1) == pytest.approx(x)


@pytest.mark.parametrize("share_", [-0.2, 0.0, 1.0, 1.5])
def test_the_ends_of_a_share_are_the_ends_of_its_beta(share_: float) -> None:
    assert beta.quantile(share_, 3, 4) == float(share_ >= 1)


@pytest.mark.parametrize("z", [0.0, 1.0, 6.0, 38.0])
def test_a_tail_is_never_more_than_half_and_both_are_twice_one(z: float) -> None:
    assert 0 <= normal.above(z) <= 0.5
    assert normal.two_sided(z) == normal.two_sided(-z) == pytest.approx(2 * normal.above(z))
    assert normal.above(-z) == pytest.approx(1 - normal.above(z))


# The funnel


@pytest.mark.parametrize("target", [0.0, 0.3, 1.0])
def test_no_runs_have_the_widest_funnel(target: float) -> None:
    assert funnel(target, 0) == Funnel(ALL_OF_IT, ALL_OF_IT)


@pytest.mark.parametrize(
    ("successes", "n", "target", "where"),
    [
        (0, 0, 0.5, "few"),
        (0, 1, 0.5, "few"),
        (9, 9, 0.1, "few"),
        (0, 9, 0.9, "few"),
        (5, 10, 0.5, "inside"),
        (1, 10, 0.5, "outside 95 %"),
        (9, 10, 0.5, "outside 95 %"),
        (0, 10, 0.5, "outside 99.8 %"),
        (10, 10, 0.5, "outside 99.8 %"),
        (0, 10, 0.0, "inside"),
        (10, 10, 1.0, "inside"),
        (1, 10, 0.0, "outside 99.8 %"),
        (9, 10, 1.0, "outside 99.8 %"),
    ],
)
def test_where_one_stands_in_the_funnel(successes: int, n: int, target: float, where: Place) -> None:
    assert place(successes, n, target) == where


# Several shares


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([], "Fewer than two have runs: there is nothing to compare."),
        ([(0, 0)], "Fewer than two have runs: there is nothing to compare."),
        ([(7, 9), (0, 0), (0, 0)], "Fewer than two have runs: there is nothing to compare."),
        ([(0, 1), (0, 1)], "No run did: they do not differ."),
        ([(1, 1), (1, 1)], "Every run did: they do not differ."),
        ([(0, 1), (1, 1)], "Rough: some have so few runs that the test's p is not exact."),
        ([(10, 20), (10, 20)], ""),
    ],
)
def test_what_a_comparison_of_several_cannot_say(counts: list[tuple[int, int]], said: str) -> None:
    assert differing(counts).said == said


def test_those_who_are_all_the_same_do_not_differ_and_all_against_none_do() -> None:
    assert differing([(10, 20)] * 5).p == 1.0
    apart = differing([(20, 20), (0, 20)])
    assert apart.chi_square == pytest.approx(40.0)
    assert apart.df == 1
    assert not apart.within_chance


@pytest.mark.parametrize("counts", [[], [(0, 0)], [(0, 0), (0, 0)]])
def test_nobody_has_no_spread(counts: list[tuple[int, int]]) -> None:
    assert spread(counts) is None


@pytest.mark.parametrize(
    ("counts", "mean"), [([(3, 4)], 0.75), ([(1, 1), (0, 1)], 0.5), ([(5, 10)] * 4, 0.5), ([(0, 9)] * 2, 0.0)]
)
def test_where_there_is_nothing_to_tell_reps_apart_the_mean_is_all(
    counts: list[tuple[int, int]], mean: float
) -> None:
    assert spread(counts) == Spread(mean, None)


def test_with_no_runs_one_is_the_team_and_with_a_million_oneself() -> None:
    team = Spread(0.4, 20.0)
    assert shrunk(0, 0, team).share == pytest.approx(0.4)
    assert shrunk(900_000, 1_000_000, team).share == pytest.approx(0.9, abs=1e-4)
    assert shrunk(0, 20, team).share == pytest.approx(0.2)


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
