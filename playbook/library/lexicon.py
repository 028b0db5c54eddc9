"""Which documents have which terms, by field: sorted terms, and each one's documents end to end."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, chain

import msgspec

from playbook.library.packed_texts import Column, PackedTexts

Places = range | list[int]
"""Places of terms in the vocabulary: neighbours, or scattered ones."""


class Lexicon:
    """The terms of some documents; never changes."""

    def __init__(self, vocabulary: Sequence[str], fields: Sequence[tuple[Column, Column]]) -> None:
        self.vocabulary = vocabulary
        """Sorted."""
        self._fields = fields
        """Of each field: where each term's documents end (a 0 before the first), and the documents."""

    @cached_property
    def walked(self) -> list[str]:
        """The vocabulary as a list, for who walks all of it: made at the first mistyped word, and kept from then on."""
        return list(self.vocabulary)

    @classmethod
    def of(cls, found_by: Iterable[Sequence[str]]) -> Lexicon:
        """Return the lexicon of documents by their terms: of each a text a field, with spaces between."""
        fields: list[dict[str, list[int]]] = []
        for place, texts in enumerate(found_by):
            if not fields:
                fields = [defaultdict(list) for _ in texts]
            for postings, text in zip(fields, texts, strict=True):
                for term in text.split():
                    postings[term].append(place)
        vocabulary = sorted(set().union(*fields))
        return cls(vocabulary, [_columns(vocabulary, postings) for postings in fields])

    def having(self, field: int, terms: Places, first: int = 0) -> set[int]:
        """Return the documents that have one of `terms` in `field`, counted from `first`."""
        if field >= len(self._fields):
            return set()
        ends, documents = self._fields[field]
        if isinstance(terms, range):  # their documents lie end to end
            found = set(documents[ends[terms.start] : ends[terms.stop]])
        else:
            found = set().union(*(documents[ends[term] : ends[term + 1]] for term in terms))
        return {place + first for place in found} if first else found

    def frequency(self, terms: Places) -> int:
        """Return how often the terms stand in documents: of each, the documents that have it."""
        if isinstance(terms, range):
            return sum(ends[terms.stop] - ends[terms.start] for ends, _ in self._fields)
        return sum(ends[term + 1] - ends[term] for ends, _ in self._fields for term in terms)

    # To a file and back

    def packed(self) -> list[bytes]:
        """Return it in pieces for a file."""
        columns = (column.tobytes() for field in self._fields for column in field)
        return [*PackedTexts.pack(self.vocabulary), *columns]

    @classmethod
    def unpacked(cls, pieces: Sequence[bytes | memoryview]) -> Lexicon:
        """Return what was packed; raises ValueError where the pieces are not whole."""
        words, *columns = pieces
        try:
            numbers = [memoryview(column).cast("I") for column in columns]
        except TypeError:
            raise msgspec.DecodeError("numbers that are not whole") from None
        vocabulary = PackedTexts(words, numbers[0])
        fields = list(zip(numbers[1::2], numbers[2::2], strict=True))
        if any(len(ends) != len(vocabulary) + 1 or ends[-1] != len(places) for ends, places in fields):
            raise msgspec.DecodeError("a lexicon that is not whole")
        return cls(vocabulary, fields)


def _columns(vocabulary: Sequence[str], postings: dict[str, list[int]]) -> tuple[array[int], array[int]]:
    lists = [postings.get(term, ()) for term in vocabulary]
    return (
        array("I", accumulate(map(len, lists), initial=0)),
        array("I", chain.from_iterable(lists)),
    )
