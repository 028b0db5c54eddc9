"""Likeness of one text to very many, worked out for all of them at once: sets are the bits of one long integer.

What a text says is weighed by whole numbers, and all sums are carried along in binary, one plane of bits for each
power of two: adding the weight of a word to a hundred thousand sums is a dozen operations on integers of 12 kB. The
sums are never too small, so those that reach a level hold all that could; how like these are is worked out exactly.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from math import ceil

CHUNK = 1 << 14
"""Numbers in one row of postings."""
_BYTES = CHUNK // 8
_NOT_EMPTY = re.compile(rb"[^\0]")
_CLASSES = 8
"""Sets of texts of about the same length."""
TOP = 8_000
"""What the weights of one question add up to at most, but for rounding up."""


def packed(numbers: Iterable[int], chunk: int, known: bytes = b"") -> bytes:
    """Return numbers of one chunk, with those `known` before, as they are kept.

    Few stand one after the other; many are the bits of a set.
    """
    if len(known) == _BYTES:
        return bytes(_bits(numbers, chunk, bytearray(known)))
    every = array("I", known)
    every.extend(numbers)
    return every.tobytes() if len(every) * every.itemsize < _BYTES else bytes(_bits(every, chunk))


def together(rows: Iterable[tuple[int, bytes]]) -> int:
    """Return the set of all numbers of packed chunks, of one set or of several, in any order."""
    chunks: dict[int, bytearray] = {}
    for chunk, data in rows:
        known = chunks.get(chunk)
        if len(data) != _BYTES:
            chunks[chunk] = _bits(array("I", data), chunk, known)
        elif known is None:
            chunks[chunk] = bytearray(data)
        else:
            both = int.from_bytes(known, "little") | int.from_bytes(data, "little")
            chunks[chunk] = bytearray(both.to_bytes(_BYTES, "little"))
    none = bytes(_BYTES)
    return int.from_bytes(
        b"".join(chunks.get(at, none) for at in range(max(chunks, default=-1) + 1)), "little"
    )


def _bits(numbers: Iterable[int], chunk: int, known: bytearray | None = None) -> bytearray:
    bits, first = bytearray(_BYTES) if known is None else known, chunk * CHUNK
    for number in numbers:
        place = number - first
        bits[place >> 3] |= 1 << (place & 7)
    return bits


def gathered(numbers: Iterable[int]) -> int:
    """Return the set of these numbers."""
    bits = bytearray()
    for number in numbers:
        if (byte := number >> 3) >= len(bits):
            bits.extend(bytes(byte + 1 - len(bits)))
        bits[byte] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def members(some: int) -> list[int]:
    """Return the numbers in a set, ascending."""
    data = some.to_bytes((some.bit_length() + 7) // 8, "little")
    return [
        met.start() * 8 + bit
        for met in _NOT_EMPTY.finditer(data)
        for bit in range(8)
        if data[met.start()] >> bit & 1
    ]


def sums(weighted: Iterable[tuple[int, int]]) -> list[int]:
    """Return, for each number, the sum of the weights of the sets it is in: as planes, the lowest bits first."""
    planes: list[int] = []
    for some, weight in weighted:
        for place in range(weight.bit_length()):
            if weight >> place & 1:
                _add(planes, some, place)
    return planes


def _add(planes: list[int], carried: int, place: int) -> None:
    planes.extend([0] * (place - len(planes)))
    while carried:
        if place == len(planes):
            planes.append(carried)
            return
        planes[place], carried = planes[place] ^ carried, planes[place] & carried
        place += 1


def reaching(planes: Sequence[int], least: int) -> int:
    """Return the set of those whose sum is at least `least` (1 or more)."""
    if least.bit_length() > len(planes):
        return 0
    found = -1
    for place, plane in enumerate(planes):
        found = plane & found if least >> place & 1 else plane | found
    return found


class Sums:
    """The same planes, asked for the sum of one number after another."""

    def __init__(self, planes: Sequence[int]) -> None:
        size = max((plane.bit_length() for plane in planes), default=0) // 8 + 1
        self._planes = [plane.to_bytes(size, "little") for plane in planes]

    def of(self, number: int) -> int:
        """Return the sum of a number that is in one of the sets."""
        byte, bit = number >> 3, number & 7
        return sum([(plane[byte] >> bit & 1) << place for place, plane in enumerate(self._planes)])


class Lengths:
    """The length of each text's vector by its number, and texts of about the same length as sets."""

    def __init__(self, values: Iterable[float] = ()) -> None:
        self.values = array("d", values)
        self._bounds: list[float] = []
        """The least length in each set."""
        self._sets: list[int] = []

    def put(self, number: int, length: float) -> None:
        """Take a length in, or another one."""
        values = self.values
        if number >= len(values):
            values.extend([0.0] * (number + 1 - len(values)))
        values[number] = length
        if self._sets and 0 < length < self._bounds[0]:
            self.renew()
        elif self._sets and length:
            bit = 1 << number
            self._sets = [one & ~bit for one in self._sets]
            self._sets[bisect_right(self._bounds, length) - 1] |= bit

    def renew(self) -> None:
        """Forget the sets: many lengths are others now."""
        self._bounds, self._sets = [], []

    def reaching(self, planes: Sequence[int], scale: float, level: float) -> int:
        """Return the set of those whose sum, by `scale` for a length of 1, may come to a cosine of `level`."""
        if not self._sets:
            self._sort()
        found = 0
        for least, some in zip(self._bounds, self._sets, strict=True):
            found |= reaching(planes, max(1, int(scale * level * least))) & some
        return found

    def _sort(self) -> None:
        ordered = sorted(value for value in self.values if value)
        self._bounds = sorted(
            {ordered[len(ordered) * part // _CLASSES] for part in range(_CLASSES if ordered else 0)}
        )
        bits = [bytearray(len(self.values) // 8 + 1) for _ in self._bounds]
        for number, value in enumerate(self.values):
            if value:
                bits[bisect_right(self._bounds, value) - 1][number >> 3] |= 1 << (number & 7)
        self._sets = [int.from_bytes(one, "little") for one in bits]


def rounded_up(weight: float, scale: float) -> int:
    """Return a weight as a whole number that is never too small."""
    return ceil(weight * scale)
