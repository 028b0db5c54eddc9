"""Similar feedback by tf-idf: offered while typing, never merged alone (measures.md)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import log, sqrt

from playbook.desk.model import Item
from playbook.desk.words import terms

OFFERED = 5

FLOOR = 0.08
"""Cosine; below it two texts share too little for the pair to be worth a glance."""

SAME = 0.3
"""Cosine; from here on two texts that share two words seem to say the same, and one may join the other."""

SURELY_SAME = 0.6
"""Cosine; from here on one shared word is enough."""

_CROWD = 0.5
"""A term in more than this share of many items tells them apart no longer."""

_MANY = 200


@dataclass(frozen=True)
class Similar:
    """An item that is like a text, and why."""

    id: str
    score: float
    """Cosine of the two tf-idf vectors: 0 (nothing shared) to 1."""
    shared: tuple[str, ...]
    """The words they share, as they stand in the text asked with, those that weigh most first."""


class SimilarIndex:
    """An index of texts that answers "what is like this?" within the time of a key press."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._counts: dict[str, Counter[str]] = {}
        self._postings: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._lengths: dict[str, float] = {}
        self._idf: dict[str, float] = {}
        self._stale = True
        for item in items:
            self.add(item.id, about(item))

    def __len__(self) -> int:
        return len(self._counts)

    def add(self, id_: str, text: str) -> None:
        """Put a text in, in place of what stood under `id_`."""
        self.remove(id_)
        counted = Counter(term for term, _ in terms(text))
        self._counts[id_] = counted
        for term, count in counted.items():
            self._postings[term][id_] = 1 + log(count)
        self._stale = True

    def remove(self, id_: str) -> None:
        """Take a text out; one that is not in is no fault."""
        for term in self._counts.pop(id_, ()):
            del self._postings[term][id_]
            if not self._postings[term]:
                del self._postings[term]
        self._stale = True

    def find(
        self,
        text: str,
        limit: int = OFFERED,
        *,
        wanted: Callable[[str], bool] = lambda _: True,
    ) -> list[Similar]:
        """Return the `limit` items most like `text` of those whose id is `wanted`, best first."""
        if self._stale:
            self._weigh()
        written: dict[str, str] = {}
        counted: Counter[str] = Counter()
        for term, word in terms(text):
            written.setdefault(term, word)
            counted[term] += 1
        weights = {
            term: (1 + log(count)) * self._idf[term] for term, count in counted.items() if term in self._idf
        }
        unknown = sum((1 + log(count)) ** 2 for term, count in counted.items() if term not in self._idf)
        length = sqrt(sum(weight**2 for weight in weights.values()) + unknown * self._rarest() ** 2)
        telling = self._telling(weights)
        scores: defaultdict[str, float] = defaultdict(float)
        for term in telling:
            factor = weights[term] * self._idf[term]
            for id_, frequency in self._postings[term].items():
                scores[id_] += factor * frequency
        ranked = sorted(
            ((score / (length * self._lengths[id_]), id_) for id_, score in scores.items()),
            key=lambda pair: (-pair[0], pair[1]),
        )
        found: list[Similar] = []
        for score, id_ in ranked:
            if score < FLOOR or len(found) == limit:
                break
            if wanted(id_):
                found.append(Similar(id_, min(1.0, score), self._shared(id_, telling, weights, written)))
        return found

    def same(
        self, text: str, limit: int = 3, *, wanted: Callable[[str], bool] = lambda _: True
    ) -> list[Similar]:
        """Return the items that seem to say the same as `text`: few, and never a mere relation of words."""
        found = self.find(text, 4 * limit, wanted=wanted)
        alike = [one for one in found if one.score >= (SAME if len(one.shared) > 1 else SURELY_SAME)]
        return alike[:limit]

    def like(
        self, item: Item, limit: int = OFFERED, *, wanted: Callable[[str], bool] = lambda _: True
    ) -> list[Similar]:
        """Return the items most like `item`, without it and what was merged into it."""
        own = {item.id, *item.merged}
        return self.find(about(item), limit, wanted=lambda id_: id_ not in own and wanted(id_))

    def alike(self, item: Item, limit: int = 50) -> list[Similar]:
        """Return the items that seem to say the same as `item`, without it and what was merged into it."""
        own = {item.id, *item.merged}
        return self.same(about(item), limit, wanted=lambda id_: id_ not in own)

    def _weigh(self) -> None:
        number = len(self._counts)
        self._idf = {term: log((1 + number) / (1 + len(ids))) + 1 for term, ids in self._postings.items()}
        squares: dict[str, float] = dict.fromkeys(self._counts, 0.0)
        for term, ids in self._postings.items():
            idf = self._idf[term]
            for id_, frequency in ids.items():
                squares[id_] += (frequency * idf) ** 2
        self._lengths = {id_: sqrt(square) for id_, square in squares.items()}
        self._stale = False

    def _rarest(self) -> float:
        return log((1 + len(self._counts)) / 2) + 1 if self._counts else 1.0

    def _telling(self, weights: dict[str, float]) -> list[str]:
        """Return the terms worth following: not those that most items have, unless there are no others."""
        limit = _CROWD * len(self._counts) if len(self._counts) >= _MANY else len(self._counts)
        telling = [term for term in weights if len(self._postings[term]) <= limit]
        return telling or list(weights)

    def _shared(
        self, id_: str, telling: list[str], weights: dict[str, float], written: dict[str, str]
    ) -> tuple[str, ...]:
        both = [term for term in telling if term in self._counts[id_]]
        both.sort(key=lambda term: (-weights[term] * self._idf[term], term))
        return tuple(written[term] for term in both)


def about(item: Item) -> str:
    """Return what an item is compared by: what the rep wrote, and the line it is about."""
    return f"{item.text}\n{item.quote}"
