"""How a run went against its play: four counts, never one score (measures.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Adherence:
    """The four counts, and which steps they are about."""

    skipped: int
    out_of_order: int
    repeated: int
    added: int
    fitness: float | None
    """1 − cost/(n + m), where cost = n + m − 2·LCS: 1 is as written; None where n + m = 0."""
    skipped_steps: tuple[str, ...] = ()
    out_of_order_steps: tuple[str, ...] = ()
    repeated_steps: tuple[str, ...] = ()
    added_steps: tuple[str, ...] = ()


def adherence(play: Sequence[str], done: Sequence[str]) -> Adherence:
    """Return how the steps `done` (in the order done) went against those of the `play`.

    Aligned by longest common subsequence; of equal ones that with the earliest steps of the play.
    A step that is left over on both sides was done out of order; only in the play, skipped; only in the
    run, repeated where the play has it and added where it has not. Source: van der Aalst, Process Mining, 2nd ed.,
    ch. 8, for fitness by alignment; Wagner and Fischer 1974 for the subsequence.
    """
    return _adherence(tuple(play), tuple(done))


def forget() -> None:
    """Forget the variants that were aligned, so that aligning can be measured."""
    _adherence.cache_clear()


@lru_cache(maxsize=16_384)
def _adherence(play: tuple[str, ...], done: tuple[str, ...]) -> Adherence:
    if play == done:
        return Adherence(0, 0, 0, 0, 1.0 if play else None)
    in_play, in_done = aligned(play, done)
    left = [step for place, step in enumerate(play) if place not in in_play]
    over = [step for place, step in enumerate(done) if place not in in_done]
    moved = Counter(left) & Counter(over)
    skipped = _without(left, moved)
    rest = _without(over, moved)
    known = frozenset(play)
    both = len(play) + len(done)
    return Adherence(
        skipped=len(skipped),
        out_of_order=moved.total(),
        repeated=sum(step in known for step in rest),
        added=sum(step not in known for step in rest),
        fitness=2 * len(in_play) / both if both else None,
        skipped_steps=tuple(skipped),
        out_of_order_steps=tuple(step for step in dict.fromkeys(play) for _ in range(moved[step])),
        repeated_steps=tuple(step for step in rest if step in known),
        added_steps=tuple(step for step in rest if step not in known),
    )


def aligned(play: Sequence[str], done: Sequence[str]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the places in `play` and in `done` of their longest common subsequence.

    Of several as long: the one with the earliest places in the play, then in the run. Source: Wagner and Fischer 1974.
    """
    # What both begin with is aligned without looking further; most runs begin as written.
    same = next(
        (i for i, (a, b) in enumerate(zip(play, done, strict=False)) if a != b), min(len(play), len(done))
    )
    longest = [[0] * (len(done) + 1) for _ in range(len(play) + 1)]
    for i in range(len(play) - 1, same - 1, -1):
        row, below, step = longest[i], longest[i + 1], play[i]
        best = 0
        for j in range(len(done) - 1, same - 1, -1):
            if step == done[j]:
                best = below[j + 1] + 1
            elif below[j] > best:
                best = below[j]
            row[j] = best
    in_play, in_done = list(range(same)), list(range(same))
    start = same
    for i in range(same, len(play)):
        step = play[i]
        if step in done[start:]:
            j = done.index(step, start)
            if longest[i + 1][j + 1] + 1 == longest[i][start]:
                in_play.append(i)
                in_done.append(j)
                start = j + 1
    return frozenset(in_play), frozenset(in_done)


def _without(steps: Sequence[str], taken: Counter[str]) -> list[str]:
    """Return `steps` without the first occurrences that `taken` counts."""
    left = Counter(taken)
    kept = []
    for step in steps:
        if left[step] > 0:
            left[step] -= 1
        else:
            kept.append(step)
    return kept
