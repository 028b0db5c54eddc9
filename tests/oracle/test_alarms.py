"""How often chance alone raises an alarm, and how often what was planted is found: simulated, and printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from random import Random

from playbook.coaching.rates import TeamRates, team_rates
from playbook.coaching.verdict import looks_taken, verdict
from playbook.coaching.weeks import Week, before_after
from playbook.statistics.looks import z_of_difference
from playbook.statistics.power import power_of
from playbook.statistics.xmr import xmr
from tests.oracle.conftest import Told

SEEDS = 200
PLANTED = 20
MONDAY = date(2026, 1, 5)
ARMS = ("first", "second")


def share(told: Told, what: str, stated: float, alarm: Callable[[Random], bool], seeds: int = SEEDS) -> float:
    """Return how often `alarm` is raised where nothing is planted, and hold it to twice the stated rate."""
    found = sum(alarm(Random(f"{what} {seed}")) for seed in range(seeds)) / seeds
    told(f"{what}: {found:.1%} of {seeds:,} false alarms, {stated:.1%} stated")
    assert found <= 2 * stated
    return found


def planted(told: Told, what: str, found: Callable[[Random], bool]) -> None:
    """Hold what was planted with 99 % power to being found for 18 seeds of 20."""
    named = sum(found(Random(f"{what} {seed}")) for seed in range(PLANTED))
    told(f"{what}: found for {named} seeds of {PLANTED}")
    assert named >= 18


def accounts(chance: Random, per_arm: int, base: float, lift: float) -> list[tuple[int, bool]]:
    order = [(arm, chance.random() < base + lift * arm) for _ in range(per_arm) for arm in (0, 1)]
    chance.shuffle(order)
    return order


def winner(chance: Random, per_arm: int, base: float, lift: float) -> str:
    looks = looks_taken(accounts(chance, per_arm, base, lift), ARMS, per_arm)
    return verdict(looks, (per_arm, per_arm), per_arm, 0.1).better


def test_experiments_without_a_difference(told: Told) -> None:
    share(told, "an experiment at its four looks", 0.05, lambda chance: winner(chance, 356, 0.3, 0.0) != "")
    often = 2_000
    found = share(
        told, "the same, many times", 0.05, lambda chance: winner(chance, 200, 0.3, 0.0) != "", often
    )
    assert abs(found - 0.049) < 0.015  # three standard deviations


def test_looking_after_every_run_is_what_the_looks_prevent(told: Told) -> None:
    trials, alarms = 500, 0
    for seed in range(trials):
        chance = Random(f"peeking {seed}")
        counts = [[0, 0], [0, 0]]
        crossed = False
        for arm, success in accounts(chance, 356, 0.3, 0.0):
            counts[arm][0] += success
            counts[arm][1] += 1
            crossed |= (
                min(counts[0][1], counts[1][1]) >= 10 and abs(z_of_difference(*counts[0], *counts[1])) > 1.96
            )
        alarms += crossed
    told(f"looking after every run at p < .05: {alarms / trials:.1%} false alarms")
    assert alarms / trials > 0.2


def test_an_experiment_with_a_lift(told: Told) -> None:
    assert power_of(0.25, 0.60, 80) > 0.99
    planted(
        told,
        "a lift from 25 % to 60 % with 80 accounts per arm",
        lambda one: winner(one, 80, 0.25, 0.35) == ARMS[1],
    )


def team(chance: Random, rates: list[float], runs: int) -> TeamRates:
    return team_rates(
        {
            f"rep-{rep}": (sum(chance.random() < rate for _ in range(runs)), runs)
            for rep, rate in enumerate(rates)
        }
    )


def _differs(made: Callable[[Random], TeamRates], chance: Random) -> bool:
    return not made(chance).differing.within_chance


def _flags(made: Callable[[Random], TeamRates], chance: Random) -> bool:
    return any(one.flagged for one in made(chance).reps)


def test_reps_who_do_not_differ(told: Told) -> None:
    for reps, runs in ((5, 15), (8, 40), (30, 120)):
        alike = partial(team, rates=[0.35] * reps, runs=runs)
        said = f"{reps} reps of {runs} runs"
        share(told, f"{said} said to differ", 0.1, partial(_differs, alike))
        share(told, f"{said}, one flagged", 0.1, partial(_flags, alike))


def test_a_rep_who_differs(told: Told) -> None:
    rates = [0.05, *[0.5] * 7]
    planted(
        told, "a rep at 5 % among seven at 50 %, 60 runs each",
        lambda chance: team(chance, rates, 60).reps[0].flagged,
    )  # fmt: skip


def _marks(points: int, chance: Random) -> bool:
    return bool(xmr([chance.gauss(0, 1) for _ in range(points)]).signals)


def test_charts_of_chance(told: Told) -> None:
    for points, stated in ((24, 0.10), (52, 0.26)):
        found = share(told, f"a chart of {points} points with a mark", stated, partial(_marks, points), 2_000)
        assert abs(found - stated) < 0.03


def season(chance: Random, before: float, after: float) -> list[Week]:
    return [
        Week(MONDAY + timedelta(weeks=week), sum(chance.random() < rate for _ in range(40)), 40)
        for week, rate in enumerate([before] * 16 + [after] * 10)
    ]


def test_a_changed_play(told: Told) -> None:
    changed = MONDAY + timedelta(weeks=16)
    planted(
        told, "a play that goes from 30 % to 60 % with its change",
        lambda chance: "Since the change:" in before_after(season(chance, 0.3, 0.6), changed).said[1],
    )  # fmt: skip
    share(
        told, "a play that changed nothing", 0.1,
        lambda chance: "Since the change:" in before_after(season(chance, 0.3, 0.3), changed).said[1],
    )  # fmt: skip
