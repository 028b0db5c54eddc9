"""Whether a line that arrives fits the journal that it says it is of. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from playbook.records.chain import Link


class Fit(Enum):
    """What becomes of a line that arrives; the value says why it is set aside."""

    NEW = ""
    ALREADY = " "
    REWRITTEN = "another line already has its number in its journal, and stands; somebody rewrote one of them"
    BEFORE = "it does not follow from the line before it"
    AFTER = "the line after it does not follow from it"
    OURS = "it says it is from this device, and this device has not written what comes before it"


def fit(link: Link, held: Mapping[int, Link], *, ours: bool) -> Fit:
    """Return how a line fits what is `held` of its journal; into `ours` nothing comes after a gap."""
    there = held.get(link.seq)
    if there is not None:
        return Fit.ALREADY if there.digest == link.digest else Fit.REWRITTEN
    before, after = held.get(link.seq - 1), held.get(link.seq + 1)
    if before is not None and before.digest != link.prev:
        return Fit.BEFORE
    if after is not None and after.prev != link.digest:
        return Fit.AFTER
    if ours and before is None and after is None and link.seq > 1:
        return Fit.OURS
    return Fit.NEW


def forks(link: Link, held: Mapping[int, Link]) -> bool:
    """Say whether a line follows the same line as the one that has its number: two writers shared a past."""
    there = held.get(link.seq)
    before = held.get(link.seq - 1, Link(0, "", ""))
    return there is not None and there.digest != link.digest and before.digest == link.prev == there.prev


def follow(links: Sequence[Link], seq: int, digest: str) -> bool:
    """Say whether lines, in order, go on where a journal ends, with the line `seq` of that `digest`."""
    for link in links:
        if link.seq != seq + 1 or link.prev != digest:
            return False
        seq, digest = link.seq, link.digest
    return True
