"""A run with its corrections: what makes no sense is passed over, and times never change."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.records.corrected import CORRECTABLE, corrected
from playbook.records.model import Correction, Run, RunAnswer, TimedText


def call(**facts: Any) -> Run:
    """Return a run of ten minutes."""
    given: dict[str, Any] = {"play": "p", "title": "P", "blob": "b", "rep": "lee", "seconds": 600.0}
    return Run(id="r1", started="2026-11-16T09:00:00Z", ended="2026-11-16T09:10:00Z", **(given | facts))


def test_corrections_follow_each_other_and_those_of_another_run_are_not_its_own() -> None:
    run = call(next="Call", commitment="promised", commitment_by="2026-12-01")
    first = Correction("r1", {"next": " Write ", "result": "declined", "next_date": "20261224"})
    then = Correction("r1", {"next": "Visit", "answers": [{"question": "a/b", "values": ["x"], "by": "c1"}]})
    other = Correction("r2", {"next": "Never", "result": "closed"})
    now = corrected(run, [other, first, other, then])
    assert (now.next, now.result, now.next_date) == ("Visit", "declined", "2026-12-24")
    assert now.answers == (RunAnswer("a/b", ("x",), "c1"),)
    assert (now.commitment, now.commitment_by) == ("promised", "2026-12-01")
    assert corrected(run, [then, first]).next == "Write"
    assert corrected(run, [other]) == corrected(run, []) == run


def test_what_was_said_can_be_taken_back() -> None:
    run = call(result="advance", commitment="promised", commitment_by="2026-12-01", cut_short=True)
    now = corrected(
        run, [Correction("r1", {"result": "", "commitment": " ", "commitment_by": "", "cut_short": False})]
    )
    assert (now.result, now.commitment, now.commitment_by, now.cut_short) == ("", "", "", False)


@pytest.mark.parametrize(
    "changes",
    [
        {"result": "won"},
        {"result": 7},
        {"next_date": "soon"},
        {"cut_short": "yes"},
        {"notes": "text"},
        {"notes": []},
        {"answers": [{"values": 3}]},
        {"trace": []},
        {"unheard-of": "x"},
        {"id": "r2"},
        {"rep": "ray"},
        {"connect": "voicemail"},
    ],
)
def test_a_correction_that_makes_no_sense_is_passed_over(changes: dict[str, Any]) -> None:
    run = call(notes=(TimedText(3.0, "old"),))
    both = corrected(run, [Correction("r1", {**changes, "next": "kept"})])
    assert both == corrected(run, [Correction("r1", {"next": "kept"})])
    assert both.next == "kept"


def test_a_note_that_was_added_stands_at_the_end() -> None:
    run = call(notes=(TimedText(3.0, "one", "a"),))
    notes = [{"seconds": 3.0, "text": "one"}, {"seconds": 5.0, "text": "two", "step": "b"}]
    assert corrected(run, [Correction("r1", {"notes": notes})]).notes == (
        TimedText(3.0, "one", "a"),
        TimedText(600.0, "two"),
    )


def test_every_key_that_can_be_corrected_is_one_of_a_run() -> None:
    assert set(CORRECTABLE) < set(Run.__struct_fields__)
    assert not {"id", "rep", "started", "ended", "seconds", "trace", "steps", "connect"} & set(CORRECTABLE)
