"""Slugs of headings and items, by GitHub's rules."""

from __future__ import annotations

import unicodedata

MAX_LENGTH = 200
"""Letters of an id; the slug of a longer text is cut here."""

# Enclosed letters (Ⓐ, 🅰 …) are symbols to Unicode's categories, but letters to GitHub's rule.
_ENCLOSED = ((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189))
_KEPT = frozenset({"Nd", "Nl", "Pc"})  # codespell:ignore

_ASCII = {code: chr(code) if chr(code).isalnum() or chr(code) in "-_" else None for code in range(128)} | {
    ord(" "): "-"
}


def _stays(letter: str) -> bool:
    category = unicodedata.category(letter)
    if category[0] in "LM" or category in _KEPT or letter == "-":
        return True
    return category == "So" and any(low <= ord(letter) <= high for low, high in _ENCLOSED)


def slug(text: str) -> str:
    """Return `text` as GitHub writes it in a link to its heading; may be empty.

    Lower case; letters, marks, digits, `_` and `-` of every script stay; a space becomes `-`; the rest goes.
    """
    lowered = text.strip().lower()
    if lowered.isascii():
        return lowered.translate(_ASCII)
    return "".join("-" if letter == " " else letter for letter in lowered if letter == " " or _stays(letter))


class Slugs:
    """Gives each text of one parent its own slug: the second equal one ends in `-1`, the next in `-2`."""

    def __init__(self) -> None:
        self._count: dict[str, int] = {}

    def of(self, text: str, otherwise: str = "item") -> str:
        """Return the slug of `text`, unlike all given before; made of `otherwise` where it is empty."""
        base = slug(text)[:MAX_LENGTH].rstrip("-") if len(text) > MAX_LENGTH else slug(text)
        base = base or otherwise
        found = base
        while found in self._count:
            self._count[base] += 1
            found = f"{base}-{self._count[base]}"
        self._count[found] = 0
        return found
