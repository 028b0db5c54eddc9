"""Ids of runs, feedback and other things: 80 random bits in Crockford's base 32, shown as a prefix."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable

from playbook.errors import NotFoundError, PlaybookError

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 16
SHOWN = 6

RandomBytes = Callable[[int], bytes]


def new_id(random_bytes: RandomBytes = secrets.token_bytes) -> str:
    """Return 16 letters of Crockford base 32 (80 bits) made from `random_bytes(10)`."""
    return encode(random_bytes(10))


def encode(ten_bytes: bytes) -> str:
    """Return ten bytes as 16 letters of Crockford base 32, most significant first."""
    number = int.from_bytes(ten_bytes, "big")
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(75, -1, -5))


def shorten(id_: str, among: Iterable[str] = (), *, letter: str = "") -> str:
    """Return the shown form: `letter`, a dash, the shortest prefix (six or more) unique `among` all ids."""
    length = SHOWN
    for other in among:
        while other != id_ and length < len(id_) and other[:length] == id_[:length]:
            length += 1
    prefix = id_[:length].upper()
    return f"{letter}-{prefix}" if letter else prefix


def short_ids(ids: Iterable[str], among: Iterable[str], *, letter: str = "") -> dict[str, str]:
    """Return the shown form of each of `ids`, as `shorten` does: in the time of sorting what they are `among`."""
    ordered = sorted({*among, *ids})
    # Who shares the longest beginning with an id stands beside it.
    near = {one: ordered[max(place - 1, 0) : place + 2] for place, one in enumerate(ordered)}
    return {one: shorten(one, near[one], letter=letter) for one in ids}


def normal(typed: str) -> str:
    """Return a typed id as stored: lower case, no leading `F-`, Crockford's look-alikes (o, i, l) mended."""
    text = typed.strip().lower()
    if len(text) > 2 and text[1] == "-":
        text = text[2:]
    return text.replace("-", "").translate(str.maketrans("oil", "011"))


def find(typed: str, among: Iterable[str], *, what: str) -> str:
    """Return the one id `among` that starts with `typed`; raises a PlaybookError for none or several."""
    prefix = normal(typed)
    hits = sorted({id_ for id_ in among if prefix and id_.startswith(prefix)})
    if not hits:
        raise NotFoundError(what, typed)
    if len(hits) > 1:
        shown = ", ".join(shorten(hit, hits) for hit in hits[:5])
        raise PlaybookError(
            f"“{typed}” could be {len(hits)} different {what}s: {shown}. Type more letters of it."
        )
    return hits[0]
