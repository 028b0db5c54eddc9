"""Every figure beside that of scipy or statsmodels, over grids; the largest difference is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from math import sqrt
from random import Random
from typing import Any

from playbook.statistics import beta, binomial, chi_square, normal
from playbook.statistics.agreement import Weights, kappa
from playbook.statistics.differing import differing
from playbook.statistics.durations import durations
from playbook.statistics.fisher import fisher_exact
from playbook.statistics.funnel import funnel
from playbook.statistics.intervals import clopper_pearson, newcombe, wilson
from playbook.statistics.looks import LOOKS, bound, z_of_difference
from playbook.statistics.percentiles import percentile
from playbook.statistics.power import accounts_needed, power_of
from playbook.statistics.shrinkage import Spread, shrunk
from tests.oracle.conftest import Told

PARTS = (0.01, 0.05, 0.2, 0.35, 0.5, 0.73, 0.9, 0.99)
SIZES = (1, 2, 7, 20, 50, 148, 263, 1_000, 20_000)
TINY = 1e-250
"""Where the far tail is compared too."""
TAILS = (1e-9, 0.001, 0.00135, 0.025, 0.1, 0.5, 0.8, 0.975, 0.998)


def compare(
    told: Told, name: str, pairs: Iterable[tuple[Any, Any]], most: float, floor: float = 1e-6
) -> None:
    """Compare numbers: their difference relative to the expected one, or to `floor` where that is larger."""
    count, worst = 0, 0.0
    for ours, theirs in pairs:
        for one, other in zip(_flat(ours), _flat(theirs), strict=True):
            worst = max(worst, abs(one - other) / max(abs(other), floor))
            count += 1
    told(f"{name}: {count:,} compared, largest relative difference {worst:.1e}")
    assert count
    assert worst <= most


def _flat(value: Any) -> Iterator[float]:
    if isinstance(value, tuple):
        for one in value:
            yield from _flat(one)
    else:
        yield float(value)


def counts(most: int = 20_000) -> Iterator[tuple[int, int]]:
    for n in SIZES:
        if n <= most:
            yield from sorted({(round(n * part), n) for part in (0, 0.01, 0.1, 0.31, 0.5, 0.8, 1)})


def test_normal(told: Told) -> None:
    from scipy.stats import norm

    compare(
        told, "normal tail", ((normal.above(z / 4), norm.sf(z / 4)) for z in range(-40, 120)), 1e-12, TINY
    )
    compare(told, "normal quantile", ((normal.quantile(q), norm.ppf(q)) for q in (*TAILS, 1e-30)), 1e-9)


def test_beta(told: Told) -> None:
    from scipy.special import betainc, betaincinv

    shapes = (0.5, 1, 3, 20, 300, 10_000)
    compare(
        told, "incomplete beta",
        ((beta.below(x, a, b), betainc(a, b, x)) for x, a, b in product(PARTS, shapes, shapes)), 1e-8,
    )  # fmt: skip
    compare(
        told, "beta quantile",
        ((beta.quantile(q, a, b), betaincinv(a, b, q)) for q, a, b in product(TAILS[1:], shapes, shapes)), 1e-8,
    )  # fmt: skip


def test_chi_square(told: Told) -> None:
    from scipy.stats import chi2

    grid = product((0.01, 0.5, 3.84, 10, 33.35, 90), (1, 2, 5, 29, 100))
    compare(
        told, "chi-square tail", ((chi_square.above(x, df), chi2.sf(x, df)) for x, df in grid), 1e-10, TINY
    )


def test_binomial(told: Told) -> None:
    from scipy.stats import binom, binomtest

    grid = [(k, n, p) for (k, n), p in product(counts(), PARTS)]
    compare(
        told, "binomial chance",
        ((binomial.probability(*one), binom.pmf(*one)) for one in grid if binom.pmf(*one) > 1e-200), 1e-7, TINY
    )  # fmt: skip
    compare(told, "binomial sums", ((binomial.at_most(*one), binom.cdf(*one)) for one in grid), 1e-7, TINY)
    compare(
        told,
        "binomial sums above",
        ((binomial.at_least(k, n, p), binom.sf(k - 1, n, p)) for k, n, p in grid),
        1e-7,
        TINY,
    )
    # Half below a half is an exact tie for an odd n, which scipy leaves to its rounding.
    parts = [one for one in product(TAILS, SIZES, PARTS) if one[0] != 0.5 or one[2] != 0.5]
    compare(told, "binomial quantile", ((binomial.quantile(*one), binom.ppf(*one)) for one in parts), 0)
    compare(
        told,
        "exact binomial test",
        ((binomial.exact_test(*one), binomtest(*one).pvalue) for one in grid),
        1e-7,
        TINY,
    )
    whole = 821_588 + 815_482
    compare(
        told, "exact test of a sample ratio",
        [(binomial.exact_test(821_588, whole), binomtest(821_588, whole).pvalue)], 1e-6, TINY
    )  # fmt: skip


def test_intervals(told: Told) -> None:
    from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

    compare(
        told,
        "Wilson",
        ((wilson(*one), proportion_confint(*one, method="wilson")) for one in counts()),
        1e-9,
    )
    compare(
        told, "Clopper–Pearson",
        ((clopper_pearson(*one), proportion_confint(*one, method="beta")) for one in counts()), 1e-8,
    )  # fmt: skip
    pairs = product(counts(1_000), counts(1_000))
    compare(
        told, "Newcombe",
        (
            (newcombe(*one, *other), confint_proportions_2indep(*one, *other, method="newcomb", compare="diff"))
            for one, other in pairs
        ),
        1e-8,
    )  # fmt: skip


def test_fisher(told: Told) -> None:
    from scipy.stats import fisher_exact as theirs

    tables = [one for one in product((0, 1, 3, 8, 21), repeat=4) if any(one[:2]) and any(one[2:])]
    tables += [(61, 117, 92, 86), (106, 250, 113, 243), (400, 1_600, 480, 1_520)]
    compare(
        told,
        "Fisher",
        ((fisher_exact(a, b, c, d).p, theirs([[a, b], [c, d]]).pvalue) for a, b, c, d in tables),
        1e-7,
        TINY,
    )


def test_sample_sizes(told: Told) -> None:
    from statsmodels.stats.proportion import power_proportions_2indep

    grid = [(p, p + lift) for p, lift in product((0.05, 0.2, 0.3, 0.5, 0.63), (0.02, 0.05, 0.1, 0.3))]

    def theirs(before: float, after: float, n: int) -> float:
        return float(power_proportions_2indep(after - before, before, n, alpha=0.05).power)

    compare(
        told,
        "power",
        ((power_of(*one, n), theirs(*one, n)) for one, n in product(grid, (20, 80, 356, 1_094))),
        1e-8,
    )
    for before, after in grid:
        needed = accounts_needed(before, after)
        assert theirs(before, after, needed) >= 0.8 > theirs(before, after, needed - 1) - 1e-4


def test_differing(told: Told) -> None:
    from scipy.stats import chi2_contingency

    chance = Random(8)
    teams = [
        [(chance.randint(1, n - 1), n) for n in (chance.randint(5, 80) for _ in range(size))]
        for size in range(2, 32)
    ]

    def theirs(team: list[tuple[int, int]]) -> tuple[float, float]:
        found = chi2_contingency([[done, n - done] for done, n in team], correction=False)
        return float(found.statistic), float(found.pvalue)

    found = [(differing(team), theirs(team)) for team in teams]
    compare(told, "whether reps differ", (((one.chi_square, one.p), other) for one, other in found), 1e-6)


def test_shrinkage(told: Told) -> None:
    from scipy.stats import beta as theirs

    def posterior(successes: int, n: int, mean: float, weight: float) -> tuple[float, float, float]:
        found = theirs(successes + weight * mean, n - successes + weight * (1 - mean))
        return float(found.mean()), float(found.ppf(0.025)), float(found.ppf(0.975))

    grid = [(*one, mean, weight) for one, mean, weight in product(counts(1_000), (0.1, 0.45), (3.0, 40.0))]
    compare(
        told, "shrunk shares",
        ((tuple(shrunk(s, n, Spread(mean, weight))), posterior(s, n, mean, weight)) for s, n, mean, weight in grid),
        1e-8,
    )  # fmt: skip


def test_funnel(told: Told) -> None:
    from scipy.stats import binom

    def low(target: float, n: int, tail: float) -> float:
        count = binom.ppf(tail, n, target)
        part = (binom.cdf(count, n, target) - tail) / binom.pmf(count, n, target)
        return float(min(max((count - part) / n, 0), target))

    def theirs(target: float, n: int) -> tuple[float, ...]:
        return tuple(
            limit for tail in (0.025, 0.001) for limit in (low(target, n, tail), 1 - low(1 - target, n, tail))
        )

    grid = product(PARTS, (10, 20, 50, 148, 1_000))
    compare(told, "funnel limits", ((tuple(funnel(*one)), theirs(*one)) for one in grid), 1e-7)


def test_looks(told: Told) -> None:
    from scipy.stats import multivariate_normal

    covariance = [[sqrt(min(i, j) / max(i, j)) for j in range(1, LOOKS + 1)] for i in range(1, LOOKS + 1)]
    bounds = [bound(look) for look in range(1, LOOKS + 1)]
    inside = multivariate_normal.cdf(
        bounds,
        cov=covariance,
        lower_limit=[-one for one in bounds],
        abseps=1e-7,
        releps=1e-7,
        maxpts=2_000_000,
    )
    told(f"O'Brien–Fleming: {1 - inside:.6f} of experiments without a difference end in a verdict")
    assert abs(1 - inside - 0.05) < 1e-4


def test_z_of_a_difference(told: Told) -> None:
    from statsmodels.stats.proportion import proportions_ztest

    pairs = [
        (one, other)
        for one, other in product(counts(1_000), counts(1_000))
        if 0 < one[0] + other[0] < one[1] + other[1]
    ]
    compare(
        told, "z of a difference",
        (
            (z_of_difference(*one, *other), proportions_ztest((one[0], other[0]), (one[1], other[1]))[0])
            for one, other in pairs
        ),
        1e-6,
    )  # fmt: skip


def test_percentiles(told: Told) -> None:
    from numpy import percentile as theirs

    chance = Random(9)
    rows = [[chance.expovariate(0.01) for _ in range(size)] for size in range(1, 60)]
    compare(
        told, "percentiles",
        ((percentile(row, share), theirs(row, 100 * share)) for row, share in product(rows, (0, 0.1, 0.5, 0.9, 1))),
        1e-12,
    )  # fmt: skip


def test_durations(told: Told) -> None:
    from statsmodels.duration.survfunc import SurvfuncRight

    chance = Random(10)
    pairs = []
    for size in range(2, 80):
        days = [chance.randint(1, 60) for _ in range(size)]
        over = [int(chance.random() < 0.7) for _ in days]
        found = durations(
            [day for day, ended in zip(days, over, strict=True) if ended],
            [day for day, ended in zip(days, over, strict=True) if not ended],
        )
        theirs = SurvfuncRight(days, over)
        at = [
            next(
                (
                    float(day)
                    for day, left in zip(theirs.surv_times, theirs.surv_prob, strict=True)
                    if left <= share
                ),
                -1.0,
            )
            for share in (0.5 + 1e-9, 0.1 + 1e-9)
        ]
        ours = (found.median if found.median is not None else -1, found.p90 if found.p90 is not None else -1)
        pairs.append((ours, tuple(at)))
    compare(told, "days in stage", pairs, 0)


def test_agreement(told: Told) -> None:
    from statsmodels.stats.inter_rater import cohens_kappa

    chance = Random(11)
    kinds: tuple[tuple[Weights, str | None], ...] = (
        ("none", None),
        ("linear", "linear"),
        ("quadratic", "quadratic"),
    )
    pairs = []
    for size in (2, 3, 5, 11):
        for _ in range(20):
            table = [[chance.randint(0, 12) + 20 * (i == j) for j in range(size)] for i in range(size)]
            for ours, named in kinds:
                found, other = kappa(table, ours), cohens_kappa(table, wt=named)
                assert found is not None
                # Ours leaves out what cannot be.
                low, high = max(other.kappa_low, -1), min(other.kappa_upp, 1)
                pairs.append((found[3:], (other.kappa, low, high)))
    compare(told, "agreement", pairs, 1e-9)
