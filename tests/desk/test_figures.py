"""The desk's figures: times in working hours, what cannot be reset, and what reps did beside it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from playbook.desk.counted import counted
from playbook.desk.figures import Times, figures
from playbook.desk.promise import parse_promise
from tests.desk.field import Field

PROMISE = parse_promise("1 business day", "2 business days", "Mon-Fri 09:00-17:00")


def test_nothing_received_is_no_figure(desk: Field) -> None:
    found = figures([], PROMISE, desk.now)
    assert (found.received, found.people, found.open, found.questions) == (0, 0, 0, 0)
    assert found.first_answer == Times(0, None, None, 0)
    assert found.replies == Times(0, None, None, None)
    assert sum(found.by_age.values()) == 0


def test_the_first_answer_is_the_first_thing_somebody_else_does(desk: Field) -> None:
    desk.capture("a1")
    desk.capture("a2")
    desk.wait(hours=2)
    desk.act("lee", "note", "a1", "more")
    desk.act("dana", "note", "a1", "between us")
    desk.wait(hours=1)
    desk.act("dana", "accept", "a1")
    desk.wait(hours=24)
    desk.act("sam", "answer", "a2", "yes")
    found = figures(counted(desk.items.values(), PROMISE), PROMISE, desk.now)
    # Monday nine to noon; Monday nine to Tuesday noon is a day of eight hours and three.
    assert found.first_answer == Times(2, 7.0, 11.0, 1)


def test_an_undone_answer_was_none(desk: Field) -> None:
    desk.capture("a1")
    accepted = desk.act("dana", "accept", "a1")
    desk.undo("dana", accepted)
    assert figures(counted(desk.items.values(), PROMISE), PROMISE, desk.now).first_answer.n == 0


def test_time_stands_still_while_the_rep_is_asked_and_reopening_adds(desk: Field) -> None:
    desk.capture("a1")
    desk.wait(hours=1)
    desk.act("dana", "ask", "a1", "which?")
    desk.wait(hours=5)
    desk.act("lee", "reply", "a1", "that")
    desk.wait(hours=1)
    desk.act("dana", "answer", "a1", "yes")
    once = figures(counted(desk.items.values(), PROMISE), PROMISE, desk.now)
    assert once.resolution == Times(1, 2.0, 2.0, 1)
    assert (once.questions, once.replies) == (1, Times(1, 5.0, 5.0, None))
    desk.act("dana", "reopen", "a1")
    desk.wait(hours=24)
    desk.act("dana", "answer", "a1", "really")
    again = figures(counted(desk.items.values(), PROMISE), PROMISE, desk.now)
    assert again.resolution == Times(1, 10.0, 10.0, 1)
    assert again.first_answer == once.first_answer, "what was late stays late, what was quick stays quick"


def test_what_is_counted_and_what_not(desk: Field) -> None:
    desk.capture("a1", account="acme", deal_stage="qualify")
    desk.vote("ray", "a1", "beta")
    desk.capture("a2", "ray", "idea")
    desk.capture("a3")
    desk.capture("a4")
    desk.capture("a5")
    desk.act("dana", "answer", "a2", "yes", commit="c" * 40)
    desk.act("dana", "merge", "a3", to="a1")
    desk.act("lee", "withdraw", "a4")
    desk.redact("lee", "a5")
    found = figures(counted(desk.items.values(), PROMISE), PROMISE, desk.now)
    assert (found.received, found.people, found.accounts, found.open) == (3, 2, 2, 1)
    assert found.outcomes == {"answered": 1, "merged": 1}
    assert found.changed == 1
    assert found.by_kind == {"wrong": 2, "idea": 1}
    assert found.by_stage == {"qualify": 1, "": 2}


@pytest.mark.parametrize(("hours", "age"), [(8, "up to a day"), (24 * 4, "up to a week"), (24 * 30, "older")])
def test_open_items_by_their_age_in_working_days(desk: Field, hours: float, age: str) -> None:
    desk.capture("a1")
    found = figures(counted(desk.items.values(), PROMISE), PROMISE, desk.now + timedelta(hours=hours))
    assert {name for name, number in found.by_age.items() if number} == {age}
    assert found.overdue == (1 if hours > 8 else 0)


def test_only_what_came_since(desk: Field) -> None:
    desk.capture("a1")
    desk.wait(hours=48)
    since = desk.now
    desk.capture("a2")
    assert figures(counted(desk.items.values(), PROMISE), PROMISE, desk.now, since).received == 1
