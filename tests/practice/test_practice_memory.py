"""What is remembered: FSRS over the grades on record, replayed the same on every machine, with the clock handed in."""

from __future__ import annotations

import builtins
from datetime import timedelta
from typing import Any

import pytest

from playbook.practice.memory import (
    LONGEST,
    NotInstalledError,
    check_installed,
    remembered,
    reviews_on_record,
)
from playbook.records.coaching import Practice
from tests.practice.decks import NOW, Said


@pytest.fixture
def said() -> Said:
    return Said()


def test_a_card_that_went_well_comes_again_later_each_time(said: Said) -> None:
    waits = []
    for days_ago in (60, 59, 55, 40, 0):
        said("c", "good", days_ago=days_ago)
        memory = said.memories(NOW - timedelta(days=days_ago))["c"]
        waits.append((memory.due - memory.last.at).total_seconds() / 86_400)
    assert waits == sorted(waits)
    assert waits[0] < 0.01 and waits[-1] > 20


def test_the_first_grades_are_those_of_the_published_parameters(said: Said) -> None:
    for grade in ("again", "hard", "good", "easy"):
        said(grade, grade)
    found = said.memories()
    assert [round(found[grade].stability, 4) for grade in ("again", "hard", "good", "easy")] == [
        0.212, 1.2931, 2.3065, 8.2956,
    ]  # fmt: skip
    assert found["easy"].due - NOW == timedelta(days=8) and not found["easy"].learning
    assert found["good"].due - NOW == timedelta(minutes=10) and found["good"].learning
    assert found["again"].due - NOW == timedelta(minutes=1)


def test_one_that_was_lost_comes_again_the_same_day(said: Said) -> None:
    for days_ago, grade in ((40, "easy"), (20, "good"), (0, "again")):
        said("c", grade, days_ago=days_ago)
    memory = said.memories()["c"]
    assert memory.learning and memory.due - NOW == timedelta(minutes=10)


def test_recall_falls_with_time_and_never_leaves_its_bounds(said: Said) -> None:
    said("c", "easy", days_ago=8)
    soon, later = said.memories(NOW)["c"].recall, said.memories(NOW + timedelta(days=400))["c"].recall
    assert 0.85 < soon < 0.95 and 0 < later < soon


def test_nothing_waits_longer_than_the_longest(said: Said) -> None:
    for days_ago in (400, 380, 300, 100, 0):
        said("c", "easy", days_ago=days_ago)
    assert said.memories()["c"].due - NOW == timedelta(days=LONGEST)


def test_replaying_twice_gives_the_same(said: Said) -> None:
    for days_ago in (30, 20, 9, 1):
        said("c", "good", days_ago=days_ago)
    assert said.memories() == said.memories()


def test_what_was_taken_back_was_never_said(said: Said) -> None:
    said("c", "good", days_ago=5)
    before = said.memories()
    wrong = said("c", "again")
    said.write(Practice(undoes=wrong.ref), "2026-11-20T10:00:01Z")
    assert said.memories() == before
    only = said("d", "good")
    said.write(Practice(undoes=only.ref), "2026-11-20T10:00:02Z")
    assert "d" not in said.memories()


def test_grades_of_others_are_theirs_and_take_nothing_of_mine_back(said: Said) -> None:
    mine = said("c", "good")
    said("c", "again", person="mia")
    said.write(Practice(undoes=mine.ref), "2026-11-20T10:00:01Z", "mia")
    assert [review.grade for review in said.memories()["c"].reviews] == ["good"]


def test_a_clock_that_was_set_back_breaks_nothing(said: Said) -> None:
    said("c", "good", days_ago=0)
    said("c", "good", days_ago=300)
    said.write(Practice("c", "good", "w1"), "not a time")
    memory = said.memories()["c"]
    assert len(memory.reviews) == 2 and memory.due >= NOW
    assert said.memories(NOW - timedelta(days=900))["c"].recall > 0.9


def test_reviews_go_with_their_card_to_its_present_name(said: Said) -> None:
    said("old", "good", days_ago=3)
    said("new", "good")
    found = reviews_on_record(said.records, {"lee"}, {"old": "new"})
    assert {card: len(reviews) for card, reviews in found.items()} == {"new": 2}


def test_without_the_package_it_says_what_to_install(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any, **named: Any) -> Any:
        if name == "fsrs":
            raise ImportError(name)
        return real(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NotInstalledError, match=r"pip install 'playbook\[practice\]'"):
        check_installed()
    said("c", "good")
    with pytest.raises(NotInstalledError):
        said.memories()
    assert remembered({}, NOW) == {}
