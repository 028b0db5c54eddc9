"""How like a text others are: cosines of their tf-idf vectors, and what a common kind and page add to them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Protocol

FLOOR = 0.18
"""Below it two texts share too little for the pair to be worth a glance."""

SAME_KIND, SAME_PLAY = 0.1, 0.3
"""What a common kind and a common page add to a likeness, as shares of it."""

MOST_BONUS = 1 + SAME_KIND + SAME_PLAY

_CROWD = 0.5
"""A feature in more than this share of many texts tells them apart no longer."""

_MANY = 200
_AT_ONCE = 64
_SURELY = 1 - 1e-9
"""Against the rounding of sums."""
DRIFT = 0.02
"""Share of the texts that may come and go before the weights are worked out anew."""

Some = tuple[Sequence[tuple[float, int]], float]
"""Some texts, each with its likeness and number; and a likeness that none of those that come after them is above."""


class Postings(Protocol):
    """What texts say, by what is said."""

    def numbers(self, feature: str) -> Sequence[int]:
        """Return the numbers of the texts that have it, ascending; some may be of texts that are gone."""
        ...

    @property
    def lengths(self) -> Sequence[float]:
        """The length of each text's vector by its number."""
        ...


@dataclass(frozen=True)
class Question:
    """What is looked for, weighed."""

    telling: Sequence[str]
    """The features worth following, the rarest first: not those of most texts, unless it is all there is."""
    weights: Mapping[str, float]
    """Of all features that any text has."""
    length: float
    """Of its vector."""


def weight(texts: int, among: int) -> float:
    """Return how much a feature tells that `among` of `texts` have."""
    return log((1 + texts) / (1 + among)) + 1


def length(weights: Iterable[float]) -> float:
    """Return the length of a vector."""
    return sqrt(sum(one**2 for one in weights))


def question(said: Collection[str], texts: int, count: Callable[[str], int]) -> Question:
    """Return the question after what says the features `said`; `count` is how many of `texts` have one."""
    counts = {feature: number for feature in said if (number := count(feature))}
    weights = {feature: weight(texts, number) for feature, number in counts.items()}
    unknown = len(said) - len(weights)
    rarest = weight(texts, 1) if texts else 1.0
    limit = _CROWD * texts if texts >= _MANY else texts
    ordered = sorted(counts, key=lambda feature: (counts[feature], feature))
    telling = [feature for feature in ordered if counts[feature] <= limit] or ordered
    return Question(telling, weights, length([*weights.values(), *[rarest] * unknown]))


def bonus(*, kind: bool, play: bool) -> float:
    """Return what a common kind and a common page make of a likeness."""
    return 1 + (SAME_KIND if kind else 0.0) + (SAME_PLAY if play else 0.0)


def rank(
    asked: Question, postings: Postings, lift: Callable[[int], float], least: float = FLOOR
) -> Iterator[Some]:
    """Yield the texts at least so like what is asked, the likest first; `lift` is the bonus of a number."""
    lengths = postings.lengths
    # A list for all texts takes a third of the time of a dict for some of them.
    scores = [0.0] * len(lengths)
    squares = [(feature, asked.weights[feature] ** 2) for feature in asked.telling]
    followed = _worth_following([square for _, square in squares], least / MOST_BONUS * asked.length)
    for feature, square in squares[:followed]:
        for number in postings.numbers(feature):
            scores[number] += square
    met = [number for number, score in enumerate(scores) if score]
    for feature, square in squares[followed:]:
        numbers = postings.numbers(feature)
        for number in met:
            place = bisect_left(numbers, number)
            if place < len(numbers) and numbers[place] == number:
                scores[number] += square
    floor = least / MOST_BONUS * asked.length
    found = [
        (min(1.0, scores[number] / (asked.length * lengths[number]) * lift(number)), number)
        for number in met
        if scores[number] >= floor * lengths[number]
    ]
    found.sort(reverse=True)
    for start in range(0, len(found), _AT_ONCE):
        after = found[start + _AT_ONCE : start + _AT_ONCE + 1]
        yield found[start : start + _AT_ONCE], after[0][0] if after else 0.0


def _worth_following(squares: Sequence[float], least: float) -> int:
    """Return how many features lead to all texts that come to a length of `least` along the question.

    What shares nothing but the rest comes to no more than the length of the rest: it is at least as long itself.
    """
    rest = 0.0
    for place in range(len(squares) - 1, 0, -1):
        rest += squares[place]
        if sqrt(rest) >= least * _SURELY:
            return place + 1
    return min(1, len(squares))


def best(
    ranked: Iterable[Some], limit: int, known: Callable[[Sequence[int]], Mapping[int, str]]
) -> list[tuple[float, str, int]]:
    """Return likeness, id and number of the `limit` likest of those that are `known`, the likest first.

    `known` returns the ids of some numbers at a time, and leaves out what is not wanted.
    """
    found: list[tuple[float, str, int]] = []
    if limit <= 0:
        return []
    for some, after in ranked:
        least = -found[-1][0] if len(found) == limit else FLOOR
        worth = [(likeness, number) for likeness, number in some if likeness >= least]
        ids = known([number for _, number in worth]) if worth else {}
        found += [(-likeness, ids[number], number) for likeness, number in worth if number in ids]
        found = sorted(found)[:limit]
        if len(found) == limit and after < -found[-1][0]:
            break  # nothing further can be as like
    return [(-likeness, id_, number) for likeness, id_, number in found]
