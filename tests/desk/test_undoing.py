"""Taking back what one did, and taking that back again."""

from __future__ import annotations

import pytest

from playbook.desk.actions import NotAllowedError, batch
from playbook.desk.fold import fold
from playbook.desk.undo import last_act, undo
from tests.desk.field import DANA, LEE, SAM, Field


def test_undoing_restores_what_was(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "assign", "a1", to="sam")
    before = desk.item("a1")
    answer = desk.act("dana", "answer", "a1", "yes", commit="c1")
    desk.undo("dana", answer)
    item = desk.item("a1")
    assert (item.state, item.assignee, item.answer, item.answer_ref, item.commit) == (
        before.state, "sam", "", "", "",
    )  # fmt: skip
    assert [(act.action, act.undone) for act in item.thread] == [
        ("assign", False),
        ("answer", True),
        ("undo", False),
    ]
    assert not item.thread[1].counts
    assert item.thread[2].body.undoes == answer.ref
    assert item.states == before.states


def test_an_undo_can_be_undone(desk: Field) -> None:
    desk.capture("a1")
    answer = desk.act("dana", "answer", "a1", "yes")
    first = desk.undo("dana", answer)
    second = desk.undo("dana", first)
    assert (desk.item("a1").state, desk.item("a1").answer) == ("answered", "yes")
    desk.undo("dana", second)
    assert desk.item("a1").state == "new"


def test_undoing_twice_is_undoing_once(desk: Field) -> None:
    desk.capture("a1")
    answer = desk.act("dana", "answer", "a1", "yes")
    first = desk.undo("dana", answer)
    desk.undo("dana", answer)
    assert desk.item("a1").state == "new"
    desk.undo("dana", first)
    assert desk.item("a1").state == "new"


def test_nobody_undoes_what_somebody_else_did(desk: Field) -> None:
    desk.capture("a1")
    answer = desk.act("dana", "answer", "a1", "yes")
    desk.undo("sam", answer)
    assert desk.item("a1").state == "answered"


def test_an_undo_of_what_comes_later_or_stands_elsewhere_does_nothing(desk: Field) -> None:
    desk.capture("a1")
    desk.capture("a2")
    early = desk.act("dana", "undo", "a1", undoes="dana/danaxxxxxxxxxxxx/team#2")
    answer = desk.act("dana", "answer", "a1", "yes")
    assert answer.ref == early.body.undoes  # type: ignore[attr-defined]
    desk.act("dana", "undo", "a2", undoes=answer.ref)
    desk.act("dana", "undo", "a1", undoes="nonsense")
    assert desk.item("a1").state == "answered"


def test_what_was_built_on_the_undone_is_judged_without_it(desk: Field) -> None:
    desk.capture("a1")
    asked = desk.act("dana", "ask", "a1", "which?")
    desk.act("lee", "reply", "a1", "this")
    desk.undo("dana", asked)
    item = desk.item("a1")
    assert item.state == "new"
    assert [(act.action, act.applied) for act in item.thread] == [
        ("ask", True),
        ("reply", False),
        ("undo", True),
    ]


def test_undoing_a_merge_takes_it_apart(desk: Field) -> None:
    desk.capture("a1", account="acme")
    desk.capture("a2", "ray", account="beta")
    merge = desk.act("dana", "merge", "a2", to="a1")
    assert desk.item("a1").votes == 1
    desk.undo("dana", merge)
    items = desk.items
    assert (items["a1"].votes, items["a1"].accounts, items["a1"].merged) == (0, ("acme",), ())
    assert (items["a2"].state, items["a2"].merged_into) == ("new", "")


def test_my_last_act_is_found_over_all_items_and_undone_step_by_step(desk: Field) -> None:
    for id_ in ("a1", "a2"):
        desk.capture(id_)
    desk.act("dana", "accept", "a2")
    desk.act("dana", "accept", "a1")
    desk.act("sam", "answer", "a2", "yes")
    for expected in (["a1"], ["a2"]):
        last = last_act(desk.items, "dana")
        assert last is not None
        assert (last.feedback, last.action) == (expected, "accept")
        for body in undo(last, DANA):
            assert (body.action, body.role, body.side) == ("undo", "liaison", "marketing")
            desk.write("dana", body)
    assert last_act(desk.items, "dana") is None
    assert desk.item("a1").state == "new"
    assert desk.item("a2").state == "answered"


def test_an_answer_to_several_is_taken_back_at_once(desk: Field) -> None:
    for id_ in ("a1", "a2", "a3"):
        desk.capture(id_)
    desk.act("dana", "accept", "a3")
    for body in batch(desk.items.values(), "answer", DANA, text="it says 14 now"):
        desk.write("dana", body)
    assert [item.state for item in desk.items.values()] == ["answered"] * 3
    last = last_act(desk.items, "dana")
    assert last is not None
    assert sorted(last.feedback) == ["a1", "a2", "a3"]
    for body in undo(last, DANA):
        desk.write("dana", body)
    assert [item.state for item in desk.items.values()] == ["new", "new", "accepted"]


def test_two_keys_pressed_one_after_the_other_are_two_acts(desk: Field) -> None:
    for id_ in ("a1", "a2"):
        desk.capture(id_)
        desk.act("dana", "accept", id_)
    desk.act("dana", "answer", "a1", "yes")
    desk.act("dana", "answer", "a2", "no")
    last = last_act(desk.items, "dana")
    assert last is not None
    assert last.feedback == ["a2"]


def test_the_same_words_later_are_another_act(desk: Field) -> None:
    for id_ in ("a1", "a2"):
        desk.capture(id_)
    desk.act("dana", "answer", "a1", "yes")
    desk.act("dana", "note", "a1", "phew")
    desk.act("dana", "answer", "a2", "yes")
    last = last_act(desk.items, "dana")
    assert last is not None
    assert last.feedback == ["a2"]


def test_accepting_twice_in_a_row_is_undone_one_by_one(desk: Field) -> None:
    for id_ in ("a1", "a2"):
        desk.capture(id_)
    desk.act("dana", "accept", "a1")
    desk.act("dana", "accept", "a2")
    last = last_act(desk.items, "dana")
    assert last is not None
    assert last.feedback == ["a2"]


def test_what_changed_nothing_is_not_there_to_undo(desk: Field) -> None:
    desk.capture("a1")
    desk.act("sam", "answer", "a1", "yes")
    desk.act("dana", "decline", "a1", "no")
    assert last_act(desk.items, "dana") is None


def test_somebody_elses_act_is_refused(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "accept", "a1")
    last = last_act(desk.items, "dana")
    assert last is not None
    with pytest.raises(NotAllowedError, match="only what you did yourself"):
        undo(last, SAM)


def test_a_rep_takes_back_a_withdrawal(desk: Field) -> None:
    desk.capture("a1")
    desk.act("lee", "withdraw", "a1")
    last = last_act(desk.items, "lee")
    assert last is not None
    (body,) = undo(last, LEE)
    assert body.role == "rep"
    desk.write("lee", body)
    assert fold(desk.records)["a1"].state == "new"
