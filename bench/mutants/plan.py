"""Which mutants are tried, and which tests on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bench.mutants.copy import Reach
from bench.mutants.mutate import Mutant

PATIENCE = 10.0
"""Seconds of tests (unbroken) that one mutant may take; the quickest come first."""
SLACK = 20.0
"""Seconds beyond four times what the tests take unbroken, before a mutant is said to hang."""


@dataclass(frozen=True)
class Trial:
    """One mutant and the tests that reach it."""

    mutant: Mutant
    tests: tuple[str, ...]
    limit: float
    """Seconds."""


def sample(found: Sequence[Mutant], count: int | None, seed: int) -> list[Mutant]:
    """Return `count` of a module's mutants, the same ones for the same seed, in the order of the text."""
    if count is None or len(found) <= count:
        return list(found)
    places = sorted(Random(f"{seed} {found[0].file}").sample(range(len(found)), count))
    return [found[place] for place in places]


def trial(mutant: Mutant, reaches: Sequence[Reach]) -> Trial:
    """Return the tests that call the mutant's function; where none does, or outside of any, those that call its file.

    What runs while a module is loaded is called by no test: then the quickest of all of the package are tried.
    """
    called = (
        [each for each in reaches if (mutant.file, mutant.first) in each.functions] if mutant.first else []
    )
    loaded = [each for each in reaches if any(file == mutant.file for file, _ in each.functions)]
    chosen: list[str] = []
    seconds = 0.0
    for reach in called or loaded or reaches:
        if chosen and seconds + reach.seconds > PATIENCE:
            break
        chosen.append(reach.test)
        seconds += reach.seconds
    return Trial(mutant, tuple(chosen), SLACK + 4 * seconds)
