"""Similar feedback: tf-idf over words and what they mean on a call, offered with what is shared, never merged alone.

Words count by their stems, and once more by their concepts (`playbook.desk.concepts`), so that "too expensive" finds
"costs too much"; what is of one kind or about one page counts for a little more. No threshold separates duplicates
from others (measures.md), so a person decides.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import log, sqrt
from threading import RLock

from playbook.desk.concepts import concepts
from playbook.desk.model import Item
from playbook.desk.words import terms

OFFERED = 5

FLOOR = 0.18
"""Below it two texts share too little for the pair to be worth a glance."""

SAME = 0.4
"""From here on two texts that share two words seem to say the same, and one may join the other."""

SURELY_SAME = 0.6
"""From here on one shared word is enough."""

SAME_KIND, SAME_PLAY = 0.1, 0.3
"""What a common kind and a common page add to a likeness, as shares of it."""

_CROWD = 0.5
"""A feature in more than this share of many items tells them apart no longer."""

_MANY = 200
_STEPS = 20_000
"""Postings that are followed for one question: the rarest features first. What is left only sharpens the best."""
_BEST = 400
"""Items whose likeness is worked out to the end."""
_DRIFT = 0.02
"""Share of the items that may come and go before the weights are worked out anew."""


@dataclass(frozen=True)
class Similar:
    """An item that is like a text, and why."""

    id: str
    score: float
    """Cosine of the two tf-idf vectors, with what kind and page add: 0 (nothing shared) to 1."""
    shared: tuple[str, ...]
    """What they share, those that weigh most first: a word as it stands in the text asked with, or where the item
    says it otherwise both: `cost ≈ price`."""


@dataclass(frozen=True)
class Asked:
    """What is looked for."""

    text: str
    kind: str = ""
    play: str = ""


def features(text: str) -> dict[str, str]:
    """Return the stems of `text` and their concepts, each with the first word that says it."""
    found: dict[str, str] = {}
    known = concepts()
    for term, word in terms(text):
        found.setdefault(term, word)
        for concept in known.get(term, ()):
            found.setdefault(concept, word)
    return found


class SimilarIndex:
    """An index of texts that answers "what is like this?" within the time of a key press."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []
        """By number; empty where the text was taken out."""
        self._asked: list[Asked] = []
        self._features: list[tuple[str, ...]] = []
        self._postings: dict[str, array[int]] = {}
        self._gone: defaultdict[str, int] = defaultdict(int)
        """How many numbers of a posting are of texts that were taken out."""
        self._lengths = array("d")
        self._turn = RLock()
        """One thread asks while another brings the index up to date."""
        self._changes = 0
        self._weighed = False
        for item in items:
            self.put(item)

    def __len__(self) -> int:
        return len(self._numbers)

    def put(self, item: Item) -> None:
        """Put an item in, in place of what it said before."""
        self._put(item.id, Asked(about(item), item.kind, item.play))

    def add(self, id_: str, text: str | Asked) -> None:
        """Put a text in, in place of what stood under `id_`."""
        self._put(id_, _asked(text))

    def keep_up(self, items: Mapping[str, Item]) -> None:
        """Bring the index up to `items`: only what came, changed or went is touched."""
        with self._turn:
            for id_ in [id_ for id_ in self._numbers if id_ not in items]:
                self.remove(id_)
            for item in items.values():
                self.put(item)

    def _put(self, id_: str, asked: Asked) -> None:
        number = self._numbers.get(id_)
        if number is not None:
            if self._asked[number] == asked:
                return
            self.remove(id_)
        number = self._numbers[id_] = len(self._ids)
        found = tuple(features(asked.text))
        self._ids.append(id_)
        self._asked.append(asked)
        self._features.append(found)
        for feature in found:
            posting = self._postings.get(feature)
            if posting is None:
                posting = self._postings[feature] = array("l")
            posting.append(number)
        self._lengths.append(self._length(found) if self._weighed else 0.0)
        self._changes += 1

    def remove(self, id_: str) -> None:
        """Take a text out; one that is not in is no fault."""
        number = self._numbers.pop(id_, None)
        if number is None:
            return
        for feature in self._features[number]:
            self._gone[feature] += 1
            if self._gone[feature] == len(self._postings[feature]):
                del self._postings[feature], self._gone[feature]
        self._ids[number] = ""
        self._features[number] = ()
        self._changes += 1

    def find(
        self,
        text: str | Asked,
        limit: int = OFFERED,
        *,
        wanted: Callable[[str], bool] = lambda _: True,
    ) -> list[Similar]:
        """Return the `limit` items most like `text` of those whose id is `wanted`, best first."""
        with self._turn:
            return self._find(_asked(text), limit, wanted)

    def _find(self, asked: Asked, limit: int, wanted: Callable[[str], bool]) -> list[Similar]:
        self._weigh()
        said = features(asked.text)
        weights = {feature: self._idf(feature) for feature in said if feature in self._postings}
        unknown = sum(1 for feature in said if feature not in weights)
        length = sqrt(sum(weight**2 for weight in weights.values()) + unknown * self._rarest() ** 2)
        telling = self._telling(weights)
        ranked = []
        for number, score in self._scores(telling, weights).items():
            id_ = self._ids[number]
            likeness = min(1.0, score / (length * self._lengths[number]) * self._bonus(asked, number))
            if id_ and likeness >= FLOOR:
                ranked.append((-likeness, id_, number))
        ranked.sort()
        found: list[Similar] = []
        for likeness, id_, number in ranked:
            if len(found) == limit:
                break
            if wanted(id_):
                found.append(Similar(id_, -likeness, self._shared(number, said, telling, weights)))
        return found

    def same(
        self, text: str | Asked, limit: int = 3, *, wanted: Callable[[str], bool] = lambda _: True
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
        asked = Asked(about(item), item.kind, item.play)
        return self.find(asked, limit, wanted=lambda id_: id_ not in own and wanted(id_))

    def alike(self, item: Item, limit: int = 50) -> list[Similar]:
        """Return the items that seem to say the same as `item`, without it and what was merged into it."""
        own = {item.id, *item.merged}
        return self.same(Asked(about(item), item.kind, item.play), limit, wanted=lambda id_: id_ not in own)

    # Weights

    def _weigh(self) -> None:
        if self._weighed and self._changes <= _DRIFT * len(self._ids):
            return
        alive = [number for number, id_ in enumerate(self._ids) if id_]
        if len(alive) < len(self._ids):
            self._pack(alive)
        weights = {feature: self._idf(feature) ** 2 for feature in self._postings}
        self._lengths = array("d", (sqrt(sum(weights[one] for one in found)) for found in self._features))
        self._changes, self._weighed = 0, True

    def _pack(self, alive: list[int]) -> None:
        """Number the texts anew, without those that were taken out."""
        asked = [(self._ids[number], self._asked[number], self._features[number]) for number in alive]
        self._ids = [id_ for id_, _, _ in asked]
        self._asked = [one for _, one, _ in asked]
        self._features = [found for _, _, found in asked]
        self._numbers = {id_: number for number, id_ in enumerate(self._ids)}
        self._postings, self._gone = {}, defaultdict(int)
        for number, found in enumerate(self._features):
            for feature in found:
                self._postings.setdefault(feature, array("l")).append(number)

    def _idf(self, feature: str) -> float:
        among = len(self._postings[feature]) - self._gone.get(feature, 0)
        return log((1 + len(self._numbers)) / (1 + among)) + 1

    def _rarest(self) -> float:
        return log((1 + len(self._numbers)) / 2) + 1 if self._numbers else 1.0

    def _length(self, found: Iterable[str]) -> float:
        return sqrt(sum(self._idf(feature) ** 2 for feature in found))

    def _bonus(self, asked: Asked, number: int) -> float:
        known = self._asked[number]
        kind = SAME_KIND if asked.kind and asked.kind == known.kind else 0.0
        return 1 + kind + (SAME_PLAY if asked.play and asked.play == known.play else 0.0)

    def _telling(self, weights: Mapping[str, float]) -> list[str]:
        """Return the features worth following, the rarest first: not those of most items, unless it is all there is."""
        limit = _CROWD * len(self._numbers) if len(self._numbers) >= _MANY else len(self._ids)
        ordered = sorted(weights, key=lambda feature: (len(self._postings[feature]), feature))
        telling = [feature for feature in ordered if len(self._postings[feature]) <= limit]
        return telling or ordered

    def _scores(self, telling: list[str], weights: Mapping[str, float]) -> dict[int, float]:
        """Return the products of the vectors by number: of all that a rare feature leads to."""
        scores: defaultdict[int, float] = defaultdict(float)
        steps = 0
        for place, feature in enumerate(telling):
            posting = self._postings[feature]
            steps += len(posting)
            if place and steps > _STEPS:
                return self._sharpened(scores, telling[place:], weights)
            square = weights[feature] ** 2
            for number in posting:
                scores[number] += square
        return scores

    def _sharpened(
        self, scores: Mapping[int, float], left: list[str], weights: Mapping[str, float]
    ) -> dict[int, float]:
        """Return the scores of the best, with what the features add that were not followed."""
        lengths = self._lengths
        best = nlargest(_BEST, scores, key=lambda number: scores[number] / (lengths[number] or 1.0))
        squares = {feature: weights[feature] ** 2 for feature in left}
        return {
            number: scores[number] + sum(squares.get(one, 0.0) for one in self._features[number])
            for number in best
        }

    def _shared(
        self, number: int, said: Mapping[str, str], telling: list[str], weights: Mapping[str, float]
    ) -> tuple[str, ...]:
        theirs = features(self._asked[number].text)
        both = sorted((one for one in telling if one in theirs), key=lambda one: (-weights[one], one))
        exact = {said[one] for one in both if not one.startswith("=")}
        told: dict[str, str] = {}
        for one in both:
            word = said[one]
            if one.startswith("=") and word not in exact:
                told.setdefault(word, word if theirs[one] == word else f"{word} ≈ {theirs[one]}")
            else:
                told.setdefault(word, word)
        return tuple(told.values())


def _asked(text: str | Asked) -> Asked:
    return Asked(text) if isinstance(text, str) else text


def about(item: Item) -> str:
    """Return what an item is compared by: what the rep wrote, and the line it is about."""
    return f"{item.text}\n{item.quote}"
