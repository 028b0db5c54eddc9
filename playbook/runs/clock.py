"""Seconds since a run began, for whoever drives it."""

from __future__ import annotations

from playbook.clock import Clock, parse_stamp
from playbook.runs.model import OpenRun

ASLEEP = 120.0
"""Seconds between two looks at the clock from which on nobody was there: a closed lid, a stopped program."""

AWAY = 2 * 3600.0
"""Seconds by the wall clock between two acts from which on nobody was on a call: it was left, not held."""


class RunClock:
    """Goes on from the run's last event: a crash or a closed lid adds no time.

    It is looked at once a second while a call is on the screen. Some machines let the monotonic clock go on while
    they sleep, so a gap of more than ASLEEP seconds between two looks counts as none.
    """

    __slots__ = ("_at", "_clock", "_looked")

    def __init__(self, run: OpenRun, clock: Clock) -> None:
        """Of a run that was just started or opened again."""
        self._clock = clock
        self._at = run.last_seconds
        self._looked = clock.seconds()

    @classmethod
    def of(cls, run: OpenRun, clock: Clock) -> RunClock:
        """Return the clock of a run that was just started or opened again."""
        return cls(run, clock)

    def seconds(self) -> float:
        """Return seconds since the run began, without those in which the machine slept."""
        now = self._clock.seconds()
        gone, self._looked = now - self._looked, now
        if 0.0 < gone <= ASLEEP:
            self._at += gone
        return self._at


def wall_seconds(run: OpenRun, clock: Clock) -> float:
    """Return seconds since the run began by the wall clock, never less than its last event's.

    For the command line, where each act is a process of its own and no monotonic clock spans them. After a gap of
    more than AWAY, a call left overnight or a clock that jumped, it stands at the last event's.
    """
    last = run.last_seconds
    since = (clock.now() - parse_stamp(run.started)).total_seconds()
    return since if 0.0 < since - last <= AWAY else last
