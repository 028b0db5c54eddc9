"""Case mix: what kind of calls stand behind a figure, so that nobody is held against easier ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from playbook.coaching.tallies import Case
from playbook.text import spoken

NONE = "not said"
SHOWN = 3


class Mix(NamedTuple):
    """How many runs there are of each stage, segment and trigger, the most frequent first."""

    n: int
    stages: tuple[tuple[str, int], ...]
    segments: tuple[tuple[str, int], ...]
    triggers: tuple[tuple[str, int], ...]
    """A run with several triggers is in each of them."""


NO_RUNS = Mix(0, (), (), ())


def case_mix(cases: Iterable[Case], segment_of: Callable[[str], str]) -> Mix:
    """Return the mix of counted runs; `segment_of` gives an account's segment."""
    stages: Counter[str] = Counter()
    segments: Counter[str] = Counter()
    triggers: Counter[str] = Counter()
    n = 0
    for case in cases:
        n += case.n
        stages[case.stage or NONE] += case.n
        segments[segment_of(case.account) or NONE] += case.n
        for trigger in case.triggers or (NONE,):
            triggers[trigger] += case.n
    return Mix(n, _ranked(stages), _ranked(segments), _ranked(triggers))


def together(mixes: Iterable[Mix]) -> Mix:
    """Return the mix of all runs of several mixes, none of which is in two of them."""
    n, parts = 0, (Counter[str](), Counter[str](), Counter[str]())
    for mix in mixes:
        n += mix.n
        for part, found in zip(parts, mix[1:], strict=True):
            part.update(dict(found))
    return Mix(n, *map(_ranked, parts))


def one_and_others(mixes: Mapping[str, Mix], which: str) -> tuple[Mix, Mix]:
    """Return the mix of one rep (page, …) of several, and that of all others together."""
    others = together(mix for one, mix in mixes.items() if one != which)
    return mixes.get(which, NO_RUNS), others


def mix_words(mix: Mix) -> str:
    """Return a mix in words; a part that nobody recorded is left out."""
    if not mix.n:
        return ""
    parts = [
        f"{name} {', '.join(f'{_told(name, what)} {count / mix.n:.0%}' for what, count in found[:SHOWN])}"
        for name, found in (("stage", mix.stages), ("segment", mix.segments), ("trigger", mix.triggers))
        if [what for what, _ in found] != [NONE]
    ]
    return "; ".join(parts)


def _told(name: str, what: str) -> str:
    return what if name == "segment" else spoken(what)


def mixes_differ(one: Mix, other: Mix, by: float = 0.2) -> bool:
    """Return whether a stage, segment or trigger has a share that differs by more than `by` between the two."""
    if not one.n or not other.n:
        return False
    for mine, theirs in (
        (one.stages, other.stages),
        (one.segments, other.segments),
        (one.triggers, other.triggers),
    ):
        first, second = dict(mine), dict(theirs)
        if any(abs(first.get(k, 0) / one.n - second.get(k, 0) / other.n) > by for k in {*first, *second}):
            return True
    return False


def _ranked(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
