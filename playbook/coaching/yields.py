"""What share of those who reach a step do it, and what is left of all at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod
from typing import NamedTuple

from playbook.coaching.figures import StepFigures
from playbook.statistics.counts import share
from playbook.statistics.intervals import Interval, wilson


class Yield(NamedTuple):
    """What share of those who reached a part of the way did it."""

    name: str
    reached: int
    done: int
    share: float | None
    """None where nobody reached it."""
    interval: Interval
    """Wilson's, at 95 %."""


def yield_of(name: str, done: int, reached: int) -> Yield:
    """Return the yield of one part; raises ValueError for impossible counts.

    Source: done ÷ reached (measures.md), its interval as `wilson`.
    """
    return Yield(name, reached, done, share(done, reached), wilson(done, reached))


def step_yields(steps: Iterable[StepFigures]) -> list[Yield]:
    """Return the yields of the required steps that the page still has, in its order; names are step ids."""
    return [
        yield_of(step.step, step.done, step.reached) for step in steps if step.required and not step.is_gone
    ]


def rolled_yield(parts: Sequence[Yield]) -> float | None:
    """Return the share that passes every part: the product of their yields.

    None of no parts, and where one was never reached, which says nothing about the whole. Source: rolled throughput
    yield; Harry and Schroeder, Six Sigma, 2000.
    """
    shares = [part.share for part in parts]
    known = [one for one in shares if one is not None]
    return prod(known) if shares and len(known) == len(shares) else None
