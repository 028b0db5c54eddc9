"""A note that is being written: kept with the open run, and a note when the call is over."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.runs.acting import MAX_TEXT
from playbook.runs.drafts import NOTE, begin_note, note_begun
from playbook.runs.open_runs import OpenRuns
from tests.runs.driver import COST, PLAIN, Rep


def writing(text: str) -> Rep:
    """Return a call on which a note is half written."""
    rep = Rep().next_step(at=5.0)
    rep.run = begin_note(rep.run, text)
    return rep


def test_what_is_written_so_far_is_kept_and_leaves_no_trace() -> None:
    rep = writing("She read the num")
    assert note_begun(rep.run) == "She read the num"
    assert [event.kind for event in rep.run.events] == ["next"]
    assert rep.view.notes == ()
    assert begin_note(rep.run, "She read the num") is rep.run


@pytest.mark.parametrize("text", ["", "  \n "])
def test_wiped_out_again_nothing_is_left(text: str) -> None:
    run = begin_note(writing("x").run, text)
    assert (note_begun(run), run.drafts) == ("", {})
    assert begin_note(run, text) is run


def test_half_typed_answers_stand_beside_it() -> None:
    rep = writing("a note").draft(COST.id, "nine")
    assert rep.run.drafts == {COST.id: "nine", NOTE: "a note"}
    assert begin_note(rep.run, "").drafts == {COST.id: "nine"}


def test_it_stays_half_written_from_step_to_step_and_is_a_note_when_the_call_is_over() -> None:
    rep = writing("She read the num").next_step(at=9.0)
    assert note_begun(rep.run) == "She read the num"
    rep.hang_up(at=12.0)
    assert [note.text for note in rep.view.notes] == ["She read the num"]
    assert rep.run.drafts == {}


def test_a_finished_run_has_it_as_a_note() -> None:
    rep = Rep(PLAIN)
    rep.run = begin_note(rep.run, "half")
    assert [note.text for note in rep.finish("declined").notes] == ["half"]


def test_no_more_is_kept_than_a_note_may_hold() -> None:
    assert len(note_begun(writing("x" * (MAX_TEXT + 5)).run)) == MAX_TEXT


def test_of_two_windows_the_one_that_writes_keeps_it(tmp_path: Path) -> None:
    rep = Rep().next_step(at=5.0)
    OpenRuns(tmp_path).begin(rep.run, b"text")
    mine, theirs = OpenRuns(tmp_path), OpenRuns(tmp_path)
    one, two = mine.get(rep.run.id), theirs.get(rep.run.id)
    mine.save(begin_note(one, "mine"))
    other = Rep()
    other.run = two
    made = theirs.save_both(other.note("theirs", at=8.0).run)
    assert note_begun(made) == "mine"
    assert [event.text for event in made.events if event.kind == "note"] == ["theirs"]
