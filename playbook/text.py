"""Text from outside is data: neutralised before it reaches a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable

# C0 (but tab and newline), DEL, C1, and the characters that reorder or hide what a reader sees.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"


def plain(text: str) -> str:
    """Return `text` with every control, terminal-escape and direction character made visible and harmless."""
    return _UNSAFE.sub(_shown, text) if _UNSAFE.search(text) else text


def one_line(text: str) -> str:
    """Return `plain` text on one line, runs of white space folded to one space."""
    return plain(" ".join(text.split()))


def first_words(text: str, length: int = 60) -> str:
    """Return the beginning of `text` on one harmless line of at most `length` letters, cut with `…`."""
    line = one_line(text)
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


_SAID = {"no-show": "no-show", "customer-words": "customer's words"}
"""Ids that are not said as they are spelt, hyphens apart."""


def spoken(id_: str) -> str:
    """Return an id of the playbook's vocabulary as one says it: `new-warehouse` → `new warehouse`."""
    return _SAID.get(id_) or id_.replace("-", " ").replace("_", " ")


def whole_minutes(minutes: float) -> str:
    """Return how long a play takes as one says it: `6 min` for 6.2; no play takes none."""
    return f"{max(int(minutes + 0.5), 1)} min"


def count_of(number: int, word: str, many: str = "") -> str:
    """Return `1 run`, `2 runs`; `many` where the plural is not the word with an s."""
    return f"{number:,} {word if number == 1 else many or word + 's'}"


def and_all(words: Iterable[str]) -> str:
    """Return words as one lists them in a sentence: `marketing, sales and price`."""
    *before, last = tuple(words) or ("",)
    return " and ".join([", ".join(before), last]) if before else last


def in_quotes(text: str) -> str:
    """Return `text` in quotation marks; what has some of its own stands as it is, for none within others is read."""
    return text if re.search('[“”"]', text) else f"“{text}”"


def unquoted(text: str) -> str:
    """Return a text without quotes of its own around the whole: to stand between ours."""
    for opening, closing in ('""', "“”", "„“", "«»", "「」"):
        if len(text) > 2 and text[0] == opening and text[-1] == closing and opening not in text[1:-1]:
            return text[1:-1]
    return text


def nearest(name: str, names: Iterable[str], limit: int = 3) -> list[str]:
    """Return up to `limit` of `names` that look like `name`, best first."""
    import difflib

    pool = list(names)
    folded = {candidate.casefold(): candidate for candidate in reversed(pool)}
    hits = difflib.get_close_matches(name.casefold(), list(folded), n=limit, cutoff=0.6)
    return [folded[hit] for hit in hits]
