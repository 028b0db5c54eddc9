"""Coaching: how runs went against their play, from nothing remembered."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from statistics import median

from bench.place import Place
from bench.row import Row, Target
from bench.sizes import SEED, Size
from bench.timing import seconds_of
from playbook.coaching import adherence

RUNS = 10_000
STEPS = tuple(f"step-{number}" for number in range(10))
TIMES = 5


def aligning(place: Place, size: Size) -> Iterator[Row]:
    """Align runs of ten steps, as reps make them: a step left out, two swapped, one done again."""
    runs = list(_runs(Random(SEED)))
    measured = median(seconds_of(lambda: _align(runs)) for _ in range(TIMES))
    yield Row(
        figure="runs aligned with their play",
        size=f"{RUNS:,} runs of {len(STEPS)} steps, {len(set(runs)):,} variants",
        measured=measured,
        unit="ms",
        target=Target(limit=0.1),
    )


def _align(runs: list[tuple[str, ...]]) -> None:
    adherence.forget()
    for run in runs:
        adherence.adherence(STEPS, run)


def _runs(chance: Random) -> Iterator[tuple[str, ...]]:
    for _ in range(RUNS):
        done = [step for step in STEPS if chance.random() > 0.04]
        if done and chance.random() < 0.15:
            at = chance.randrange(len(done))
            done.insert(at, done.pop(chance.randrange(len(done))))
        if done and chance.random() < 0.05:
            done.append(chance.choice(done))
        yield tuple(done)
