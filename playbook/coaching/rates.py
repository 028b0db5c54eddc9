"""Rates of several reps side by side, and whether they say anything: no ranking by noise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from playbook.statistics.differing import Differing, differing
from playbook.statistics.funnel import FEW, Funnel, Place, funnel, place
from playbook.statistics.intervals import Interval, wilson
from playbook.statistics.shrinkage import Shrunk, shrunk, spread


class RepRate(NamedTuple):
    """One rep's count, and what may be said of it; under ten runs the count alone."""

    rep: str
    successes: int
    n: int
    rate: float | None
    interval: Interval | None
    """Wilson's, at 95 %."""
    shrunk: Shrunk | None
    """Drawn toward the team's rate, as far as chance asks."""
    limits: Funnel | None
    place: Place
    flagged: bool
    """Outside the limits in a team whose reps differ by more than chance."""


class TeamRates(NamedTuple):
    """A team's reps by name, never by rate."""

    reps: tuple[RepRate, ...]
    mean: float | None
    """Of all runs of all reps; None of no runs."""
    differing: Differing
    """Of the reps with ten runs and more."""
    said: str


def team_rates(counts: Mapping[str, tuple[int, int]]) -> TeamRates:
    """Compare reps by their (successes, n); raises ValueError for impossible counts.

    One is flagged only where the reps differ at all (p ≤ .1) and outside 95 % limits. Source: Spiegelhalter 2005
    (Statistics in Medicine 24, 1185–1202) for the funnel.
    """
    enough = [one for one in counts.values() if one[1] >= FEW]
    tested = differing(enough)
    runs = sum(n for _, n in counts.values())
    mean = sum(successes for successes, _ in counts.values()) / runs if runs else None
    team = spread(enough)
    reps = []
    for rep, (successes, n) in sorted(counts.items()):
        if n < FEW or mean is None or team is None:
            place(successes, n, 0.0)
            reps.append(RepRate(rep, successes, n, None, None, None, None, "few", False))
            continue
        found = place(successes, n, mean)
        reps.append(
            RepRate(
                rep,
                successes,
                n,
                successes / n,
                wilson(successes, n),
                shrunk(successes, n, team),
                funnel(mean, n),
                found,
                flagged=found != "inside" and not tested.within_chance,
            )
        )
    return TeamRates(tuple(reps), mean, tested, _said(tested, len(counts)))


def _said(tested: Differing, reps: int) -> str:
    if tested.p is None:
        return (
            f"Fewer than two reps have {FEW} runs: there is nothing to compare." if reps else "No runs yet."
        )
    if tested.within_chance:
        return f"Differences between reps are within chance (p = {tested.p:.2f})."
    rough = f" {tested.said}" if tested.said else ""
    return f"Reps differ by more than chance (p = {max(tested.p, 0.001):.3f}).{rough}"
