"""Where most is lost on the way, and where most time goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from playbook.coaching.figures import StepFigures
from playbook.coaching.stages import StageFigures


class Part(NamedTuple):
    """A step or a stage."""

    name: str
    reached: int
    lost: int
    """Of those who reached it, how many did not do it."""
    time: float
    """All that was spent in it: seconds of steps, days of stages."""


class Bottleneck(NamedTuple):
    """The parts where most is lost and where most time goes; several where they are equal, none of nothing."""

    most_lost: tuple[str, ...]
    lost: int
    all_lost: int
    most_time: tuple[str, ...]
    time: float
    all_time: float
    said: str
    """What cannot be said; empty where there is nothing to add."""


def bottleneck(parts: Sequence[Part]) -> Bottleneck:
    """Return the part where most are lost (in number, not in share), and the one where most time goes.

    Negative times are none. Source: the constraint of Goldratt, The Goal, in the counts of Webb and Gorman, Sales and
    Marketing the Six Sigma Way.
    """
    lost = max((part.lost for part in parts), default=0)
    time = max((part.time for part in parts), default=0.0)
    reached = any(part.reached for part in parts)
    return Bottleneck(
        most_lost=tuple(part.name for part in parts if part.lost == lost > 0),
        lost=max(lost, 0),
        all_lost=sum(max(part.lost, 0) for part in parts),
        most_time=tuple(part.name for part in parts if part.time == time > 0),
        time=max(time, 0.0),
        all_time=sum(max(part.time, 0.0) for part in parts),
        said=_said(reached, lost, time),
    )


def of_steps(steps: Iterable[StepFigures]) -> Bottleneck:
    """Return the bottleneck of a play's required steps; time is the median of those timed, for each who did it."""
    return bottleneck(
        [
            Part(step.step, step.reached, step.reached - step.done, (step.median_seconds or 0.0) * step.done)
            for step in steps
            if step.required and not step.is_gone
        ]
    )


def of_stages(stages: Iterable[StageFigures]) -> Bottleneck:
    """Return the bottleneck of the stages: most opportunities lost, most days spent."""
    return bottleneck([Part(one.stage, one.entered, one.lost, float(one.days_spent)) for one in stages])


def _said(reached: bool, lost: int, time: float) -> str:
    if not reached:
        return "Nobody has been here yet: nothing says where most is lost."
    if lost <= 0:
        return "Nothing is lost on the way."
    return "" if time > 0 else "No time was recorded: nothing says where most of it goes."
