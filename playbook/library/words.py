"""Text to the terms it is found by: folded words, and pairs of characters where no spaces part them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 40
"""A longer word is asked for by this many first characters."""

MOST_ASKED = 12
"""Words of a query beyond these are not looked at."""

# Kana, CJK ideographs, Thai, Lao, Myanmar and Khmer are written without spaces between words.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff"
_UNSPACED += "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
# Accents and vowel signs that Python's \w leaves out, though they stand inside words.
_ACCENTS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
_SIGNS = "\u0900-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u102b-\u103e\u17b4-\u17d3"
_LETTER = f"(?:[^\\W_]|[{_ACCENTS}{_SIGNS}])"

_PLAIN_WORD = re.compile("[a-z0-9]+")
WORD = re.compile(f"{_LETTER}+(?:['\u2019]{_LETTER}+)*")
"""One word of a text as it is written."""
_PIECE = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_MARKS = re.compile(f"[{_ACCENTS}]")


def terms(text: str) -> list[str]:
    """Return the terms that `text` is found by, in order, repeated as they repeat.

    An unspaced run of n characters gives its n - 1 pairs, then its last character alone.
    """
    if text.isascii():
        return _PLAIN_WORD.findall(text.lower().replace("'", ""))
    found: list[str] = []
    for word in WORD.findall(text):
        if word.isascii():
            found.append(word.lower().replace("'", ""))
        else:
            found.extend(_folded(word))
    return found


def asked_terms(text: str) -> list[str]:
    """Return the terms that a query asks for, each once, in order: of an unspaced run its pairs alone."""
    asked: list[str] = []
    for match in WORD.finditer(text[:1000]):
        pieces = [term[:LONGEST] for term in terms(match[0])]
        if len(pieces) > 1 and len(pieces[-1]) == 1 and is_unspaced(pieces[-1]):
            del pieces[-1]
        asked.extend(pieces)
    return list(dict.fromkeys(asked))[:MOST_ASKED]


def is_unspaced(term: str) -> bool:
    """Whether `term` is made of characters that no spaces part (typing errors are not guessed there)."""
    return _HAS_UNSPACED.match(term) is not None


@lru_cache(maxsize=32768)
def _folded(word: str) -> tuple[str, ...]:
    """Return the terms of one word: accents off, compatibility forms plain, unspaced runs in pairs."""
    plain = unicodedata.normalize("NFKC", word).casefold().replace("'", "").replace("\u2019", "")
    found: list[str] = []
    for piece in _PIECE.findall(plain):
        if _HAS_UNSPACED.match(piece):
            found.extend(piece[place : place + 2] for place in range(len(piece)))
        else:
            bare = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", piece)))
            found.extend(WORD.findall(bare.casefold()))
    return tuple(found)


def begins_words(typed: str, text: str) -> bool:
    """Say whether each word typed begins a word of `text`: no guess, but what was meant. Nothing typed fits all."""
    known = terms(text)
    return all(any(term.startswith(asked) for term in known) for asked in asked_terms(typed))
