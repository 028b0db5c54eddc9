"""Four looks at an experiment: the bounds, when a look is due, and how often chance alone ends one."""

from __future__ import annotations

from math import exp, pi, sqrt
from random import Random

import pytest

from playbook.statistics import normal
from playbook.statistics.looks import LOOKS, accounts_at, bound, look_due, weight, z_of_difference


def test_bounds() -> None:
    assert [bound(look) for look in range(1, 5)] == pytest.approx([4.049, 2.863, 2.337, 2.024], abs=6e-4)


@pytest.mark.parametrize("look", [0, 5])
def test_there_are_four_looks(look: int) -> None:
    with pytest.raises(ValueError, match="no look"):
        bound(look)


def test_four_looks_together_err_once_in_twenty() -> None:
    """The chance to cross, by Armitage, McPherson and Rowe's recursion over the score at each look."""
    step = 0.02
    crossed = 0.0
    density = {0: 1 / step}
    reach = int(6 * sqrt(LOOKS) / step)
    kernel = [exp(-((i * step) ** 2) / 2) / sqrt(2 * pi) for i in range(int(6 / step) + 1)]
    for look in range(1, LOOKS + 1):
        inside = int(bound(look) * sqrt(look) / step)
        if look == 1:
            density = {i: kernel[abs(i)] for i in range(-min(inside, 300), min(inside, 300) + 1)}
            crossed += normal.two_sided(bound(1))
            continue
        stays = {
            i: sum(density.get(j, 0.0) * kernel[abs(i - j)] for j in range(max(-reach, i - 300), i + 301, 5))
            * step
            * 5
            for i in range(-inside, inside + 1, 5)
        }
        crossed = 1 - sum(stays.values()) * step * 5
        density = stays
    assert crossed == pytest.approx(0.05, abs=0.002)


def test_looking_four_times_within_bounds_errs_seldom_and_after_every_run_often() -> None:
    chance = Random("looks")
    trials, per_arm = 1_000, 100
    in_plan = any_time = 0
    for _ in range(trials):
        planned = peeked = False
        first = second = 0
        for n in range(1, per_arm + 1):
            first += chance.random() < 0.4
            second += chance.random() < 0.4
            z = abs(z_of_difference(first, n, second, n))
            due = look_due(n, n, per_arm)
            planned |= n == accounts_at(max(due, 1), per_arm) and due > 0 and z > bound(due)
            peeked |= z > 1.96 and n >= 5
        in_plan += planned
        any_time += peeked
    assert in_plan / trials < 0.07
    assert any_time / trials > 0.25


def test_when_a_look_is_due() -> None:
    assert [accounts_at(look, 356) for look in range(1, 5)] == [89, 178, 267, 356]
    assert [look_due(n, n, 356) for n in (0, 88, 89, 178, 356, 900)] == [0, 0, 1, 2, 4, 4]
    assert weight(50, 200) == 80
    assert look_due(50, 200, 320) == 1
    assert look_due(0, 400, 100) == 0
    assert look_due(5, 5, 0) == 0


def test_z_of_a_difference() -> None:
    assert z_of_difference(56, 70, 48, 80) == pytest.approx(2.6502, abs=1e-4)
    assert z_of_difference(48, 80, 56, 70) == -z_of_difference(56, 70, 48, 80)
    assert z_of_difference(0, 0, 3, 4) == z_of_difference(0, 9, 0, 9) == z_of_difference(9, 9, 4, 4) == 0
