"""Values that are the same word, spelt in another way."""

from __future__ import annotations

import re

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_APART = re.compile(r"[\s_./-]+")


def folded(value: str) -> str:
    """Return `value` without what two people spell differently: case, spaces, hyphens, the plural."""
    words = _APART.sub("-", _CAMEL.sub("-", value.strip())).casefold().strip("-").split("-")
    return "".join(words[:-1]) + singular(words[-1])


def singular(word: str) -> str:
    """Return an English word without its plural ending, as far as the ending tells."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
