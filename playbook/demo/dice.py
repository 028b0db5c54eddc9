"""Chance that repeats: one stream of it for each purpose, all from one seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

from playbook.ids import new_id

Thing = TypeVar("Thing")


class Dice:
    """Streams of chance by name, so that a change in one leaves the others as they were."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def stream(self, *purpose: str | int) -> random.Random:
        """Return the stream for one purpose, from its beginning."""
        return random.Random("/".join(["playbook demo", str(self.seed), *map(str, purpose)]))

    def id(self, *of: str | int) -> str:
        """Return the id of a thing, the same whenever it is asked for."""
        return new_id(self.stream("id", *of).randbytes)


def weighted(chance: random.Random, options: Sequence[tuple[Thing, float]]) -> Thing:
    """Return one of `options` by weight."""
    things = [thing for thing, _ in options]
    return chance.choices(things, [weight for _, weight in options])[0]
