"""Similar feedback: tf-idf over words and what they mean on a call, offered with what is shared, never merged alone.

Words count by their stems, and once more by their concepts (`playbook.desk.concepts`), so that "too expensive" finds
"costs too much"; what is of one kind or about one page counts for a little more. No threshold separates duplicates
from others (measures.md), so a person decides.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import RLock

from playbook.desk.concepts import concepts
from playbook.desk.model import Item
from playbook.desk.ranking import DRIFT, FLOOR, Question, best, bonus, length, question, rank, weight
from playbook.desk.words import terms

OFFERED = 5

SAME = 0.4
"""From here on two texts that share two words seem to say the same, and one may join the other."""

SURELY_SAME = 0.6
"""From here on one shared word is enough."""


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
    """Return the stems of `text` and their concepts, each with the first word that says it.

    A bare number is none: two quotes may share an amount, and speak of nothing alike.
    """
    found: dict[str, str] = {}
    known = concepts()
    for term, word in terms(text):
        if word.isdecimal():
            continue
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
            return self._find(_asked(text), limit, wanted, FLOOR)

    def _find(self, asked: Asked, limit: int, wanted: Callable[[str], bool], least: float) -> list[Similar]:
        self._weigh()
        said = features(asked.text)
        weighed = question(said, self.texts, self.count)

        def lift(number: int) -> float:
            known = self._asked[number]
            return bonus(
                kind=bool(asked.kind) and asked.kind == known.kind,
                play=bool(asked.play) and asked.play == known.play,
            )

        def known(numbers: Sequence[int]) -> dict[int, str]:
            return {number: id_ for number in numbers if (id_ := self._ids[number]) and wanted(id_)}

        return [
            Similar(id_, likeness, shared(self._asked[number].text, said, weighed))
            for likeness, id_, number in best(rank(weighed, self, lift, least), limit, known)
        ]

    def same(
        self, text: str | Asked, limit: int = 3, *, wanted: Callable[[str], bool] = lambda _: True
    ) -> list[Similar]:
        """Return the items that seem to say the same as `text`: few, and never a mere relation of words."""
        with self._turn:
            return saying_the_same(self._find(_asked(text), 4 * limit, wanted, SAME))[:limit]

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

    # What a ranking asks

    @property
    def texts(self) -> int:
        """How many texts there are."""
        return len(self._numbers)

    def count(self, feature: str) -> int:
        """Return how many texts have a feature."""
        return len(self._postings.get(feature, ())) - self._gone.get(feature, 0)

    def numbers(self, feature: str) -> Sequence[int]:
        """Return the numbers of the texts that have it, ascending; some may be of texts that are gone."""
        return self._postings[feature]

    @property
    def lengths(self) -> Sequence[float]:
        """The length of each text's vector by its number."""
        return self._lengths

    # Weights

    def _weigh(self) -> None:
        if self._weighed and self._changes <= DRIFT * len(self._ids):
            return
        alive = [number for number, id_ in enumerate(self._ids) if id_]
        if len(alive) < len(self._ids):
            self._pack(alive)
        weights = {feature: self._weight(feature) for feature in self._postings}
        self._lengths = array("d", (length(weights[one] for one in found) for found in self._features))
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

    def _weight(self, feature: str) -> float:
        return weight(self.texts, self.count(feature))

    def _length(self, found: Iterable[str]) -> float:
        return length(self._weight(feature) for feature in found)


def saying_the_same(found: Iterable[Similar]) -> list[Similar]:
    """Return those that seem to say the same, and not a mere relation of words."""
    return [one for one in found if one.score >= (SAME if len(one.shared) > 1 else SURELY_SAME)]


def shared(text: str, said: Mapping[str, str], asked: Question) -> tuple[str, ...]:
    """Return what `text` shares with what was asked, that which tells most first."""
    theirs, weights = features(text), asked.weights
    both = sorted((one for one in asked.telling if one in theirs), key=lambda one: (-weights[one], one))
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
