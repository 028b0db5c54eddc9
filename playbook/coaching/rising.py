"""What settled the matter on calls stands higher in the finder: with the reason, and only where enough calls say so.

The finder is opened on live calls: nothing heavy is imported before there is something to weigh.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from playbook.coaching.objections import OpenedFigures

FEW_WITH_WORDS = 5
"""Calls that must have judged a page found with the same words before those words raise it."""
_SHORTEST = 3
"""Letters that words must share to be the same beginning."""
_BY_PAGE, _BY_WORDS = 0.3, 0.5
"""The most that each of them adds to how well a page fits, as a share of it: what fits far better stays above."""


class Lift(NamedTuple):
    """By how much a page rises, and why."""

    factor: float = 1.0
    """At least 1: what settles little sinks nowhere."""
    reason: str = ""
    """A sentence; empty where it does not rise."""


def lift(figures: OpenedFigures | None, typed: str) -> Lift:
    """Return by how much a page rises for what is `typed`.

    Counted is the lower end of the 95 % interval of “settled: yes” (Wilson), so that few calls raise little: of the
    calls on which it was found with words that begin alike, from `FEW_WITH_WORDS` judged ones on; else of all, from
    ten on. Not even one settled: it stays where it is.
    """
    if figures is None or not figures.yes:
        return Lift()
    from playbook.statistics.funnel import FEW
    from playbook.statistics.intervals import wilson

    yes, judged = _with(figures, typed)
    if judged >= FEW_WITH_WORDS and yes:
        reason = f"Stands higher: found with “{typed.strip()}” on calls, it settled {yes} of {judged}."
        return Lift(1 + _BY_WORDS * wilson(yes, judged).low, reason)
    if figures.judged >= FEW:
        reason = f"Stands higher: it settled {figures.yes} of {figures.judged} on calls."
        return Lift(1 + _BY_PAGE * wilson(figures.yes, figures.judged).low, reason)
    return Lift()


def _with(figures: OpenedFigures, typed: str) -> tuple[int, int]:
    """Return how often it was settled, and judged, of the times it was found with words that begin alike."""
    asked = " ".join(typed.casefold().split())
    if len(asked) < _SHORTEST:
        return 0, 0
    alike = [
        one
        for one in figures.words
        if len(one.words) >= _SHORTEST and (one.words.startswith(asked) or asked.startswith(one.words))
    ]
    return sum(one.yes for one in alike), sum(one.judged for one in alike)
