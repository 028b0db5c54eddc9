"""When the next sync in the background is due. Pure: the clock, the dice and the timer are the caller's."""

from __future__ import annotations

SOON = 4.0
"""Seconds after a record was made: time enough for the next one to come along."""
LEAST = 60.0
"""Seconds between two syncs in the background."""
LONGEST = 3_600.0
"""Seconds between two tries, however long a hub has been out of reach."""
_A_MINUTE = 60.0
_PUSHES = 6
"""Pushes a minute that hosts of git repositories advise at most, of all people together."""
_JITTER = 0.25
_DOUBLINGS = 10


def interval(kind: str, people: int) -> float:
    """Return the seconds between two syncs of one person, so that all together keep to what the host advises."""
    if kind != "git":
        return LEAST
    return max(LEAST, people * _A_MINUTE / _PUSHES)


def after(every: float, *, fails: int, dice: float) -> float:
    """Return in how many seconds to sync again: later with each try that failed; `dice` is between 0 and 1.

    Nobody's is the same as anybody else's, so that a whole team that comes online does not come at once.
    """
    wait = min(LONGEST, every * 2.0 ** min(fails, _DOUBLINGS)) if fails else every
    return wait * (1 - _JITTER + 2 * _JITTER * dice)


def after_record(every: float, *, since: float | None, fails: int, dice: float) -> float:
    """Return in how many seconds a record just made goes out; `since`: seconds since the last try, None: never."""
    if fails:
        return after(every, fails=fails, dice=dice)
    soon = SOON * (0.5 + dice)
    return soon if since is None else max(soon, every - since)
