"""Seconds since a run began, for whoever drives it."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.clock import Clock, parse_stamp
from playbook.runs.model import OpenRun


@dataclass(frozen=True, slots=True)
class RunClock:
    """Goes on from the run's last event: a crash or a closed lid adds no time."""

    began: float
    """What the monotonic clock would have said when the run began."""
    clock: Clock

    @classmethod
    def of(cls, run: OpenRun, clock: Clock) -> RunClock:
        """Return the clock of a run that was just started or opened again."""
        return cls(clock.seconds() - run.last_seconds, clock)

    def seconds(self) -> float:
        """Return seconds since the run began."""
        return self.clock.seconds() - self.began


def wall_seconds(run: OpenRun, clock: Clock) -> float:
    """Return seconds since the run began by the wall clock, never less than its last event's.

    For the command line, where each act is a process of its own and no monotonic clock spans them.
    """
    return max(run.last_seconds, (clock.now() - parse_stamp(run.started)).total_seconds())
