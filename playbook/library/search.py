"""Find while typing: an inverted index in memory over plays, steps, objections, battlecards and personas."""

from __future__ import annotations

import math
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from playbook.library.documents import Document, documents
from playbook.library.matching import (
    ANYWHERE,
    IN_HEADINGS,
    IN_NAMES,
    IN_TITLE,
    WEIGHTS,
    Match,
    Matcher,
)
from playbook.library.passages import STEP, Hit, Passages
from playbook.library.words import asked_terms, terms
from playbook.plays.model import Page

_KINDS = ("objection", "battlecard", "play", "persona", "page", "scorecard", "account-plan")
_BOOST = 0.5
_ENOUGH = 8
"""So many times more documents than are to be shown are enough to choose them from."""


class SearchIndex:
    """What is found by the words typed so far; never changes once built, and threads may share it."""

    def __init__(self, found_by: Iterable[Document]) -> None:
        self.documents = sorted(found_by, key=_order)
        self._kinds: dict[str, set[int]] = defaultdict(set)
        postings: list[dict[str, list[int]]] = [defaultdict(list) for _ in WEIGHTS]
        for place, document in enumerate(self.documents):
            self._kinds[document.kind].add(place)
            for field, joined in zip(postings, document.terms, strict=True):
                for term in joined.split():
                    field[term].append(place)
        self._matcher = Matcher(postings)
        self._passages = Passages(self.documents)
        self._titles = [terms(document.title) for document in self.documents]
        self._lock = threading.Lock()

    @classmethod
    def build(cls, pages: Iterable[Page]) -> SearchIndex:
        """Return an index of `pages`."""
        return cls(document for page in pages for document in documents(page))

    def find(self, typed: str, kinds: Collection[str] | None = None, limit: int = 20) -> list[Hit]:
        """Return up to `limit` hits for the words typed so far, best first.

        Each word is the beginning of a word; all must be found. Where they are not, typing errors are
        forgiven, then what has the most of the words is offered. `kinds` are the kinds of hit wanted
        (of pages, and `step`); in a list or tuple the earlier ones come first where they fit as well.
        """
        asked = asked_terms(typed)
        if not asked or limit <= 0:
            return []
        with self._lock:
            return self._find(asked, kinds, limit)

    def _find(self, asked: list[str], kinds: Collection[str] | None, limit: int) -> list[Hit]:
        wanted = self._wanted(kinds)
        for forgiving in (False, True):
            matches = self._matcher.matches(asked, forgiving=forgiving)
            fields, found = _by_all(matches, wanted, enough=_ENOUGH * limit)
            if found:
                break
        else:
            fields, found = _by_some(matches, wanted)
        scores = self._scores(matches, fields, found, asked, _boosts(kinds))
        hits: list[Hit] = []
        for place in sorted(scores, key=lambda place: (-scores[place], place)):
            if sum(hit.score >= scores[place] for hit in hits) >= limit:
                break
            hits += self._passages.hits(place, scores[place], matches, kinds)
        hits.sort(key=lambda hit: -hit.score)
        return hits[:limit]

    def _wanted(self, kinds: Collection[str] | None) -> set[int] | None:
        if kinds is None:
            return None
        wanted: set[int] = set()
        for kind in kinds:
            wanted |= self._kinds.get(kind, set())
        if STEP in kinds:
            wanted |= self._kinds.get("play", set()) | self._kinds.get("page", set())
        return wanted

    def _scores(
        self,
        matches: list[Match],
        fields: int,
        found: set[int],
        asked: Sequence[str],
        boosts: dict[str, float],
    ) -> dict[int, float]:
        count = len(self.documents)
        scores = dict.fromkeys(found, 0.0)
        for match in matches:
            # A rare word says more than one that is everywhere.
            rarity = math.log(2 + count / (1 + match.frequency))
            left = found
            for weight, level in match.levels(fields):
                here = left & level
                left = left - here
                for place in here:
                    scores[place] += weight * rarity
        self._reward_titles(scores, matches, asked)
        for place in scores if boosts else ():
            scores[place] *= boosts.get(self.documents[place].kind, 1.0)
        return {place: round(score, 4) for place, score in scores.items()}

    def _reward_titles(self, scores: dict[int, float], matches: list[Match], asked: Sequence[str]) -> None:
        """Raise documents whose title is, or begins with, just what was typed over those that mention it."""
        titled = scores.keys() & set.intersection(*(match.having(IN_TITLE) for match in matches))
        typed = " ".join(asked)
        for place in titled:
            title = self._titles[place]
            scores[place] *= 1 + 0.5 * min(1.0, len(asked) / max(1, len(title)))
            if " ".join(title).startswith(typed):
                scores[place] *= 1.2


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


def _by_some(matches: list[Match], wanted: set[int] | None) -> tuple[int, set[int]]:
    found = set().union(*(match.having(ANYWHERE) for match in matches))
    return ANYWHERE, found if wanted is None else found & wanted


def _order(document: Document) -> tuple[int, str, str]:
    rank = _KINDS.index(document.kind) if document.kind in _KINDS else len(_KINDS)
    return rank, document.title.casefold(), document.id


def _boosts(kinds: Collection[str] | None) -> dict[str, float]:
    if not isinstance(kinds, (list, tuple)) or len(kinds) < 2:
        return {}
    last = len(kinds) - 1
    return {kind: 1 + _BOOST * (last - rank) / last for rank, kind in enumerate(kinds)}
