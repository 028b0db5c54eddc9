"""The piece of a text that shows why it was found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playbook.library.words import WORD, is_unspaced, terms
from playbook.text import one_line

WIDTH = 120
"""Characters of an excerpt, at most."""
_BEFORE = 40
_LOOKED_AT = 4_000


def excerpt(text: str, found: Sequence[str]) -> str:
    """Return up to `WIDTH` characters of `text` on one line, around the first word that begins with a term.

    Cut at words where there are any, with `…` where something is left out; control characters are
    made visible and harmless.
    """
    start = _first(text, found)
    begin = 0
    if start > _BEFORE:
        begin = start - _BEFORE
        space = text.find(" ", begin, start)
        begin = space + 1 if space >= 0 else begin
    room = WIDTH - (begin > 0)
    piece = one_line(text[begin : begin + 2 * WIDTH])
    if len(piece) > room:
        whole = piece[: room - 1].rpartition(" ")[0]
        piece = (whole if len(whole) > room // 2 else piece[: room - 1]) + "…"
    elif begin + 2 * WIDTH < len(text):
        piece = piece[: room - 1] + "…"
    return f"…{piece}" if begin else piece


def _first(text: str, found: Sequence[str]) -> int:
    """Return where the first word that begins with one of the terms starts; 0 where none does."""
    if not found:
        return 0
    if match := re.compile(_pattern(found), re.IGNORECASE).search(text):
        return match.start()
    # With accents or apostrophes a word is not written as it is looked up.
    for match in WORD.finditer(text[:_LOOKED_AT]):
        if any(term.startswith(wanted) for term in terms(match[0]) for wanted in found):
            return match.start()
    return 0


def _pattern(found: Sequence[str]) -> str:
    inside = "|".join(re.escape(term) for term in found if is_unspaced(term))
    begins = "|".join(re.escape(term) for term in found if not is_unspaced(term))
    return "|".join([rf"(?<![^\W_])(?:{begins})"] * bool(begins) + [inside] * bool(inside))
