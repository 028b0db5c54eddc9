"""What comes next: changed pages, what is late, a few new ones, and what was hard a few minutes ago."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from playbook.practice.queue import Queue, in_order, is_changed, queue_of
from playbook.practice.readiness import readiness
from playbook.practice.words import WHY, comes_again, nothing_due, ready_words, shared_words, stage_words
from playbook.records.coaching import StageReadiness
from tests.practice.decks import NOW, Said, card


@pytest.fixture
def said() -> Said:
    return Said()


def queue(said: Said, *ids: str, now: datetime = NOW, **how: int) -> Queue:
    return queue_of([card(id_) for id_ in ids], said.memories(now), now, UTC, **how)


def asked(found: Queue) -> list[tuple[str, str]]:
    return [(one.card.id, one.why) for one in found.due]


def test_new_ones_come_in_their_order_and_no_more_than_a_few_a_day(said: Said) -> None:
    found = queue(said, "a", "b", "c", "d", new_a_day=2)
    assert asked(found) == [("a", "new"), ("b", "new")]
    assert (found.new_left, found.next) == (2, None)
    said("a", "easy")
    said("b", "easy")
    assert asked(queue(said, "a", "b", "c", "d", new_a_day=2)) == []
    tomorrow = queue(said, "a", "b", "c", "d", now=NOW + timedelta(days=1), new_a_day=2)
    assert asked(tomorrow) == [("c", "new"), ("d", "new")]
    assert asked(queue(said, "e", new_a_day=0)) == []


def test_what_is_due_comes_before_what_is_new_the_longest_overdue_first(said: Said) -> None:
    said("a", "easy", days_ago=10)
    said("b", "easy", days_ago=30)
    assert asked(queue(said, "new", "a", "b")) == [("b", "due"), ("a", "due"), ("new", "new")]


def test_what_comes_later_today_is_due_all_day(said: Said) -> None:
    said("a", "easy", days_ago=7.8)
    assert asked(queue(said, "a")) == [("a", "due")]
    said("b", "easy", days_ago=6)
    found = queue(said, "b")
    assert asked(found) == [] and found.next == NOW + timedelta(days=2)


def test_the_day_is_that_of_where_one_is(said: Said) -> None:
    said("a", "easy", days_ago=7.4)  # due at 19:36 UTC of the next day
    tokyo = timezone(timedelta(hours=9))
    evening = NOW + timedelta(hours=10)
    assert asked(queue_of([card("a")], said.memories(evening), evening, UTC)) == []
    assert asked(queue_of([card("a")], said.memories(evening), evening, tokyo)) == [("a", "due")]


def test_a_page_that_changed_comes_again_at_once_and_first(said: Said) -> None:
    said("a", "easy", days_ago=30)
    said("b", "easy", words="as it was")
    found = queue(said, "a", "b")
    assert asked(found) == [("b", "changed"), ("a", "due")]
    said("b", "easy")
    assert asked(queue(said, "a", "b")) == [("a", "due")]
    said("c", "good", words="")
    assert not is_changed(card("c"), said.memories()["c"])


def test_what_was_hard_comes_again_in_the_same_sitting_when_nothing_else_is_left(said: Said) -> None:
    said("a", "again")
    assert asked(queue(said, "a", "new")) == [("new", "new"), ("a", "again")]
    later = NOW + timedelta(minutes=2)
    assert asked(queue(said, "a", "new", now=later)) == [("a", "again"), ("new", "new")]


def test_a_card_that_is_gone_from_the_pages_is_not_asked(said: Said) -> None:
    said("gone", "easy", days_ago=30)
    assert asked(queue(said)) == []


def test_objections_and_talk_tracks_are_begun_in_turn_those_met_most_first() -> None:
    cards = [
        card("o1"), card("o2"), card("o3"), card("p#a/0", kind="talk-track"), card("q#a/0", kind="talk-track"),
    ]  # fmt: skip
    met = {"o3": 4.0, "q": 2.0}
    assert [one.id for one in in_order(cards, met)] == ["o3", "q#a/0", "o1", "p#a/0", "o2"]


# How ready


def test_known_is_what_was_graded_well_and_would_still_be_said(said: Said) -> None:
    said("a", "easy", days_ago=1)
    said("b", "good")  # still in its first steps
    said("c", "easy", days_ago=400)
    said("d", "easy", days_ago=2, words="as it was", partner="mia")
    cards = [card("a"), card("b"), card("c"), card("d"), card("e", stage="discover"), card("f", stage="")]
    found = readiness(cards, said.memories(), NOW.date(), ["discover", "commit"], UTC)
    assert (found.cards, found.practised, found.known, found.changed) == (6, 4, 2, 1)
    assert (found.today, found.week, found.together) == (1, 3, 1)
    assert found.stages == (
        StageReadiness("discover", 1, 0),
        StageReadiness("commit", 4, 2),
        StageReadiness("", 1, 0),
    )


def test_a_hard_answer_is_not_known_however_fresh(said: Said) -> None:
    for days_ago in (3, 2, 1):
        said("a", "hard", days_ago=days_ago)
    assert readiness([card("a")], said.memories(), NOW.date()).known == 0


def test_nobody_who_never_practised_is_ready_for_anything() -> None:
    found = readiness([], {}, NOW.date(), ["discover"])
    assert (found.cards, found.known, found.stages) == (0, 0, ())
    assert ready_words(found, {}) == [
        "0 of 0 cards known, 0 practised.",
        "0 answers said today, 0 in seven days.",
    ]


# In words


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (timedelta(), "Comes again now."),
        (timedelta(minutes=1), "Comes again in 1 minute."),
        (timedelta(minutes=10), "Comes again in 10 minutes."),
        (timedelta(days=1), "Comes again tomorrow."),
        (timedelta(days=12), "Comes again in 12 days."),
    ],
)
def test_when_it_comes_again(after: timedelta, words: str) -> None:
    assert comes_again(NOW + after, NOW, UTC) == words


def test_an_empty_sitting_says_why_and_what_to_do() -> None:
    assert "no objection page" in nothing_due(Queue((), 0, None), 0)
    assert nothing_due(Queue((), 0, None), 3) == "Nothing more is due today."
    told = nothing_due(Queue((), 2, NOW + timedelta(days=3)), 3, UTC)
    assert told == "Nothing more is due today. The next comes on Mon 23 Nov 2026. 2 new cards for other days."


def test_every_reason_has_a_word_and_every_stage_a_line() -> None:
    assert set(WHY) == {"changed", "due", "new", "again"}
    assert stage_words([StageReadiness("s", 3, 1), StageReadiness("", 2, 0)], {"s": "Discover"}) == [
        "Discover: 1 of 3 known", "Any stage: 0 of 2 known",
    ]  # fmt: skip
    assert "never leaves" not in shared_words("2026-11-20T10:00:00Z")
    assert "no grade ever leaves this device" in shared_words("")
    assert "`playbook practice share` gives" in shared_words("")
    assert shared_words("", "h").endswith(" h gives your manager the counts.")
