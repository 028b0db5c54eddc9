"""What stands with an item, as a marketing person reads it: sentences, not names of actions."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from playbook.desk.promise import parse_promise
from playbook.desk.told import (
    TooLongAgoError,
    check_fresh,
    closing,
    conflict_words,
    did,
    time_left,
    undone,
)
from playbook.desk.undo import LastAct, last_act
from playbook.records.model import Action
from tests.desk.field import Field

SPAN = "10 days"


def name_of(person: str) -> str:
    return {"dana": "Dana Ortiz", "lee": "Lee Park"}.get(person, person)


@pytest.fixture
def desk() -> Field:
    desk = Field()
    desk.capture("one", "lee", text="The list price is old")
    return desk


def said(desk: Field, id_: str = "one") -> str:
    return did(desk.item(id_).thread[-1], name_of)


def test_each_act_reads_after_a_name(desk: Field) -> None:
    desk.capture("two222222", "ray", text="The price of the list is old")
    desk.act("dana", "assign", "one", to="dana")
    assert said(desk) == "gave it to Dana Ortiz"
    desk.act("dana", "route", "one", to="price")
    assert said(desk) == "sent it on to price"
    desk.act("dana", "label", "one", labels=["q4", "list"])
    assert said(desk) == "labelled it q4, list"
    desk.act("dana", "label", "one", labels=["q1", "-q4", "-list"])
    assert said(desk) == "labelled it q1 and took the labels q4, list away"
    desk.act("dana", "merge", "two222222", to="one")
    assert said(desk, "two222222") == "put it together with F-ONE"


def test_a_note_says_who_may_read_it(desk: Field) -> None:
    desk.act("dana", "route", "one", to="price")
    desk.act("dana", "note", "one", "ask Kim", role="liaison")
    assert said(desk) == "noted, for the liaisons alone"
    desk.act("dana", "note", "one", "14 from May on", to="price", role="liaison")
    assert said(desk) == "brought back what price replied"
    desk.act("lee", "note", "one", "it is the one of May", role="rep")
    assert said(desk) == "added"


def test_a_rep_who_opens_it_again_says_not_yet_and_a_liaison_opens_it(desk: Field) -> None:
    desk.act("dana", "answer", "one", "14 now")
    desk.act("lee", "reopen", "one", "still 12", role="rep")
    assert said(desk) == "said that it is not right yet"
    desk.act("dana", "answer", "one", "14 now")
    desk.act("dana", "reopen", "one", role="liaison")
    assert said(desk) == "opened it again"


def test_no_action_is_shown_by_its_bare_name(desk: Field) -> None:
    for action in get_args(Action):
        if action == "undo":
            continue
        desk.act("dana", action, "one", "x", to="one", labels=["l"])
        act = desk.item("one").thread[-1]
        assert act.action == action
        assert did(act, name_of) != action
        assert f"Undone: {action}," not in undone(LastAct((("one", act),)), desk.items, name_of)


def test_what_was_taken_back_is_said_with_its_item(desk: Field) -> None:
    desk.act("dana", "answer", "one", "14 now")
    last = last_act(desk.items, "dana")
    assert last is not None
    assert undone(last, desk.items, name_of) == "Undone: the answer, of F-ONE “The list price is old”."
    said = "“Guess” beside the number: she laughed, and corrected it herself ten minutes later."
    desk.capture("quoting", "ray", text=said)
    taken = desk.act("dana", "accept", "quoting").ref
    quoting = last_act(desk.items, "dana", [[taken]])
    assert quoting is not None
    assert undone(quoting, desk.items, name_of, 140) == f"Undone: taking it on, of F-QUOTIN {said}", (
        "whole where there is room, and no quotes within quotes"
    )
    assert len(undone(quoting, desk.items, name_of, 76)) <= 76
    desk.capture("two", "ray", text="And the other")
    refs = [desk.act("dana", "accept", id_).ref for id_ in ("two",)]
    both = last_act(desk.items, "dana", [refs])
    assert both is not None and undone(both, desk.items, name_of).startswith("Undone: taking it on, of F-TWO")


def test_what_was_done_days_ago_is_not_taken_back_unseen(desk: Field) -> None:
    desk.act("dana", "answer", "one", "14 now")
    last = last_act(desk.items, "dana")
    assert last is not None
    check_fresh(last, desk.now + timedelta(hours=23), name_of)
    with pytest.raises(TooLongAgoError) as caught:
        check_fresh(last, desk.now + timedelta(hours=25), name_of)
    assert "you answered (F-ONE)" in str(caught.value) and "desk reopen F-ONE" in str(caught.value)


def test_a_question_says_since_when_it_is_open_and_when_it_closes(desk: Field) -> None:
    promise = parse_promise()
    assert closing(desk.item("one"), SPAN) == ""
    desk.act("dana", "ask", "one", "which list?")
    assert time_left(desk.item("one"), promise, desk.now) == "asked"
    assert time_left(desk.item("one"), promise, desk.now + timedelta(days=3, hours=2)) == "asked 3d"
    assert closing(desk.item("one"), SPAN) == (
        "Without a reply within 10 days it closes by itself, on Thu 26 Nov 2026."
    )


def test_two_decisions_made_apart_are_told_with_names(desk: Field) -> None:
    assert conflict_words(desk.item("one"), name_of) == ""
    desk.act("dana", "accept", "one")
    desk.act("sam", "label", "one", labels=["x"])
    desk.act("dana", "answer", "one", "14 now")
    desk.act("sam", "decline", "one", "prices are public", apart=True)
    assert conflict_words(desk.item("one"), name_of) == (
        "Dana Ortiz answered, and sam declined it, without having seen each other’s decision. The later one stands."
    )


def test_whoever_decided_between_two_says_whose_decision_stands(desk: Field) -> None:
    desk.act("dana", "accept", "one")
    desk.act("sam", "label", "one", labels=["x"])
    answered = desk.act("dana", "answer", "one", "14 now")
    desk.act("sam", "decline", "one", "prices are public", apart=True)
    desk.act("sam", "decide", "one", "finance checked it", to=answered.ref)
    assert said(desk) == "decided that what Dana Ortiz did stands"
