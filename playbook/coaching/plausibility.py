"""Whether a run was ticked while it happened, or filled in afterwards (measures.md)."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.coaching.outcomes import DONE
from playbook.records.model import Run

TICKS = 5
"""Fewer ticks in a row are a quick hand, not a form that is filled in."""

PACE = 2.0
"""Seconds a tick: ten within 20 seconds are not talked through."""

_WORK = frozenset({DONE, "tick", "answer"})
"""Events of the trace that are ticks, by what stands before their colon."""


def filled_in_afterwards(run: Run) -> frozenset[str]:
    """Return the steps that were ticked in a burst at the end of the call; empty for a plausible run.

    A burst is the longest row of at least five ticks, answers and steps done, up to the last of them, at two
    seconds each or faster, all of it in the second half of the call. A debrief is filled in afterwards by
    its nature and says so itself: nothing of it is named here; nor of a log whose clock stood still or ran backwards,
    which does not tell. Source: measures.md; thresholds of our own, on the side of the rep.
    """
    if run.mode != "call":
        return frozenset()
    work = [
        (seconds, step)
        for seconds, step, event in run.trace
        if event in _WORK or (":" in event and event.split(":", 1)[0] in _WORK)
    ]
    if len(work) < TICKS:
        return frozenset()
    work.sort()
    burst = _burst([seconds for seconds, _ in work])
    if not burst:
        return frozenset()
    end = max(seconds for seconds, _, _ in run.trace)
    if end <= 0 or work[-burst][0] < end / 2:
        return frozenset()
    return frozenset(step for _, step in work[-burst:]) - {step for _, step in work[:-burst]}


def _burst(times: Sequence[float]) -> int:
    """Return how many of the last `times` came at the pace of a form; 0 where too few did."""
    longest = 0
    for count in range(TICKS, len(times) + 1):
        if times[-1] - times[-count] <= PACE * count:
            longest = count
    return longest
