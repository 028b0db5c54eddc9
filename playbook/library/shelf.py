"""The documents of an index by their places: light facts of all at hand, each one's text when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from playbook.library.documents import Document
from playbook.library.words import terms

KINDS = ("objection", "battlecard", "play", "persona", "page", "scorecard", "account-plan")
"""What comes first where two documents fit as well."""


class Light(msgspec.Struct, frozen=True, array_like=True):
    """What is known of every document without reading it."""

    ids: list[str]
    kinds: list[str]
    titles: list[str]
    folded: list[str]
    """The terms of each title, spaces between."""

    @classmethod
    def of(cls, documents: Sequence[Document]) -> Light:
        """Return the light facts of `documents`."""
        return cls(
            [document.id for document in documents],
            [document.kind for document in documents],
            [document.title for document in documents],
            [" ".join(terms(document.title)) for document in documents],
        )

    def first(self, count: int) -> Light:
        """Return what is known of the first `count` documents."""
        return Light(self.ids[:count], self.kinds[:count], self.titles[:count], self.folded[:count])

    def and_then(self, other: Light) -> Light:
        """Return these, and the other ones after them."""
        return Light(
            self.ids + other.ids,
            self.kinds + other.kinds,
            self.titles + other.titles,
            self.folded + other.folded,
        )

    def ranks(self) -> list[int]:
        """Return for each document its rank: by kind, then title, then id."""
        kinds = {kind: rank for rank, kind in enumerate(KINDS)}
        keys = [
            (kinds.get(kind, len(KINDS)), title.casefold(), id_)
            for kind, title, id_ in zip(self.kinds, self.titles, self.ids, strict=True)
        ]
        ranks = [0] * len(keys)
        for rank, place in enumerate(sorted(range(len(keys)), key=keys.__getitem__)):
            ranks[place] = rank
        return ranks


class Shelf(Protocol):
    """Where the documents' texts lie."""

    def __len__(self) -> int: ...
    def __getitem__(self, place: int) -> Document: ...


class Packed:
    """Documents as they lie in a file, each read when it is asked for."""

    def __init__(self, data: memoryview, ends: Sequence[int], light: Light) -> None:
        self._data, self._ends, self._light = data, ends, light
        self._decode = msgspec.msgpack.Decoder(Document).decode

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: int) -> Document:
        """Return the document at `place`; of a damaged one what is known without its text."""
        try:
            return self._decode(self._data[self._ends[place] : self._ends[place + 1]])
        except (msgspec.DecodeError, ValueError):
            light = self._light
            nothing = ("", "", "", "")
            return Document(
                light.ids[place], light.kinds[place], light.titles[place], "", "", "", (), nothing
            )


class Both:
    """One shelf, and another after it."""

    def __init__(self, first: Shelf, second: Shelf) -> None:
        self.first, self._second, self._from = first, second, len(first)

    def __len__(self) -> int:
        return self._from + len(self._second)

    def __getitem__(self, place: int) -> Document:
        return self.first[place] if place < self._from else self._second[place - self._from]
