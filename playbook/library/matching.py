"""Which documents a typed word matches, and how well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from playbook.library.vocabulary import forgiven, is_nearly, nearly, prefix_range
from playbook.library.words import is_unspaced

TITLE, NAMES, HEADING, TEXT = 10.0, 6.0, 4.0, 1.0
"""What a word counts for by where it stands."""
WEIGHTS = (TITLE, NAMES, HEADING, TEXT)
IN_TITLE, IN_NAMES, IN_HEADINGS, ANYWHERE = 1, 2, 3, 4
"""How many fields are looked into, in the order of `WEIGHTS`."""
BEGINNING = 0.8
"""What a word counts for that only begins with what was typed, in parts of the whole word."""
NEAR, NEAR_BEGINNING = 0.5, 0.15
"""What a word counts for that is nearly what was typed, and one that only begins nearly so."""

_SHOWN_TERMS = 40

Postings = Mapping[str, list[int]]
Field = tuple[float, list[tuple[int, ...]]]
Places = range | list[int]


class Match:
    """One typed word, and the documents that have it, by their places in the index.

    Worked out field by field as asked for: the text of all documents is the largest by far, and while
    the first letters are typed, titles and names are enough.
    """

    def __init__(
        self, fields: list[Field], ways: list[tuple[float, Places]], frequency: int, terms: tuple[str, ...]
    ) -> None:
        self._fields, self._ways = fields, ways
        self.frequency = frequency
        """How often the word stands in documents: of each matching term, the documents that have it."""
        self.terms = terms
        """Beginnings of the words that matched, to be shown in an excerpt."""
        self._levels: list[list[tuple[float, set[int]]]] = []
        self._having: list[set[int]] = []

    def having(self, fields: int) -> set[int]:
        """Return the documents that have the word in the first `fields` of the fields."""
        while len(self._having) < fields:
            weight, postings = self._fields[len(self._having)]
            level = [(weight * part, _union(postings, places)) for part, places in self._ways]
            before = self._having[-1:]
            self._levels.append(level)
            self._having.append(set().union(*before, *(places for _, places in level)))
        return self._having[fields - 1]

    def levels(self, fields: int) -> list[tuple[float, set[int]]]:
        """Return what the word counts for in the first `fields` fields, best first, and where."""
        self.having(fields)
        return sorted((step for level in self._levels[:fields] for step in level), key=lambda step: -step[0])


class Matcher:
    """The terms of all documents, by the field they stand in."""

    def __init__(self, postings: Sequence[Postings]) -> None:
        self._vocabulary = sorted(set().union(*postings))
        self._fields = [
            (weight, [tuple(field.get(term, ())) for term in self._vocabulary])
            for weight, field in zip(WEIGHTS, postings, strict=True)
        ]
        counts = (sum(map(len, lists)) for lists in zip(*(field for _, field in self._fields), strict=True))
        self._counts = list(accumulate(counts, initial=0))
        self._remembered: dict[tuple[str, bool], Match] = {}

    def matches(self, words: Sequence[str], *, forgiving: bool = False) -> list[Match]:
        """Return for each word the terms that begin with it, and those that nearly do.

        The latter only where none begins with it, or when `forgiving`.
        """
        # The words before the one being typed are asked for again at every key.
        known = {key: match for key, match in self._remembered.items() if key[0] in words}
        for word in words:
            if (word, forgiving) not in known:
                known[word, forgiving] = self._match(word, forgiving)
        self._remembered = known
        return [known[word, forgiving] for word in words]

    def _match(self, word: str, forgiving: bool) -> Match:
        begin = prefix_range(self._vocabulary, word)
        exact = begin[:1] if begin and self._vocabulary[begin.start] == word else begin[:0]
        near = self._near(word) if forgiving or not begin else []
        whole = [place for place in near if is_nearly(word, self._vocabulary[place], forgiven(word))]
        ways: list[tuple[float, Places]] = [
            (1.0, exact),
            (BEGINNING, begin),
            (NEAR, whole),
            (NEAR_BEGINNING, near),
        ]
        shown = [word] if begin else []
        shown += [self._vocabulary[place] for place in near[:_SHOWN_TERMS]]
        counts = self._counts
        frequency = counts[begin.stop] - counts[begin.start]
        frequency += sum(counts[place + 1] - counts[place] for place in near)
        ways = [(part, places) for part, places in ways if places]
        return Match(self._fields, ways, frequency, tuple(shown))

    def _near(self, word: str) -> list[int]:
        if is_unspaced(word):
            return []
        for errors in range(1, forgiven(word) + 1):
            if near := nearly(self._vocabulary, word, errors):
                return near
        return []


def _union(postings: list[tuple[int, ...]], places: Places) -> set[int]:
    if isinstance(places, range):
        return set().union(*postings[places.start : places.stop])
    return set().union(*(postings[place] for place in places))
