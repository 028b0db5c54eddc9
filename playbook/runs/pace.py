"""Pace: how the time of a call stands against the time boxes of its play."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from playbook.plays.model import Step
from playbook.runs.fold import State
from playbook.runs.path import settled

IN_TIME = 30.0
"""Seconds by which one may differ from the plan and be in time."""


class Pace(msgspec.Struct, frozen=True):
    """Where a call stands against its time boxes; steps without one do not count."""

    behind: float = 0.0
    """Seconds more than planned for what was gone through; negative where it went faster."""
    left: float = 0.0
    """Seconds that the boxes of what is still open add up to."""
    boxed: bool = False
    """The play has time boxes at all."""

    @property
    def word(self) -> str:
        """`behind`, `ahead` or `in time`."""
        return "behind" if self.behind > IN_TIME else "ahead" if self.behind < -IN_TIME else "in time"


def pace_of(steps: Iterable[Step], state: State) -> Pace:
    """Return the pace through `steps`, those of the path.

    A step that is done counts whole; of the one it stands in only what goes over; one left out counts the
    time it took, and is not planned for.
    """
    behind = left = 0.0
    boxed = False
    for step in steps:
        if step.seconds is None:
            continue
        boxed = True
        spent = state.spent.get(step.id, 0.0)
        if step.id in state.done and step.id != state.at:
            behind += spent - step.seconds
        elif step.id == state.at:
            behind += max(spent - step.seconds, 0.0)
            left += max(step.seconds - spent, 0.0)
        elif settled(state, step):
            behind += spent
        else:
            left += max(step.seconds - spent, 0.0)
    return Pace(round(behind, 3), round(left, 3), boxed)
