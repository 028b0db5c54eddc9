"""How the reps of the whole team work: their pace, and how many to-dos they tick."""

from __future__ import annotations

from playbook.demo.dice import Dice
from playbook.demo.habits import Habit
from playbook.demo.team.people import REPS


def habits(dice: Dice) -> dict[str, Habit]:
    """Return everybody's habits; what somebody leaves out is planted call by call."""
    found = {}
    for rep in REPS:
        chance = dice.stream("habit", rep)
        found[rep] = Habit(
            pace=round(chance.uniform(0.8, 1.15), 2), ticks=round(chance.uniform(0.5, 0.95), 2)
        )
    return found
