"""Undo takes back one act after the other, and says so in the trace."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.runs.errors import RunError
from tests.runs.driver import COST, FORECAST, PLAIN, Rep, done, page, step

ACTS: list[tuple[str, tuple[Any, ...], str]] = [
    ("connect", ("voicemail",), "undo: “voicemail”"),
    ("connect", ("wrong-person",), "undo: “wrong person”"),
    ("tick", ("open", "confirm-how-long-they-have"), "undo: tick of “Confirm how long they have”"),
    ("tick", ("open",), "undo: “Open” done"),
    ("answer", (FORECAST.id, ["1"]), "undo: answer to “How do you forecast today?”"),
    ("answer", (COST.id, "much"), "undo: answer to “What does a wrong forecast cost you?”"),
    ("acknowledge", ("recording",), "undo: notice understood in “Agree the next step”"),
    ("skip", ("no time",), "undo: skipping “Open”"),
    ("skip", ("no time", "find-the-cost"), "undo: skipping “Find the cost”"),
    ("next_step", (), "undo: going on from “Open”"),
    ("go_to", ("agree-the-next-step",), "undo: going on to “Agree the next step”"),
    ("go_to", ("#end",), "undo: going on to the end"),
    ("short", (), "undo: short of time"),
    ("mark", (), "undo: mark"),
    ("reword", (0, 0), "undo: alternative 1 of what is said"),
    ("reword", (0, "my words"), "undo: my words of what is said"),
]


@pytest.mark.parametrize(("act", "values", "label"), ACTS)
def test_undo_takes_each_act_back_exactly(act: str, values: tuple[Any, ...], label: str) -> None:
    rep = Rep()
    getattr(rep, act)(*values, at=5.0)
    changed = rep.view
    assert changed.undo_label == label
    rep.undo(at=7.0)
    fresh = Rep()
    fresh.at = 7.0
    assert rep.view == fresh.view
    assert changed != fresh.view


def test_undo_takes_back_one_after_the_other() -> None:
    rep = Rep(PLAIN).next_step().tick("d").skip("customer led")
    labels = []
    for _ in range(3):
        labels.append(rep.view.undo_label)
        rep.undo()
    assert labels == ["undo: skipping “B”", "undo: “D” done", "undo: going on from “A”"]
    assert rep.view.undo_label == ""
    assert rep.view.at == "a"
    why = "Nothing has been done yet that could be undone."
    assert rep.view.can.undo == why
    with pytest.raises(RunError) as refused:
        rep.undo()
    assert str(refused.value) == why


def test_an_act_after_undo_is_the_next_to_be_undone() -> None:
    rep = Rep(PLAIN).next_step().undo().tick("c").next_step()
    assert rep.view.undo_label == "undo: going on from “A”"
    assert rep.undo().view.undo_label == "undo: “C” done"
    assert rep.undo().view.undo_label == ""


def test_unticking_opening_again_and_moving_have_their_labels() -> None:
    rep = Rep().tick("open", "ask-who-else").tick("open", "ask-who-else")
    assert rep.view.undo_label == "undo: taking the tick off “Ask who else should be here”"
    rep.tick("open").tick("open")
    assert rep.view.undo_label == "undo: “Open” open again"
    rep.next_step().back()
    assert rep.view.undo_label == "undo: going back to “Open”"
    rep.next_step()
    assert rep.view.undo_label == "undo: going on to “Find the cost”"
    rep.answer(FORECAST.id, "1").answer(FORECAST.id, [])
    assert rep.view.undo_label == "undo: clearing the answer to “How do you forecast today?”"
    rep.opened("x").settle("partly")
    assert rep.view.undo_label == "undo: settled: partly"
    assert rep.undo().view.opened[0].settled is None


def test_long_labels_are_cut_and_stand_on_one_line() -> None:
    def label(title: str) -> str:
        return Rep(page(step("a", title=title))).tick("a").view.undo_label

    assert label("x" * 40) == f"undo: “{'x' * 40}” done"
    assert label("x" * 41) == f"undo: “{'x' * 39}…” done"
    assert label(f"{'x' * 38} yy") == f"undo: “{'x' * 38}…” done"
    assert label("Open\n\x1b[31mred") == "undo: “Open ␛[31mred” done"


def test_undo_leaves_notes_and_what_was_looked_up() -> None:
    rep = Rep(PLAIN).next_step().note("heard of us at a fair").opened("objections/price", "pri").gap("sap")
    rep.set_ending(result="advance").people(["c1"]).fill_in("contact.first_name", "Ada").undo()
    view = rep.view
    assert view.at == "a"
    assert [(note.text, note.step) for note in view.notes] == [("heard of us at a fair", "b")]
    assert [seen.page for seen in view.opened] == ["objections/price"]
    assert [gap.words for gap in view.gaps] == ["sap"]
    assert (view.ending.result, view.people) == ("advance", ("c1",))
    assert view.fields == {"contact.first_name": "Ada"}
    assert view.undo_label == ""


def test_undo_is_in_the_trace_and_what_it_took_back_is_marked() -> None:
    record = Rep(PLAIN).next_step().undo().next_step().finish("declined")
    assert record.trace == (
        (0.0, "a", "start"),
        (1.0, "a", "undone:done"),
        (1.0, "b", "undone:enter"),
        (2.0, "a", "undo"),
        (3.0, "a", "done"),
        (3.0, "b", "enter"),
        (4.0, "", "finish"),
    )
    assert done(record) == ["a"]


def test_time_spent_by_mistake_in_another_step_counts_for_the_one_it_was_taken_back_to() -> None:
    rep = Rep(PLAIN).next_step(at=10.0).undo(at=14.0)
    rep.at = 15.0
    assert (rep.step("a").seconds, rep.step("b").seconds) == (15.0, 0.0)


def test_undo_of_going_back_stands_where_it_was() -> None:
    rep = Rep(PLAIN).next_step().next_step().back().undo()
    assert rep.view.at == "c"
    assert rep.back().view.at == "b"
    assert rep.back().view.at == "a"


def test_undoing_a_followed_lead_leads_there_again() -> None:
    rep = Rep().next_step().answer(FORECAST.id, "3").next_step().undo()
    assert (rep.view.at, rep.view.next_to) == ("find-the-cost", "qualify-out")
    rep.undo()
    assert rep.view.next_to == "show-it"
