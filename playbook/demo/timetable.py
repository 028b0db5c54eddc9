"""When the calls of the demo were made: each rep one after the other, within the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from playbook.demo.calls import Call
from playbook.demo.days import Days
from playbook.demo.dice import Dice
from playbook.demo.finishing import Finished, Phones
from playbook.demo.habits import by_the_book

_FIRST, _MINUTES = "08:10", 430
"""When a day of calls begins, in UTC, and within how many minutes the last one does."""

_BREATH = timedelta(minutes=4)


def make_calls(rep: str, calls: Iterable[Call], phones: Phones, days: Days, dice: Dice) -> Iterator[Finished]:
    """Yield all calls of a rep, in the order they were made."""
    mine = sorted(calls, key=lambda call: -call.back)
    followed = by_the_book(rep, mine, dice, phones.habits)
    for back in dict.fromkeys(call.back for call in mine):
        today = [call for call in mine if call.back == back]
        chance = dice.stream("day", rep, back)
        chance.shuffle(today)
        slot = _MINUTES / len(today)
        free = days.at(back, _FIRST)
        for number, call in enumerate(today):
            planned = slot * number + chance.uniform(0, max(0.0, slot - 40))
            begins = max(free, days.at(back, _FIRST) + timedelta(seconds=round(planned * 60)))
            finished = phones.make(call, begins, by_the_book=call.key in followed)
            free = finished.ended + _BREATH
            yield finished
