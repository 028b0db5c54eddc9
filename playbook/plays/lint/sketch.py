"""Small sketches of long texts, by which nearly equal ones are found in time linear in their number.

A sketch is the smallest hashes of a text's shingles of five words: a bottom-k sketch (Broder, “On the resemblance
and containment of documents”, 1997). Among the smallest hashes of two texts together, the share that both have
estimates the share of shingles that they have in common. The hash is a remainder of polynomials as there: Rabin's
fingerprint, here CRC-32.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from zlib import crc32

WORDS = 5
PLACES = 96
FEWEST = 60
"""Words of a text that can be told from another."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")


def sketch(text: str) -> tuple[int, ...]:
    """Return the sketch of a text: at most `PLACES` numbers, ascending; empty for fewer than `FEWEST` words."""
    words = (_ASCII_WORD if text.isascii() else _WORD).findall(text.casefold())
    if len(words) < FEWEST:
        return ()
    encoded = [word.encode() for word in words]
    written = b" ".join(encoded)
    after = [0, *accumulate(len(word) + 1 for word in encoded)]
    shingles = [written[start : end - 1] for start, end in zip(after, after[WORDS:], strict=False)]
    return tuple(sorted(set(map(crc32, shingles)))[:PLACES])


def alike(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the estimated share of shingles that two texts have in common, 0 to 1."""
    if not one or not other:
        return 0.0
    smallest = sorted({*one, *other})[: min(PLACES, max(len(one), len(other)))]
    return len({*one} & {*other} & {*smallest}) / len(smallest)


def pairs(sketches: Mapping[str, Sequence[int]], least: float) -> Iterator[tuple[str, str, float]]:
    """Yield the names of texts that are alike by at least `least` with the share, in order of their names."""
    holding: dict[int, list[str]] = {}
    for name in sorted(sketches):
        for one in sketches[name]:
            holding.setdefault(one, []).append(name)
    # What many share is told beside the first of them only: the number of pairs stays linear.
    met = {(names[0], other) for names in holding.values() for other in names[1:]}
    for first, second in sorted(met):
        share = alike(sketches[first], sketches[second])
        if share >= least:
            yield first, second, share
