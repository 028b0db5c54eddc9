"""The exact edges of the figures: no trial, one, all of them, none, and counts that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from math import isclose

import pytest

from playbook.statistics import beta, binomial, chi_square, normal
from playbook.statistics.counts import share
from playbook.statistics.differing import differing
from playbook.statistics.fisher import Fisher, fisher_exact
from playbook.statistics.funnel import Funnel, Place, funnel, place
from playbook.statistics.intervals import Interval, clopper_pearson, newcombe, wilson
from playbook.statistics.looks import z_of_difference
from playbook.statistics.proportions import proportion_chart
from playbook.statistics.shrinkage import Spread, shrunk, spread

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
