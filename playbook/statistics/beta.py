"""The beta distribution, on which exact binomial figures stand."""

from __future__ import annotations

from math import exp, lgamma, log, log1p

_TINY = 1e-300
_ENOUGH = 1e-15
_MOST = 20_000
"""Terms of the fraction: it needs about the square root of the larger parameter."""


def below(x: float, a: float, b: float) -> float:
    """Return the chance of a value below `x`: the regularized incomplete beta function.

    A parameter of 0 puts everything at its end. Source: NIST Digital Library of Mathematical Functions, 8.17.22,
    evaluated by Lentz's method.
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if a <= 0 or b <= 0:
        return 1.0 if a <= 0 else 0.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def quantile(share: float, a: float, b: float) -> float:
    """Return the value below which `share` (0 to 1) lies, by Newton's method kept within halves.

    A parameter of 0 puts everything at its end. Source: Press and others, Numerical Recipes, 3rd ed., section 6.14.
    """
    if a <= 0 or share <= 0:
        return 0.0
    if b <= 0 or share >= 1:
        return 1.0
    low, high = 0.0, 1.0
    value = a / (a + b)
    whole = lgamma(a + b) - lgamma(a) - lgamma(b)
    while high - low > _ENOUGH * high:
        error = below(value, a, b) - share
        low, high = (value, high) if error < 0 else (low, value)
        density = exp(whole + (a - 1) * log(value) + (b - 1) * log1p(-value))
        better = value - error / density if density > _TINY else low
        if not low < better < high:
            better = (low + high) / 2
        if abs(better - value) <= _ENOUGH * value or better in (low, high):
            return better
        value = better
    return value


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, _inverse(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _MOST):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        step = 1.0
        for term in (even, odd):
            d = _inverse(1 + term * d)
            c = 1 + term / c
            c = c if abs(c) > _TINY else _TINY
            step = c * d
            value *= step
        if abs(step - 1) < _ENOUGH:
            break
    return value


def _inverse(value: float) -> float:
    return 1 / (value if abs(value) > _TINY else _TINY)
