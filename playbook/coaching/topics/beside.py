"""What kind of calls stand on either side of a comparison: to be read with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from playbook.coaching.mix import Mix, case_mix, mix_words, mixes_differ
from playbook.coaching.tallies import Case
from playbook.reporting.model import Words

DIFFERENT = "They are not the same kind of calls: part of the difference may be that."
Mixes = tuple[tuple[str, Mix], ...]
"""The case mix of each side of a comparison, under its name."""


def mixes_of(segment_of: Callable[[str], str], *sides: tuple[str, Iterable[Case]]) -> Mixes:
    """Return the case mix of each side; `segment_of` gives an account's segment."""
    return tuple((name, case_mix(cases, segment_of)) for name, cases in sides)


def mixes_words(mixes: Mixes) -> tuple[Words, ...]:
    """Return each side's mix in words, and a warning where two differ by a fifth or more.

    Nothing where neither stage, segment nor trigger was recorded.
    """
    said = [Words(f"Case mix, {name}: {words}.", "dim") for name, mix in mixes if (words := mix_words(mix))]
    if said and any(mixes_differ(one, other) for _, one in mixes for _, other in mixes):
        said.append(Words(DIFFERENT, "warn"))
    return tuple(said)
