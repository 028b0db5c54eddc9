"""Which documents a typed word matches, and how well."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from playbook.library.lexicon import Lexicon, Places
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

Way = tuple[float, Callable[[int], set[int]]]
"""What a way of matching counts for, and the documents that match so in a field."""


class Match:
    """One typed word, and the documents that have it, by their places in the index.

    Worked out field by field as asked for: the text of all documents is the largest by far, and while
    the first letters are typed, titles and names are enough.
    """

    def __init__(
        self, ways: list[Way], frequency: int, terms: tuple[str, ...], *, is_as_typed: bool = False
    ) -> None:
        self._ways = ways
        self.is_as_typed = is_as_typed
        """Words begin so, and nothing had to be guessed."""
        self.frequency = frequency
        """How often the word stands in documents: of each matching term, the documents that have it."""
        self.terms = terms
        """Beginnings of the words that matched, to be shown in an excerpt."""
        self._levels: list[list[tuple[float, set[int]]]] = []
        self._having: list[set[int]] = []

    def having(self, fields: int) -> set[int]:
        """Return the documents that have the word in the first `fields` of the fields."""
        while len(self._having) < fields:
            field = len(self._having)
            level = [(WEIGHTS[field] * part, having(field)) for part, having in self._ways]
            before = self._having[-1:]
            self._levels.append(level)
            self._having.append(set().union(*before, *(places for _, places in level)))
        return self._having[fields - 1]

    def levels(self, fields: int) -> list[tuple[float, set[int]]]:
        """Return what the word counts for in the first `fields` fields, best first, and where."""
        self.having(fields)
        return sorted((step for level in self._levels[:fields] for step in level), key=lambda step: -step[0])


class Shard:
    """The terms of a run of documents, the first of which has the place `first` in the index."""

    def __init__(self, lexicon: Lexicon, first: int = 0, gone: Collection[int] = ()) -> None:
        self.lexicon, self.first = lexicon, first
        self.gone = frozenset(gone)
        """Places of documents that are no more."""

    @property
    def vocabulary(self) -> Sequence[str]:
        """The sorted terms."""
        return self.lexicon.vocabulary

    def having(self, terms: Places) -> Callable[[int], set[int]]:
        """Return what tells the documents that have one of `terms` in a field."""

        def documents(field: int) -> set[int]:
            return self.lexicon.having(field, terms, self.first) - self.gone

        return documents


class Matcher:
    """The terms of all documents, by the field they stand in."""

    def __init__(self, shards: Sequence[Shard]) -> None:
        self._shards = shards
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
        begins = [prefix_range(shard.vocabulary, word) for shard in self._shards]
        begun = any(begins)
        guessed = forgiving or not begun
        nears = self._near(word) if guessed else [[] for _ in self._shards]
        ways: list[Way] = []
        shown = [word] if begun else []
        frequency = 0
        for shard, begin, near in zip(self._shards, begins, nears, strict=True):
            vocabulary = shard.vocabulary
            exact = begin[:1] if begin and vocabulary[begin.start] == word else begin[:0]
            whole = [place for place in near if is_nearly(word, vocabulary[place], forgiven(word))]
            parts: list[tuple[float, Places]] = [
                (1.0, exact),
                (BEGINNING, begin),
                (NEAR, whole),
                (NEAR_BEGINNING, near),
            ]
            ways += [(part, shard.having(places)) for part, places in parts if places]
            shown += [vocabulary[place] for place in near[:_SHOWN_TERMS]]
            frequency += shard.lexicon.frequency(begin) + shard.lexicon.frequency(near)
        return Match(ways, frequency, tuple(shown), is_as_typed=not guessed)

    def _near(self, word: str) -> list[list[int]]:
        nothing: list[list[int]] = [[] for _ in self._shards]
        if is_unspaced(word):
            return nothing
        for errors in range(1, forgiven(word) + 1):
            near = [nearly(shard.lexicon.walked, word, errors) for shard in self._shards]
            if any(near):
                return near
        return nothing
