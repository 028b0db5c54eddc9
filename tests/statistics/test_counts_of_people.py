"""No ranking by noise: whether reps differ, where one is in the funnel, and a rate that chance is taken out of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.statistics import binomial
from playbook.statistics.differing import differing
from playbook.statistics.durations import Durations, durations
from playbook.statistics.funnel import funnel, place
from playbook.statistics.percentiles import median
from playbook.statistics.shrinkage import Spread, shrunk, spread

TEAM = st.lists(st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=12)
ALIKE = [(30, 100), (33, 100), (28, 100), (31, 100)]
APART = [(5, 50), (40, 50), (20, 50), (44, 50)]


# Do they differ at all?


def test_a_team_that_differs_and_one_that_does_not() -> None:
    assert differing(ALIKE).within_chance
    assert not differing(APART).within_chance
    found = differing([(15, 50), (25, 50)])
    assert found.chi_square == pytest.approx(25 / 6)
    assert found.df == 1
    assert found.p == pytest.approx(0.0412, abs=5e-5)
    assert found.said == ""


def test_few_runs_make_the_test_rough() -> None:
    assert differing([(1, 8), (4, 9)]).said.startswith("Rough")


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([], "Fewer than two have runs: there is nothing to compare."),
        ([(3, 9), (0, 0)], "Fewer than two have runs: there is nothing to compare."),
        ([(0, 9), (0, 12)], "No run did: they do not differ."),
        ([(9, 9), (12, 12)], "Every run did: they do not differ."),
    ],
)
def test_what_cannot_differ(counts: list[tuple[int, int]], said: str) -> None:
    found = differing(counts)
    assert found.within_chance
    assert found.said == said


@given(TEAM)
def test_the_order_and_those_without_runs_change_nothing(team: list[tuple[int, int]]) -> None:
    found, turned = differing(team), differing([(0, 0), *reversed(team)])
    assert found.df == turned.df
    assert found.p == pytest.approx(turned.p)
    assert found.p is None or 0 <= found.p <= 1


def test_impossible_counts_are_refused() -> None:
    for judge in (differing, spread):
        with pytest.raises(ValueError, match="7 of 6"):
            judge([(7, 6)])
    with pytest.raises(ValueError, match="7 of 6"):
        place(7, 6, 0.5)
    with pytest.raises(ValueError, match="7 of 6"):
        shrunk(7, 6, Spread(0.5, 3))


# Shrinking


def test_where_chance_explains_all_everybody_is_the_team() -> None:
    team = spread(ALIKE)
    assert team == Spread(0.305, None)
    assert shrunk(28, 100, team) == (0.305, (0.305, 0.305))


def test_the_fewer_the_runs_the_nearer_to_the_team() -> None:
    team = spread(APART)
    assert team is not None
    assert team.weight is not None
    few, many = shrunk(3, 3, team), shrunk(300, 300, team)
    assert team.mean < few.share < many.share < 1
    assert few.share == pytest.approx((3 + team.weight * team.mean) / (3 + team.weight))
    assert few.interval.low < few.share < few.interval.high
    assert many.interval.high - many.interval.low < few.interval.high - few.interval.low
    assert shrunk(0, 0, team).share == pytest.approx(team.mean)


def test_all_or_nothing_is_not_shrunk() -> None:
    team = spread([(10, 10), (0, 10)])
    assert team is not None
    assert team == pytest.approx((0.5, 0))
    assert shrunk(10, 10, team).share == pytest.approx(1)
    assert shrunk(0, 0, Spread(0.5, 0.0)).share == 0.5


def test_one_rep_or_none_has_no_spread() -> None:
    assert spread([]) is spread([(0, 0)]) is None
    assert spread([(3, 9)]) == Spread(1 / 3, None)
    assert spread([(1, 1), (0, 1), (1, 1)]) == Spread(2 / 3, None)  # one run each: nothing within


@settings(max_examples=40, deadline=None)
@given(TEAM)
def test_a_shrunk_share_is_between_ones_own_and_the_teams(team: list[tuple[int, int]]) -> None:
    found = spread(team)
    for successes, n in team:
        if n:
            assert found is not None
            low, high = sorted((successes / n, found.mean))
            assert low - 1e-9 <= shrunk(successes, n, found).share <= high + 1e-9


# The funnel


@given(st.floats(0.02, 0.98), st.integers(1, 300))
def test_a_funnel_is_around_its_target_and_the_outer_one_around_the_inner(target: float, n: int) -> None:
    inner, outer = funnel(target, n)
    assert 0 <= outer.low <= inner.low <= target <= inner.high <= outer.high <= 1


@settings(max_examples=25, deadline=None)
@given(st.floats(0.1, 0.9), st.integers(10, 90))
def test_the_funnel_leaves_no_more_outside_than_it_says(target: float, n: int) -> None:
    chances = {k: binomial.probability(k, n, target) for k in range(n + 1)}
    outside = {k: place(k, n, target) for k in chances}
    assert sum(chances[k] for k in chances if outside[k] == "outside 99.8 %") <= 0.002 + 1e-9
    assert sum(chances[k] for k in chances if outside[k] != "inside") <= 0.05 + 1e-9


def test_under_ten_runs_there_is_the_count_alone() -> None:
    assert place(0, 9, 0.6) == "few"
    assert place(0, 0, 0.6) == "few"
    assert place(0, 10, 0.6) == "outside 99.8 %"
    assert place(1, 20, 0.3) == "outside 95 %"
    assert place(6, 20, 0.3) == "inside"
    assert funnel(0.3, 0) == ((0.0, 1.0), (0.0, 1.0))
    assert place(0, 30, 0.0) == "inside"
    assert place(1, 30, 0.0) == "outside 99.8 %"


# Days


def test_what_goes_on_counts_as_at_least_so_long() -> None:
    # Kaplan and Meier's estimate by hand: 5/6 at 2, 5/8 at 4, 5/12 at 6, 5/24 at 8, 0 at 9.
    found = durations([2, 4, 6, 8, 9], [2, 3])
    assert (found.median, found.p90) == (6, 9)
    assert durations([2, 4, 6, 8, 9]).median == 6
    assert durations([1, 2], [50, 60, 70]) == Durations(2, 3, None, None, 0)


def test_negative_times_are_left_out_and_told() -> None:
    assert durations([-3, 5], [-1]) == Durations(1, 0, 5, 5, 2)
    assert durations([]) == Durations(0, 0, None, None, 0)


@given(st.lists(st.integers(0, 90), min_size=1, max_size=31).filter(lambda days: len(days) % 2))
def test_without_anything_going_on_the_median_is_the_median(days: list[int]) -> None:
    assert durations(days).median == median(days)
