"""Intervals, exact tests and sample sizes: the vectors of measures.md, and what holds of all counts."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.statistics import chi_square
from playbook.statistics.binomial import exact_test, probability
from playbook.statistics.counts import share
from playbook.statistics.fisher import fisher_exact, is_rare
from playbook.statistics.intervals import clopper_pearson, newcombe, wilson
from playbook.statistics.power import accounts_needed, power_of, smallest_lift

COUNTS = st.integers(0, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
CELLS = st.integers(0, 25)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)],
)
def test_wilson(successes: int, n: int, low: float, high: float) -> None:
    assert wilson(successes, n) == pytest.approx((low, high), abs=5e-5)


def test_newcombe() -> None:
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(0, 20, 0.0, 0.1684), (81, 263, 0.2527, 0.3676), (20, 20, 0.8316, 1.0)],
)
def test_clopper_pearson(successes: int, n: int, low: float, high: float) -> None:
    assert clopper_pearson(successes, n) == pytest.approx((low, high), abs=5e-5)


def test_fisher() -> None:
    found = fisher_exact(3, 1, 1, 3)
    assert found.p == pytest.approx(0.4857, abs=5e-5)
    assert found.odds_ratio == 9


def test_sample_ratio_of_a_big_experiment() -> None:
    one, other = 821_588, 815_482
    assert exact_test(one, one + other) == pytest.approx(1.83e-6, abs=5e-9)
    assert chi_square.above((one - other) ** 2 / (one + other), 1) == pytest.approx(1.82e-6, abs=5e-9)


@pytest.mark.parametrize(
    ("before", "after", "needed"),
    [(0.20, 0.25, 1094), (0.20, 0.30, 294), (0.30, 0.40, 356), (0.63, 0.73, 341)],
)
def test_sample_sizes(before: float, after: float, needed: int) -> None:
    assert accounts_needed(before, after) == needed
    assert power_of(before, after, needed) >= 0.8 > power_of(before, after, needed - 1)
    lift = smallest_lift(before, needed)
    assert lift is not None
    assert lift <= after - before < 1.005 * lift


# What nothing says


def test_no_trials_say_nothing() -> None:
    assert wilson(0, 0) == clopper_pearson(0, 0) == (0.0, 1.0)
    assert newcombe(0, 0, 5, 9) == newcombe(5, 9, 0, 0) == (-1.0, 1.0)
    assert exact_test(0, 0) == 1
    assert share(0, 0) is None


@pytest.mark.parametrize(("table"), [(0, 0, 0, 0), (3, 4, 0, 0), (0, 0, 3, 4), (3, 0, 4, 0), (0, 3, 0, 4)])
def test_table_with_an_empty_row_or_column_says_nothing(table: tuple[int, int, int, int]) -> None:
    found = fisher_exact(*table)
    assert (found.p, found.odds_ratio) == (1.0, None)


@given(CELLS, CELLS, CELLS, CELLS, st.sampled_from([0.5, 0.05, 1e-3, 7e-6]))
def test_a_table_is_rare_where_its_p_is_at_most_the_level(
    a: int, b: int, c: int, d: int, level: float
) -> None:
    p = fisher_exact(a, b, c, d).p
    assert is_rare(a, b, c, d, level) == (p <= level)
    assert is_rare(a, b, c, d, p), "the level itself is rare enough"


@pytest.mark.parametrize(("successes", "n"), [(-1, 5), (6, 5), (1, 0), (0, -1)])
def test_impossible_counts_are_refused(successes: int, n: int) -> None:
    for judge in (wilson, clopper_pearson, exact_test, share):
        with pytest.raises(ValueError, match="is not a count"):
            judge(successes, n)
    with pytest.raises(ValueError, match="is not a count"):
        newcombe(1, 2, successes, n)


def test_negative_cells_are_refused() -> None:
    with pytest.raises(ValueError, match="not a table"):
        fisher_exact(1, 2, -1, 4)
    with pytest.raises(ValueError, match="not a table of counts"):
        is_rare(1, 2, -1, 4, 0.05)


def test_shares_that_no_sample_can_tell_apart() -> None:
    assert power_of(0.3, 0.3, 500) == pytest.approx(0.05)
    assert power_of(0.2, 0.9, 0) == 0.05
    assert power_of(0.0, 1.0, 5) > 0.99
    assert smallest_lift(0.5, 3) is None
    assert smallest_lift(1.0, 300) is None
    with pytest.raises(ValueError, match="equal shares"):
        accounts_needed(0.3, 0.3)
    with pytest.raises(ValueError, match="not shares"):
        accounts_needed(0.3, 1.2)
    with pytest.raises(ValueError, match="not shares"):
        power_of(-0.1, 0.2, 9)


# What holds of all counts


@given(COUNTS)
def test_an_interval_is_around_its_share(counts: tuple[int, int]) -> None:
    successes, n = counts
    for low, high in (wilson(successes, n), clopper_pearson(successes, n)):
        assert 0 <= low <= high <= 1
        assert not n or low <= successes / n <= high
    other = wilson(n - successes, n)
    assert wilson(successes, n) == pytest.approx((1 - other.high, 1 - other.low))


@given(COUNTS)
def test_the_exact_interval_leaves_out_what_the_exact_test_finds_rare_on_either_side(
    counts: tuple[int, int],
) -> None:
    successes, n = counts
    low, high = clopper_pearson(successes, n)
    if successes:
        assert sum(probability(k, n, low) for k in range(successes, n + 1)) == pytest.approx(0.025)
    if successes < n:
        assert sum(probability(k, n, high) for k in range(successes + 1)) == pytest.approx(0.025)


@given(COUNTS, COUNTS)
def test_a_difference_turned_round_is_the_same_interval_turned_round(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    found, turned = newcombe(*first, *second), newcombe(*second, *first)
    assert found == pytest.approx((-turned.high, -turned.low))
    if first[1] and second[1]:
        assert found.low <= first[0] / first[1] - second[0] / second[1] <= found.high


@given(CELLS, CELLS, CELLS, CELLS)
def test_fisher_is_the_sum_over_all_tables_with_these_margins(a: int, b: int, c: int, d: int) -> None:
    row, column, n = a + b, a + c, a + b + c + d
    ways = {
        k: comb(column, k) * comb(n - column, row - k)
        for k in range(max(0, row + column - n), min(row, column) + 1)
    }
    rare = sum(one for one in ways.values() if one <= ways[a])
    assert fisher_exact(a, b, c, d).p == pytest.approx(rare / sum(ways.values()))
    assert fisher_exact(a, b, c, d).p == pytest.approx(fisher_exact(c, d, a, b).p)


@given(st.integers(1, 60), st.floats(0.02, 0.98), st.data())
def test_the_exact_test_is_the_sum_over_all_counts_as_rare(n: int, p: float, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, n))
    chances = [probability(k, n, p) for k in range(n + 1)]
    rare = sum(one for one in chances if one <= chances[successes] * (1 + 1e-7))
    assert exact_test(successes, n, p) == pytest.approx(min(1, rare), abs=1e-9)


@given(st.floats(0.05, 0.9), st.floats(0.02, 0.09))
def test_a_smaller_lift_needs_more_accounts(before: float, lift: float) -> None:
    needed = accounts_needed(before, before + lift)
    assert accounts_needed(before, before + lift / 2) > needed
    assert accounts_needed(before, before + lift, power=0.9) > needed
    assert accounts_needed(before, before + lift, alpha=0.01) > needed
    assert power_of(before, before + lift, needed) > power_of(before, before + lift, needed // 2)
