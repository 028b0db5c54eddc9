"""The vocabulary that pages use already, with spellings of one value merged into the one that is used most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from playbook.plays.lint.words import folded
from playbook.plays.model import Facts
from playbook.plays.slug import slug

LISTS = ("segments", "personas", "channels", "triggers")


class Words(NamedTuple):
    """What the front matter of all pages says."""

    known: Mapping[str, tuple[str, ...]]
    """Key → its values, each in one spelling, in the order they were met."""
    renamed: Mapping[str, Mapping[str, str]]
    """Key → another spelling → the one it is merged into."""


def words_of(pages: Iterable[Facts]) -> Words:
    """Return the values in use, `stage` among them."""
    used: dict[str, Counter[str]] = {key: Counter() for key in (*LISTS, "stage")}
    for facts in pages:
        for key in LISTS:
            used[key].update(getattr(facts, key))
        if facts.stage:
            used["stage"][facts.stage] += 1
    known, renamed = {}, {}
    for key, counts in used.items():
        groups: dict[str, list[str]] = {}
        for value in counts:
            groups.setdefault(folded(value) or value, []).append(value)
        right = {word: _best(spellings, counts) for word, spellings in groups.items()}
        known[key] = tuple(right.values())
        renamed[key] = {
            value: right[word]
            for word, spellings in groups.items()
            for value in spellings
            if value != right[word]
        }
    return Words(known, renamed)


def _best(spellings: list[str], counts: Mapping[str, int]) -> str:
    """Return the spelling that most pages use; of equals the one that is written as ids are."""
    return max(spellings, key=lambda value: (counts[value], value == slug(value), -spellings.index(value)))
