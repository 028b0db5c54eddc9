"""Questions that stay unanswered: closed after some days, by a liaison, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from playbook.desk.lapsing import closings, unanswered
from tests.desk.field import DANA, LEE, SAM, Field


def test_questions_that_stood_for_ten_days_are_found(desk: Field) -> None:
    for id_ in ("a1", "a2", "a3"):
        desk.capture(id_)
    desk.act("dana", "ask", "a2", "which?")
    desk.wait(hours=1)
    desk.act("dana", "ask", "a1", "which?")
    desk.act("dana", "ask", "a3", "which?")
    desk.act("lee", "reply", "a3", "this")
    items = desk.items.values()
    asked = desk.now
    assert unanswered(items, asked + timedelta(days=10, hours=-2)) == []
    assert [item.id for item in unanswered(items, asked + timedelta(days=10, hours=-1))] == ["a2"]
    assert [item.id for item in unanswered(items, asked + timedelta(days=10))] == ["a2", "a1"]
    assert [item.id for item in unanswered(items, asked, days=0)] == ["a2", "a1"]


def asked_long_ago(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "ask", "a1", "which?")
    desk.wait(hours=24 * 11)


def test_they_are_closed_with_words_for_the_rep_and_a_reply_opens_them_again(desk: Field) -> None:
    asked_long_ago(desk)
    ((item, body),) = closings(desk.items.values(), SAM, desk.now, "10 days")
    assert (item.id, body.action, body.role) == ("a1", "close", "liaison")
    assert body.text == "No reply within 10 days. Reply when you can, and it is open again."
    desk.write("sam", body)
    assert desk.item("a1").state == "closed"
    assert closings(desk.items.values(), SAM, desk.now, "10 days") == []
    desk.act("lee", "reply", "a1", "the second")
    assert desk.item("a1").state == "accepted"


@pytest.mark.parametrize(("span", "number"), [("2 weeks", 0), ("11 days", 1), ("1 day", 1), ("soon", 1)])
def test_the_playbook_says_how_long_they_wait(desk: Field, span: str, number: int) -> None:
    asked_long_ago(desk)
    assert len(closings(desk.items.values(), DANA, desk.now, span)) == number


def test_a_rep_closes_none(desk: Field) -> None:
    asked_long_ago(desk)
    assert closings(desk.items.values(), LEE, desk.now, "10 days") == []


def test_two_liaisons_who_close_one_at_once_agree(desk: Field) -> None:
    asked_long_ago(desk)
    desk.capture("a0")
    desk.act("sam", "note", "a0", "hello")
    ((_, body),) = closings(desk.items.values(), SAM, desk.now, "10 days")
    desk.write("dana", body)
    desk.write("sam", body, apart=True)
    assert (desk.item("a1").state, desk.item("a1").conflict) == ("closed", "")
