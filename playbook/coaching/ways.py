"""How runs went, added up: runs with the same steps of the same revision, by the same rep, are one way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from playbook.coaching.days import day_of
from playbook.coaching.facts import AFTER, Fact, Outline, reasons_in

Key = TypeVar("Key")


class Way(NamedTuple):
    """Counted runs with the same steps of the same revision, by the same rep, that all led to a commitment or none."""

    play: str
    outline: Outline
    blob: str
    rep: str
    committed: bool
    n: int
    letters: tuple[Mapping[str, int], ...]
    """How often each of the letters of `facts` stands at each step."""
    reasons: tuple[tuple[int, str, int], ...]
    """Place of a step, why it was skipped or left out, and how often."""
    against: int
    """How many of them say how they went against the play."""
    off: int
    """How many of those did something out of order."""
    skipped: int
    out_of_order: int
    repeated: int
    added: int
    first: str
    """When the first began whose day can be read; empty for none."""
    last: str


class Tally(NamedTuple):
    """What is counted of the runs of a way, as `Way` names it; one of other runs of it is added or taken away."""

    n: int
    letters: tuple[Mapping[str, int], ...]
    reasons: tuple[tuple[int, str, int], ...]
    against: int
    off: int
    skipped: int
    out_of_order: int
    repeated: int
    added: int

    @property
    def nothing(self) -> Tally:
        """The tally of no run of the same way."""
        return Tally(0, ({},) * len(self.letters), (), 0, 0, 0, 0, 0, 0)

    def plus(self, other: Tally, sign: int = 1) -> Tally:
        """Return the tally of the runs of both; with a `sign` of -1 that of these without the others."""
        why = _sum(
            {(place, why): n for place, why, n in self.reasons},
            {(place, why): n for place, why, n in other.reasons},
            sign,
        )
        return Tally(
            self.n + sign * other.n,
            tuple(_sum(*both, sign) for both in zip(self.letters, other.letters, strict=True)),
            tuple(sorted((*key, n) for key, n in why.items())),
            *(mine + sign * theirs for mine, theirs in zip(self[3:], other[3:], strict=True)),
        )


def tally(outline: Outline, letters: str, reasons: str, n: int, *against: float) -> Tally:
    """Return the tally of `n` runs of one way.

    `letters` and `reasons` are those of all runs, one after the other; `against` to `added` the counts of `Tally`.
    """
    size = len(outline.ids)
    return Tally(
        n,
        tuple(dict(Counter(letters[place::size])) for place in range(size)),
        tuple(
            sorted(
                (place, why, count)
                for one, count in Counter(reasons.split(AFTER)).items()
                for place, why in reasons_in(one)
            )
        ),
        *map(int, against),
    )


def ways_of(runs: Iterable[Fact]) -> list[Way]:
    """Return how these counted runs went."""
    by_key: dict[tuple[str, Outline, str, str, bool], list[Fact]] = {}
    for one in runs:
        by_key.setdefault((one.play, one.outline, one.blob, one.rep, one.committed), []).append(one)
    return in_order(_way(key, some) for key, some in by_key.items())


def in_order(ways: Iterable[Way]) -> list[Way]:
    """Return ways in their order."""
    return sorted(ways, key=lambda way: way[:5])


def _way(key: tuple[str, Outline, str, str, bool], runs: Sequence[Fact]) -> Way:
    play, outline, blob, rep, committed = key
    against = [one.against for one in runs if one.against is not None]
    stamps = [one.started for one in runs if day_of(one.started)]
    counted = tally(
        outline,
        "".join(one.letters for one in runs),
        AFTER.join(one.reasons for one in runs if one.reasons),
        len(runs),
        len(against),
        sum(one.out_of_order > 0 for one in against),
        *(sum(counts) for counts in zip(*against, strict=True)) if against else (0,) * 4,
    )
    first, last = min(stamps, default=""), max(stamps, default="")
    return Way(play, outline, blob, rep, committed, *counted, first, last)


def _sum(mine: Mapping[Key, int], theirs: Mapping[Key, int], sign: int) -> dict[Key, int]:
    found = dict(mine)
    for key, n in theirs.items():
        found[key] = found.get(key, 0) + sign * n
    return {key: n for key, n in found.items() if n}
