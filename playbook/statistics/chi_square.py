"""The chi-square distribution."""

from __future__ import annotations

from math import exp, lgamma, log

_TINY = 1e-300
_ENOUGH = 1e-16
_MOST = 100_000


def above(x: float, df: float) -> float:
    """Return the chance of a value above `x` with `df` degrees of freedom.

    Source: NIST Digital Library of Mathematical Functions, 8.11.4 (series) and 8.9.2 (continued fraction) of the
    incomplete gamma function.
    """
    if x <= _TINY:
        return 1.0
    shape, x = df / 2, x / 2
    front = exp(shape * log(x) - x - lgamma(shape))
    return 1 - front * _series(shape, x) if x < shape + 1 else front * _fraction(shape, x)


def _series(shape: float, x: float) -> float:
    term = total = 1 / shape
    for n in range(1, _MOST):
        term *= x / (shape + n)
        total += term
        if term < total * _ENOUGH:
            break
    return total


def _fraction(shape: float, x: float) -> float:
    b = x + 1 - shape
    c, d = 1 / _TINY, 1 / b
    value = d
    for n in range(1, _MOST):
        a = -n * (n - shape)
        b += 2
        d = 1 / _not_zero(b + a * d)
        c = _not_zero(b + a / c)
        value *= c * d
        if abs(c * d - 1) < _ENOUGH:
            break
    return value


def _not_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
