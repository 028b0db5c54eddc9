"""Chance that repeats."""

from __future__ import annotations

import random

from playbook.demo.dice import Dice, weighted


def test_the_same_purpose_has_the_same_chance() -> None:
    assert Dice(7).stream("call", 3).random() == Dice(7).stream("call", 3).random()


def test_seeds_and_purposes_differ() -> None:
    numbers = {
        Dice(7).stream("call", 3).random(),
        Dice(8).stream("call", 3).random(),
        Dice(7).stream("call", 4).random(),
        Dice(7).stream("day", 3).random(),
    }
    assert len(numbers) == 4


def test_a_stream_begins_anew_whenever_it_is_asked_for() -> None:
    dice = Dice(7)
    first = dice.stream("call")
    first.random()
    assert dice.stream("call").random() != first.random()


def test_ids_are_of_the_form_that_records_have() -> None:
    found = Dice(7).id("run", "ardenne", 12)
    assert len(found) == 16
    assert set(found) <= set("0123456789abcdefghjkmnpqrstvwxyz")
    assert found == Dice(7).id("run", "ardenne", 12)
    assert found != Dice(7).id("run", "ardenne", 13)


def test_weights_count() -> None:
    chance = random.Random(1)
    drawn = [weighted(chance, [("often", 9), ("seldom", 1), ("never", 0)]) for _ in range(500)]
    assert drawn.count("never") == 0
    assert 410 < drawn.count("often") < 490
