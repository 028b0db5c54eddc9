"""What is out with another department, and what came back."""

from __future__ import annotations

import pytest

from playbook.desk.actions import NotAllowedError, audience_for, triage
from playbook.desk.routing import is_out, reply_of_route, routed_at
from playbook.errors import PlaybookError
from tests.desk.field import DANA, LEE, RAY, Field
from tests.desk.folded_desk import is_back


def test_it_is_out_until_the_reply_is_brought_back(desk: Field) -> None:
    desk.capture("a1")
    assert not is_out(desk.item("a1"))
    desk.act("dana", "route", "a1", to="legal")
    assert (is_out(desk.item("a1")), is_back(desk.item("a1"))) == (True, False)
    assert routed_at(desk.item("a1")) == desk.item("a1").thread[0].at
    desk.act("sam", "note", "a1", "they are slow")
    assert reply_of_route(desk.item("a1")) is None
    desk.act("sam", "note", "a1", "The short one will do", to="legal")
    item = desk.item("a1")
    reply = reply_of_route(item)
    assert reply is not None and reply.text == "The short one will do"
    assert (is_out(item), is_back(item), item.state, item.route) == (False, True, "accepted", "legal")
    desk.act("dana", "answer", "a1", "The short one")
    assert not is_back(desk.item("a1")), "there is nothing left to do with it"


def test_sent_on_again_it_is_out_again(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "route", "a1", to="legal")
    desk.act("dana", "note", "a1", "no", to="legal")
    desk.act("dana", "route", "a1", to="price")
    assert is_out(desk.item("a1"))
    back = desk.act("dana", "note", "a1", "14 it is", to="price")
    assert not is_out(desk.item("a1"))
    desk.undo("dana", back)
    assert is_out(desk.item("a1"))


def test_what_stays_at_the_desk_or_is_settled_is_not_out(desk: Field) -> None:
    desk.capture("a1")
    desk.capture("a2")
    desk.act("dana", "route", "a1", to="message")
    desk.act("dana", "route", "a2", to="product")
    desk.act("dana", "answer", "a2", "yes")
    assert not is_out(desk.item("a1"))
    assert not is_out(desk.item("a2"))


def test_a_reply_names_a_department(desk: Field) -> None:
    desk.capture("a1")
    with pytest.raises(NotAllowedError, match="Say who replied: message, content, product"):
        triage(desk.item("a1"), "note", DANA, text="x", to="heaven")


def test_a_liaisons_note_is_for_the_liaisons_and_a_reps_for_all(desk: Field) -> None:
    desk.capture("a1")
    item = desk.item("a1")
    assert audience_for(item, triage(item, "note", DANA, text="between us")) == "liaison"
    assert audience_for(item, triage(item, "note", LEE, text="for all")) is None
    assert audience_for(item, triage(item, "answer", DANA, text="for all")) is None
    desk.capture("a2", audience="liaison")
    secret = desk.item("a2")
    assert audience_for(secret, triage(secret, "note", LEE, text="mine")) == "liaison"


def test_taking_a_note_back_is_for_whom_it_was(desk: Field) -> None:
    from playbook.desk.undo import last_act, undo

    desk.capture("a1")
    body = triage(desk.item("a1"), "note", DANA, text="between us")
    desk.write("dana", body, audience="liaison")
    last = last_act(desk.items, "dana")
    assert last is not None
    (taken,) = undo(last, DANA)
    assert audience_for(desk.item("a1"), taken) == "liaison"
    desk.write("dana", taken, audience="liaison")
    assert desk.item("a1").thread[0].undone


def test_undoing_somebody_elses_is_refused(desk: Field) -> None:
    from playbook.desk.undo import last_act, undo

    desk.capture("a1")
    desk.act("dana", "accept", "a1")
    last = last_act(desk.items, "dana")
    assert last is not None
    with pytest.raises(PlaybookError, match="only what you did yourself"):
        undo(last, RAY)
