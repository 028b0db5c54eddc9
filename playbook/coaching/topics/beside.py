"""What kind of calls stand on either side of a comparison: to be read with it."""

from __future__ import annotations

from collections.abc import Iterable

from playbook.coaching.mix import case_mix, mix_words, mixes_differ
from playbook.coaching.tallies import Case
from playbook.coaching.topics.model import Log
from playbook.reporting.model import Words

DIFFERENT = "They are not the same kind of calls: part of the difference may be that."


def mixes_beside(log: Log, *sides: tuple[str, Iterable[Case]]) -> tuple[Words, ...]:
    """Return the case mix of each side under its name, and a warning where two differ by a fifth or more.

    Nothing where neither stage, segment nor trigger was recorded.
    """
    mixes = [(name, case_mix(cases, log.segment_of)) for name, cases in sides]
    said = [Words(f"Case mix, {name}: {words}.", "dim") for name, mix in mixes if (words := mix_words(mix))]
    if said and any(mixes_differ(one, other) for _, one in mixes for _, other in mixes):
        said.append(Words(DIFFERENT, "warn"))
    return tuple(said)
