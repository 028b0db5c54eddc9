"""Cohen's kappa: published tables, and what holds of all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.statistics.agreement import Weights, kappa

FLEISS = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]
"""Diagnoses of 100 patients: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, table 18.1."""
TABLES = st.integers(2, 5).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 20), min_size=size, max_size=size), min_size=size, max_size=size
    )
)
WEIGHTS: tuple[Weights, ...] = ("none", "linear", "quadratic")


def test_the_table_of_fleiss() -> None:
    found = kappa(FLEISS)
    assert found is not None
    assert found[:3] == pytest.approx((100, 0.89, 0.66))
    assert found.kappa == pytest.approx(0.676, abs=5e-4)
    assert found[4:] == pytest.approx((0.505, 0.848), abs=5e-4)


def test_half_of_what_is_more_than_chance() -> None:
    """Fifty grants, 35 decided alike where chance alone would make 25: the example that textbooks begin with."""
    found = kappa([[20, 5], [10, 15]])
    assert found is not None
    assert found.kappa == pytest.approx(0.4)


def test_a_near_miss_on_a_scale_counts_in_part() -> None:
    near, far = [[5, 5, 0], [0, 5, 0], [0, 0, 5]], [[5, 0, 5], [0, 5, 0], [0, 0, 5]]
    plain, one, other = kappa(near), kappa(near, "linear"), kappa(far, "linear")
    assert plain and one and other
    assert one.kappa > plain.kappa > other.kappa


@pytest.mark.parametrize("table", [[], [[0, 0], [0, 0]], [[7, 0], [0, 0]], [[3]]])
def test_where_chance_alone_would_agree_on_all_nothing_is_said(table: list[list[int]]) -> None:
    assert kappa(table) is None


@pytest.mark.parametrize("table", [[[1, 2]], [[1, 2], [3]], [[1, -1], [0, 2]]])
def test_what_is_no_table_of_counts_is_refused(table: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="square"):
        kappa(table)


@given(TABLES, st.sampled_from(WEIGHTS))
def test_who_is_called_first_makes_no_difference(table: list[list[int]], weights: Weights) -> None:
    turned = [list(column) for column in zip(*table, strict=True)]
    one, other = kappa(table, weights), kappa(turned, weights)
    assert (one is None) == (other is None)
    if one and other:
        assert one.kappa == pytest.approx(other.kappa)
        assert one[4:] == pytest.approx(other[4:])


@given(TABLES, st.sampled_from(WEIGHTS))
def test_it_lies_in_its_interval_and_is_one_only_where_all_agree(
    table: list[list[int]], weights: Weights
) -> None:
    found = kappa(table, weights)
    if found is None:
        return
    assert -1 <= found.low <= found.kappa + 1e-9
    assert found.kappa - 1e-9 <= found.high <= 1
    apart = sum(count for i, row in enumerate(table) for j, count in enumerate(row) if i != j)
    assert (found.kappa > 1 - 1e-9) == (apart == 0)
