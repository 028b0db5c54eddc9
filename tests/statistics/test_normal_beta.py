"""The distributions that the rest stands on, against values of published tables and against themselves."""

from __future__ import annotations

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.statistics import beta, binomial, chi_square, normal

SHARES = st.floats(1e-9, 1 - 1e-9)
SIZES = st.floats(1, 500)


@pytest.mark.parametrize(
    ("share", "z"),
    [(0.5, 0.0), (0.8, 0.8416212335729143), (0.975, 1.959963984540054), (0.999, 3.090232306167813)],
)
def test_normal_quantiles_of_the_tables(share: float, z: float) -> None:
    assert normal.quantile(share) == pytest.approx(z, abs=1e-12)


def test_z_of_an_interval() -> None:
    assert normal.z_of(0.95) == pytest.approx(1.96, abs=1e-4)
    assert normal.z_of(0.998) == pytest.approx(3.0902, abs=1e-4)


@given(SHARES)
def test_normal_quantile_undoes_the_tail(share: float) -> None:
    z = normal.quantile(share)
    assert isclose(normal.above(-z), share, rel_tol=1e-9)
    assert normal.two_sided(z) == pytest.approx(2 * min(share, 1 - share))


@pytest.mark.parametrize("share", [0.0, 1.0, -0.1, 1.1])
def test_normal_has_no_quantile_at_its_ends(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        normal.quantile(share)


@pytest.mark.parametrize(("x", "df", "p"), [(3.841459, 1, 0.05), (16.918978, 9, 0.05), (33.35, 29, 0.2638)])
def test_chi_square_of_the_tables(x: float, df: int, p: float) -> None:
    assert chi_square.above(x, df) == pytest.approx(p, abs=1e-4)


@given(st.floats(0, 60))
def test_chi_square_of_one_degree_is_the_normal_squared(x: float) -> None:
    assert chi_square.above(x, 1) == pytest.approx(normal.two_sided(x**0.5), rel=1e-9)


@given(st.floats(0.001, 0.999), SIZES, SIZES)
def test_beta_is_the_same_from_both_sides(x: float, a: float, b: float) -> None:
    assert beta.below(x, a, b) == pytest.approx(1 - beta.below(1 - x, b, a), abs=1e-10)


@given(st.floats(0.001, 0.999), SIZES, SIZES)
def test_beta_quantile_undoes_beta(share: float, a: float, b: float) -> None:
    assert beta.below(beta.quantile(share, a, b), a, b) == pytest.approx(share, abs=1e-9)


def test_beta_whose_parameter_is_nothing_stands_at_its_end() -> None:
    assert (beta.quantile(0.3, 0, 4), beta.quantile(0.3, 4, 0)) == (0.0, 1.0)
    assert (beta.below(0.3, 0, 4), beta.below(0.3, 4, 0)) == (1.0, 0.0)
    assert (beta.below(-1, 2, 2), beta.below(1, 2, 2)) == (0.0, 1.0)
    assert (beta.quantile(0, 2, 2), beta.quantile(1, 2, 2)) == (0.0, 1.0)


@given(st.integers(0, 40), st.floats(0, 1), st.data())
def test_binomial_sums_are_the_sum_of_its_parts(n: int, p: float, data: st.DataObject) -> None:
    k = data.draw(st.integers(-1, n + 1))
    parts = [binomial.probability(one, n, p) for one in range(n + 1)]
    assert sum(parts) == pytest.approx(1)
    assert binomial.at_most(k, n, p) == pytest.approx(sum(parts[: k + 1]), abs=1e-9)
    assert binomial.at_least(k, n, p) == pytest.approx(sum(parts[max(k, 0) :]), abs=1e-9)
    assert binomial.probability(n + 1, n, p) == 0


@given(st.floats(0.001, 0.999), st.integers(1, 200), st.floats(0.01, 0.99))
def test_binomial_quantile_is_the_first_count_that_reaches_the_share(share: float, n: int, p: float) -> None:
    count = binomial.quantile(share, n, p)
    assert binomial.at_most(count, n, p) >= share * (1 - 1e-11)
    assert binomial.at_most(count - 1, n, p) < share


def test_a_sum_that_is_exactly_the_share_reaches_it() -> None:
    assert [binomial.quantile(0.5, n, 0.5) for n in (1, 7, 263, 999)] == [0, 3, 131, 499]
