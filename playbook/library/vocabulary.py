"""The sorted terms of an index: those that begin with what was typed, and those that nearly do."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

_AFTER_ALL = "\U0010ffff"


def prefix_range(vocabulary: Sequence[str], prefix: str) -> range:
    """Return the places in the sorted `vocabulary` of the terms that begin with `prefix`."""
    start = bisect_left(vocabulary, prefix)
    return range(start, bisect_left(vocabulary, prefix + _AFTER_ALL, lo=start))


def forgiven(word: str) -> int:
    """Return how many typing errors are forgiven in `word`: 1, from five letters 2, in one or two none."""
    if len(word) < 3:
        return 0
    return 2 if len(word) >= 5 else 1


def nearly(vocabulary: Sequence[str], word: str, errors: int) -> list[int]:
    """Return the places of the terms some beginning of which is within `errors` edits of `word`.

    An edit is a letter left out, put in, replaced, or two neighbours swapped (optimal string
    alignment); `errors` is less than the length of `word`. The sorted terms are walked as the tree
    that their shared beginnings make, each node a state of the bit-parallel automaton of Wu and
    Manber (“Fast text searching allowing errors”, 1992), with swaps added: bit `i` of a state's row
    `e` says that the node is `e` edits from the first `i` letters of `word`.
    """
    letters = _positions(word)
    whole = 1 << len(word)
    kept = 2 * whole - 1
    # Leaving out the first letters of the word is already an edit each.
    states = [[(1 << (edits + 1)) - 1 & kept for edits in range(errors + 1)]]
    found: list[int] = []
    place, previous = 0, ""
    while place < len(vocabulary):
        term = vocabulary[place]
        depth = _shared(previous, term, len(states) - 1)
        del states[depth + 1 :]
        previous = term
        place += 1
        while depth < len(term):
            state = _step(states, term, depth, letters, kept)
            depth += 1
            near = state[errors] & whole
            if near or not state[errors]:
                # Whatever begins in the same way is as near, or as lost.
                alike = prefix_range(vocabulary, term[:depth])
                if near:
                    found.extend(alike)
                place = alike.stop
                break
            states.append(state)
    return found


def is_nearly(word: str, term: str, errors: int) -> bool:
    """Whether the whole of `term` is within `errors` edits of `word`: see `nearly`."""
    if abs(len(word) - len(term)) > errors:
        return False
    letters = _positions(word)
    whole = 1 << len(word)
    states = [[(1 << (edits + 1)) - 1 for edits in range(errors + 1)]]
    for depth in range(len(term)):
        states.append(_step(states, term, depth, letters, 2 * whole - 1))
    return bool(states[-1][errors] & whole)


def _positions(word: str) -> dict[str, int]:
    """Return for each letter the bits of the places just after it in `word`."""
    positions: dict[str, int] = {}
    for place, letter in enumerate(word, 1):
        positions[letter] = positions.get(letter, 0) | 1 << place
    return positions


def _shared(left: str, right: str, most: int) -> int:
    most = min(most, len(left), len(right))
    count = 0
    while count < most and left[count] == right[count]:
        count += 1
    return count


def _step(states: list[list[int]], term: str, depth: int, letters: dict[str, int], kept: int) -> list[int]:
    """Return the state after `term[depth]`; row `e` holds what rows below it hold."""
    before = states[depth]
    here = letters.get(term[depth], 0)
    row = (before[0] << 1) & here
    after = [row]
    swap = (here << 1) & letters.get(term[depth - 1], 0) if depth else 0
    for edits in range(1, len(before)):
        lower = before[edits - 1]
        row = ((before[edits] << 1) & here) | lower | (lower << 1) | (row << 1) | row
        if swap:
            row |= (states[depth - 1][edits - 1] << 2) & swap
        row &= kept
        after.append(row)
    return after
