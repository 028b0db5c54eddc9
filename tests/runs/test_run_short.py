"""Short of time: only what must be stays."""

from __future__ import annotations

import pytest

from playbook.runs.errors import RunError
from tests.runs.driver import FORECAST, PLAIN, Rep, outcome, page, question, step

MUSTS = page(
    step("a", must=True),
    step("b"),
    step("c", optional=True),
    step("d", must=True),
    step("e"),
    step("f", by="service"),
)


def test_short_leaves_the_must_steps_and_marks_the_others_no_time() -> None:
    rep = Rep(MUSTS).short()
    assert rep.view.short
    assert (rep.view.at, rep.view.number, rep.view.of, rep.view.must_left) == ("a", 1, 2, 2)
    assert rep.states == {
        "a": "open", "b": "skipped", "c": "left-out", "d": "open", "e": "skipped", "f": "open",
    }  # fmt: skip
    assert [line.reason for line in rep.view.steps] == ["", "no time", "no time", "", "no time", ""]
    assert [line.id for line in rep.view.steps if line.on_path] == ["a", "d"]
    assert rep.next_step().view.at == "d"
    assert rep.view.must_left == 1
    assert rep.next_step().view.over


def test_short_in_a_step_that_need_not_be_goes_on_to_the_next_must() -> None:
    rep = Rep(MUSTS).next_step().short()
    assert (rep.view.at, rep.states["b"]) == ("d", "skipped")
    assert rep.view.undo_label == "undo: short of time"
    rep.undo()
    assert (rep.view.at, rep.states["b"], rep.view.short) == ("b", "open", False)


def test_short_goes_back_to_a_must_left_behind_before_the_end() -> None:
    rep = Rep(MUSTS).go_to("e").short()
    assert rep.view.at == "a"
    assert rep.next_step().view.at == "d"


def test_short_with_every_must_done_is_at_the_end() -> None:
    rep = Rep(MUSTS).tick("a").tick("d").go_to("b").short()
    assert rep.view.over
    assert rep.view.must_left == 0


def test_short_at_the_end_stays_there() -> None:
    assert Rep(MUSTS).go_to("#end").short().view.over


def test_what_was_done_or_skipped_before_stays_so() -> None:
    rep = Rep(MUSTS).next_step().next_step().skip("not relevant", "e").short()
    assert rep.states["b"] == "done"
    assert rep.step("e").reason == "not relevant"
    assert [line.id for line in rep.view.steps if line.on_path] == ["a", "b", "d", "e"]


def test_a_step_done_after_all_is_done() -> None:
    rep = Rep(MUSTS).short().go_to("b")
    assert (rep.view.at, rep.view.number, rep.view.of) == ("b", 2, 3)
    rep.next_step()
    assert (rep.view.at, rep.states["b"]) == ("d", "done")


def test_an_answer_still_leads_to_its_branch_when_short() -> None:
    rep = Rep().short().go_to("find-the-cost").answer(FORECAST.id, "they-dont")
    assert rep.next_step().view.at == "qualify-out"
    assert rep.step("qualify-out").on_path


def test_a_step_that_an_answer_brings_back_is_short_of_time_too() -> None:
    far = question("a/x", "X?", ("far", "Far", "#d"), ("near", "Near", ""))
    rep = Rep(page(step("a", far, must=True), step("b"), step("d", must=True))).answer("a/x", "far").short()
    assert rep.states["b"] == "not-taken"
    rep.answer("a/x", "near")
    assert (rep.states["b"], rep.view.next_to) == ("skipped", "d")


def test_steps_short_of_time_are_so_in_the_record_even_behind_a_censored_end() -> None:
    record = Rep(MUSTS).short().finish("declined")
    assert outcome(record) == {
        "a": "skipped: ended here",
        "b": "skipped: no time",
        "c": "left-out: no time",
        "d": "not-reached",
        "e": "skipped: no time",
        "f": "not-reached",
    }


def test_short_twice_and_without_musts_says_why_not() -> None:
    rep = Rep(MUSTS).short()
    why = "The call is short already: only the must steps are left. Undo brings the others back."
    assert rep.view.can.short == why
    with pytest.raises(RunError) as refused:
        rep.short()
    assert str(refused.value) == why
    plain = Rep(PLAIN)
    why = "No step of this play is marked must, so none would be left. Skip steps one by one, or end the run."
    assert plain.view.can.short == why
    with pytest.raises(RunError) as refused:
        plain.short()
    assert str(refused.value) == why
