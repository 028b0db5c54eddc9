"""Find while typing: an inverted index over plays, steps, objections, battlecards and personas."""

from __future__ import annotations

import math
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Self

from playbook.library.documents import Document, documents
from playbook.library.lexicon import Lexicon
from playbook.library.matching import (
    ANYWHERE,
    IN_HEADINGS,
    IN_NAMES,
    IN_TITLE,
    Match,
    Matcher,
    Shard,
)
from playbook.library.passages import STEP, Hit, Passages
from playbook.library.shelf import Both, Light, Shelf
from playbook.library.vocabulary import prefix_range
from playbook.library.words import asked_terms, is_unspaced
from playbook.plays.model import Page

_BOOST = 0.5
_BEGUN = 1.2
_LONG_TITLE = 40
"""Terms; a longer title is no more than this."""
_ENOUGH = 8
"""So many times more documents than are to be shown are enough to choose them from."""


class SearchIndex:
    """What is found by the words typed so far; never changes once built, and threads may share it."""

    def __init__(self, found_by: Iterable[Document]) -> None:
        made = list(found_by)
        self._set(made, Light.of(made), [Shard(Lexicon.of(document.terms for document in made))])

    def _set(self, shelf: Shelf, light: Light, shards: Sequence[Shard]) -> None:
        self.shelf, self.light, self.shards = shelf, light, shards
        self._ranks = light.ranks()
        gone = frozenset().union(*(shard.gone for shard in shards))
        self._kinds: dict[str, set[int]] = defaultdict(set)
        for place, kind in enumerate(light.kinds):
            if place not in gone:
                self._kinds[kind].add(place)
        self._matcher = Matcher(shards)
        self._passages = Passages(shelf)
        self._title_terms = [1 + title.count(" ") for title in light.folded]
        self._by_title = sorted(range(len(light.folded)), key=light.folded.__getitem__)
        self._sorted_titles = [light.folded[place] for place in self._by_title]
        self._lock = threading.Lock()

    @classmethod
    def build(cls, pages: Iterable[Page]) -> Self:
        """Return an index of `pages`."""
        return cls(document for page in pages for document in documents(page))

    @classmethod
    def of(cls, shelf: Shelf, light: Light, lexicon: Lexicon) -> Self:
        """Return the index of documents whose terms are known already."""
        index = cls.__new__(cls)
        index._set(shelf, light, [Shard(lexicon)])
        return index

    def changed(self, pages: Collection[str], now: Iterable[Document]) -> Self:
        """Return this index with the documents of `pages` (ids) replaced by those that they have `now`."""
        base = self.shards[0]
        count = len(self.shelf) if len(self.shards) == 1 else self.shards[1].first
        light = self.light.first(count)
        gone = {place for place, id_ in enumerate(light.ids) if id_.partition("#")[0] in pages}
        kept = [self.shelf[place] for place in range(count, len(self.shelf))]
        made = [one for one in kept if one.id.partition("#")[0] not in pages] + list(now)
        shelf = self.shelf.first if isinstance(self.shelf, Both) else self.shelf
        shards = [
            Shard(base.lexicon, 0, gone | base.gone),
            Shard(Lexicon.of(document.terms for document in made), count),
        ]
        index = type(self).__new__(type(self))
        index._set(Both(shelf, made), light.and_then(Light.of(made)), shards)
        return index

    def find(
        self,
        typed: str,
        kinds: Collection[str] | None = None,
        limit: int = 20,
        *,
        among: Collection[str] | None = None,
    ) -> list[Hit]:
        """Return up to `limit` hits for the words typed so far, best first.

        Each word is the beginning of a word; all must be found. Where they are not, typing errors are
        forgiven, then what has the most of the words is offered, just as they were typed: a guess at one
        word of several, or one or two letters, are none of what was asked for. `kinds` are the kinds of
        hit wanted (of pages, and `step`); in a list or tuple the earlier ones come first where they fit as
        well. `among` are the ids of what may be found, where that is not all.
        """
        asked = asked_terms(typed)
        if not asked or limit <= 0:
            return []
        with self._lock:
            return self._find(asked, kinds, limit, self._wanted(kinds, among))

    def listed(self, kinds: Collection[str], *, among: Collection[str] | None = None) -> list[Hit]:
        """Return everything of these kinds, by title: what a finder shows before anything is typed."""
        wanted = self._among(set().union(*(self._kinds.get(kind, set()) for kind in kinds)), among)
        return [
            Hit(self.light.ids[place], self.light.titles[place], self.light.kinds[place], "", "", 0.0)
            for place in sorted(wanted, key=self._ranks.__getitem__)
        ]

    def document(self, id_: str) -> Document | None:
        """Return the document with that id (`page#objection` for one inside a page)."""
        gone = frozenset().union(*(shard.gone for shard in self.shards))
        places = (place for place, one in enumerate(self.light.ids) if one == id_ and place not in gone)
        place = next(places, None)
        return None if place is None else self.shelf[place]

    def _find(
        self, asked: list[str], kinds: Collection[str] | None, limit: int, wanted: set[int] | None
    ) -> list[Hit]:
        for forgiving in (False, True):
            matches = self._matcher.matches(asked, forgiving=forgiving)
            fields, found = _by_all(matches, wanted, enough=_ENOUGH * limit)
            if found:
                break
        else:
            known = zip(asked, self._matcher.matches(asked), strict=True)
            matches = [match for word, match in known if match.is_as_typed and _is_enough(word)]
            fields, found = _by_some(matches, wanted)
            if not found:
                return []
        scores = self._scores(matches, fields, found, asked, _boosts(kinds))
        hits: list[Hit] = []
        for place in self._best_first(scores, 4 * limit):
            score = round(scores[place], 4)
            if sum(hit.score >= score for hit in hits) >= limit:
                break
            hits += self._passages.hits(place, score, matches, kinds)
        hits.sort(key=lambda hit: -hit.score)
        return hits[:limit]

    def _best_first(self, scores: Mapping[int, float], few: int) -> Iterator[int]:
        """Yield the documents, best first; more than a `few` are hardly ever asked for."""
        ranks = self._ranks

        def ranked(places: Iterable[int]) -> list[int]:
            return sorted(places, key=lambda place: (-scores[place], ranks[place]))

        if len(scores) <= few:
            yield from ranked(scores)
            return
        least = sorted(scores.values(), reverse=True)[few]
        yield from ranked([place for place, score in scores.items() if score >= least])
        yield from ranked([place for place, score in scores.items() if score < least])

    def _wanted(self, kinds: Collection[str] | None, among: Collection[str] | None) -> set[int] | None:
        if kinds is None:
            return None if among is None else self._among(set(range(len(self.light.ids))), among)
        wanted: set[int] = set()
        for kind in kinds:
            wanted |= self._kinds.get(kind, set())
        if STEP in kinds:
            wanted |= self._kinds.get("play", set()) | self._kinds.get("page", set())
        return self._among(wanted, among)

    def _among(self, places: set[int], among: Collection[str] | None) -> set[int]:
        return places if among is None else {place for place in places if self.light.ids[place] in among}

    def _scores(
        self,
        matches: list[Match],
        fields: int,
        found: set[int],
        asked: Sequence[str],
        boosts: dict[str, float],
    ) -> dict[int, float]:
        count = sum(map(len, self._kinds.values()))
        scores: dict[int, float] = {}
        for number, match in enumerate(matches):
            # A rare word says more than one that is everywhere.
            rarity = math.log(2 + count / (1 + match.frequency))
            left = found
            for weight, level in match.levels(fields):
                here = left & level
                if not here:
                    continue
                left = left - here
                if number == 0:
                    scores |= dict.fromkeys(here, weight * rarity)
                else:
                    for place in here:
                        scores[place] = scores.get(place, 0.0) + weight * rarity
        self._reward_titles(scores, matches, asked)
        for place in scores if boosts else ():
            scores[place] *= boosts.get(self.light.kinds[place], 1.0)
        return scores

    def _reward_titles(self, scores: dict[int, float], matches: list[Match], asked: Sequence[str]) -> None:
        """Raise documents whose title is, or begins with, just what was typed over those that mention it."""
        words = len(asked)
        rewards = [1.5, *(1 + 0.5 * min(1.0, words / length) for length in range(1, _LONG_TITLE + 1))]
        titled = scores.keys() & set.intersection(*(match.having(IN_TITLE) for match in matches))
        lengths = self._title_terms
        for place in titled:
            scores[place] *= rewards[min(lengths[place], _LONG_TITLE)]
        begun = prefix_range(self._sorted_titles, " ".join(asked))
        for place in titled.intersection(self._by_title[begun.start : begun.stop]):
            scores[place] *= _BEGUN


def _by_all(matches: list[Match], wanted: set[int] | None, enough: int) -> tuple[int, set[int]]:
    """Return the documents that have all words, and in how many fields they were looked for.

    Where enough of them have all words in title and names, the text is not looked into.
    """
    constraints = [] if wanted is None else [wanted]
    fields, found = ANYWHERE, set[int]()
    for fields in (IN_TITLE, IN_NAMES, IN_HEADINGS, ANYWHERE):
        found = set.intersection(*(match.having(fields) for match in matches), *constraints)
        if len(found) >= enough:
            break
    return fields, found


def _is_enough(word: str) -> bool:
    """Whether a word says something by itself, and not only together with others: one or two letters do not."""
    return len(word) > 2 or is_unspaced(word)


def _by_some(matches: list[Match], wanted: set[int] | None) -> tuple[int, set[int]]:
    found = set().union(*(match.having(ANYWHERE) for match in matches))
    return ANYWHERE, found if wanted is None else found & wanted


def _boosts(kinds: Collection[str] | None) -> dict[str, float]:
    if not isinstance(kinds, (list, tuple)) or len(kinds) < 2:
        return {}
    last = len(kinds) - 1
    return {kind: 1 + _BOOST * (last - rank) / last for rank, kind in enumerate(kinds)}
