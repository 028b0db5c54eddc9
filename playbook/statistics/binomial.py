"""The binomial distribution: exact, for any n."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma, log, log1p

from playbook.statistics import beta
from playbook.statistics.counts import check

_ALIKE = 1 + 1e-7
"""Two chances this near are the same: rounding must not decide which counts are as rare."""


_EXACTLY = 1 + 1e-12
"""A sum that is exactly a share reaches it, whatever its last digits say."""


def probability(k: int, n: int, p: float) -> float:
    """Return the chance of exactly `k` successes in `n` trials with the chance `p` each.

    Source: Johnson, Kemp and Kotz, Univariate Discrete Distributions, 3rd ed., ch. 3.
    """
    if not 0 <= k <= n:
        return 0.0
    if p <= 0 or p >= 1:
        return float(k == (n if p >= 1 else 0))
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return exp(ways + k * log(p) + (n - k) * log1p(-p))


def at_most(k: int, n: int, p: float) -> float:
    """Return the chance of `k` successes or fewer.

    Source: NIST Digital Library of Mathematical Functions, 8.17.5.
    """
    if k < 0:
        return 0.0
    return 1.0 if k >= n else beta.below(1 - p, n - k, k + 1)


def at_least(k: int, n: int, p: float) -> float:
    """Return the chance of `k` successes or more.

    Source: Johnson, Kemp and Kotz, Univariate Discrete Distributions, 3rd ed., ch. 3: a beta distribution.
    """
    if k > n:
        return 0.0
    return 1.0 if k <= 0 else beta.below(p, k, n - k + 1)


def quantile(share: float, n: int, p: float) -> int:
    """Return the smallest count with a chance of at least `share` of that many successes or fewer.

    Source: the definition of a discrete quantile, as R's `qbinom`.
    """
    low, high = 0, n
    while low < high:
        middle = (low + high) // 2
        if at_most(middle, n, p) >= share / _EXACTLY:
            high = middle
        else:
            low = middle + 1
    return low


def exact_test(successes: int, n: int, p: float = 0.5) -> float:
    """Return the two-sided p that the true share is `p`: the chance of a count as rare as `successes` or rarer.

    1 for no trials. Raises ValueError for impossible counts. Source: Clopper and Pearson 1934, in the form of R's
    `binom.test` (sum of the chances that are not larger).
    """
    check(successes, n)
    rare = probability(successes, n, p) * _ALIKE
    middle = n * p
    if successes == middle or not n:
        return 1.0
    if successes < middle:
        other = _first(lambda k: probability(k, n, p) <= rare, int(middle) + (middle > int(middle)), n + 1)
        found = at_most(successes, n, p) + at_least(other, n, p)
    else:
        other = -_first(lambda k: probability(-k, n, p) <= rare, -int(middle), 1)
        found = at_least(successes, n, p) + at_most(other, n, p)
    return min(1.0, found)


def _first(holds: Callable[[int], bool], low: int, high: int) -> int:
    """Return the first number from `low` on that `holds`, or `high`; from there on it holds for all."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low
