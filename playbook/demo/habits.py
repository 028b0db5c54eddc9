"""What the two reps do each in their own way: the truths that coaching should bring to light."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from playbook.demo.calls import DEMO, DISCOVERY, PRICE, Call
from playbook.demo.dice import Dice


@dataclass(frozen=True)
class Habit:
    """How somebody works."""

    pace: float
    """Times the time box."""
    ticks: float
    """Share of the to-dos that get ticked."""
    leaves: dict[str, str] = field(default_factory=dict)
    """Play → the step that is left out."""
    reasons: tuple[str, ...] = ()
    first: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Play → (step, the later step that is done before it)."""
    but: int = 0
    """In how many calls the play is followed all the same."""


HABITS: dict[str, Habit] = {
    "lee": Habit(
        pace=0.82,
        ticks=0.6,
        leaves={DISCOVERY: "read-it-back"},
        reasons=("no time", "customer led", "no time", "already known"),
        but=2,
    ),
    "mia": Habit(
        pace=1.12,
        ticks=0.9,
        first={
            DISCOVERY: ("how-it-works-today", "what-it-costs"),
            DEMO: ("scene-one-a-truck-books", "scene-two-a-truck-is-late"),
            PRICE: ("say-the-price", "put-the-cost-beside-it"),
        },
        but=2,
    ),
}


def by_the_book(
    rep: str, calls: Sequence[Call], dice: Dice, habits: Mapping[str, Habit] = HABITS
) -> frozenset[tuple[str, str, int]]:
    """Return the keys of the calls in which `rep` does as the play says, for once."""
    habit = habits[rep]
    plays = {*habit.leaves, *habit.first}
    could = [
        call.key
        for call in calls
        if call.play in plays and call.connect == "connected" and call.result in ("advance", "closed")
    ]
    return frozenset(dice.stream("by the book", rep).sample(could, min(habit.but, len(could))))
