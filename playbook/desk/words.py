"""Texts cut into terms that can be compared: light stems, and trigrams where there are no spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Scripts written without spaces between words: Thai, Lao, Khmer, Myanmar, kana, Han.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007"
    "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUNS = re.compile(rf"[{UNSPACED}]+|[^\W_{UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")

_COMMON = """
a about after all also am an and any are as at be been but by can could did do does for from get got had has
have he her his how i if in into is it its just like me more my no not now of off on one or our out says said
say she should so some still than that the their them then there they this to too up us very was we were what
when where which who why will with would you your s t d ll re ve m
"""
COMMON = frozenset(_COMMON.split())
"""Words that say nothing about what a text is about."""

_ENDINGS = (
    ("ization", "ize"), ("isation", "ize"), ("fulness", "ful"), ("ousness", "ous"), ("ments", ""),
    ("ment", ""), ("ations", "ate"), ("ation", "ate"), ("ingly", ""), ("edly", ""), ("ings", ""),  # codespell:ignore
    ("ing", ""), ("ies", "y"),
    ("sses", "ss"), ("ers", ""), ("ed", ""), ("er", ""), ("es", ""), ("ly", ""),
    ("en", ""), ("s", ""), ("e", ""),
)  # fmt: skip
_SHORTEST_STEM = 3


def terms(text: str) -> list[tuple[str, str]]:
    """Return `(term, word as written)` for all of `text` that says something, in order, with repetitions."""
    found: list[tuple[str, str]] = []
    for run in _RUNS.findall(unicodedata.normalize("NFKC", text).casefold()):
        if run >= UNSPACED[0] and _IS_UNSPACED.match(run):
            found += [(piece, piece) for piece in _trigrams(run)]
        elif run not in COMMON:
            found.append((stem(run), run))
    return found


def _trigrams(run: str) -> list[str]:
    return [run[at : at + 3] for at in range(max(1, len(run) - 2))]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return `word` (case-folded) without frequent English endings: light, and never shorter than 3."""
    if not word.isascii() or not word.isalpha() or word.endswith("ss"):
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            root = word[: len(word) - len(ending)] + instead
            return _plain_end(root, cut=not instead)
    return word


def _plain_end(root: str, *, cut: bool) -> str:
    """Return `root` without a doubled consonant or final e, so that `stop` and `stopped` meet."""
    if cut and len(root) > _SHORTEST_STEM and root[-1] == root[-2] and root[-1] not in "aeioulsz":
        return root[:-1]
    while root.endswith("e") and len(root) > _SHORTEST_STEM:
        root = root[:-1]
    return root
