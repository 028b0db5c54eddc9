"""Many short texts end to end, as they lie in a file: each is made a string when it is asked for, and not kept."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TypeAlias, overload

Column: TypeAlias = "array[int] | memoryview"
"""Numbers that were counted, or that lie in a file."""


class PackedTexts(Sequence[str]):
    """Texts by their places; never changes. A list of strings takes about eight times the memory."""

    def __init__(self, data: bytes | memoryview, ends: Column) -> None:
        """`data` is their UTF-8 end to end, `ends` where each ends in it (a 0 before the first), in bytes.

        Raises ValueError where the one does not go with the other.
        """
        if not len(ends) or ends[-1] != len(data):
            raise ValueError("texts that are not whole")
        self._data, self._ends = data, ends

    @staticmethod
    def pack(texts: Iterable[str]) -> tuple[bytes, bytes]:
        """Return both pieces for a file."""
        encoded = [text.encode() for text in texts]
        return b"".join(encoded), array("I", accumulate(map(len, encoded), initial=0)).tobytes()

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        """Return the text at `place`, counted from the end where it is negative, or those of a slice."""
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if place < 0:
            place += len(self)
        if place < 0:
            raise IndexError(place)
        return str(self._data[self._ends[place] : self._ends[place + 1]], "utf-8")

    def __iter__(self) -> Iterator[str]:
        """Yield all of them, from one copy."""
        data = bytes(self._data)
        for start, end in pairwise(self._ends):
            yield data[start:end].decode()
