"""What is to be corrected of a finished run, what must still be said, and what takes it back."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from playbook.correcting import before, differences, still_missing
from playbook.records.corrected import corrected
from playbook.records.model import Run, TimedText
from playbook.runs.correct import correct
from tests.runs.driver import COST, Rep


@pytest.fixture
def run() -> Run:
    rep = Rep(account="acme").answer(COST.id, "two weeks").note("first", at=10.0)
    return rep.finish("advance", at=30.0, commitment="promised", commitment_by="2026-12-01", next="Call")


def to(run: Run, **said: Any) -> Run:
    return msgspec.structs.replace(run, **said)


def test_only_what_reads_otherwise_is_corrected(run: Run) -> None:
    assert differences(run, run) == {}
    assert differences(run, to(run, next="Write", seconds=1.0)) == {"next": "Write"}
    notes = (TimedText(10.0, "mended", "open"),)
    (note,) = differences(run, to(run, notes=notes))["notes"]
    assert note == {"seconds": 10.0, "text": "mended", "step": "open"}


def test_a_day_goes_with_what_it_belonged_to(run: Run) -> None:
    assert differences(run, to(run, commitment="refused")) == {"commitment": "refused", "commitment_by": ""}
    later = to(run, result="not-now", result_until="2027-03-01")
    assert differences(run, later) == {"result": "not-now", "result_until": "2027-03-01"}
    assert differences(later, to(later, result="declined")) == {"result": "declined", "result_until": ""}


def test_what_must_still_be_said_is_what_finishing_a_run_asks_for(run: Run) -> None:
    assert still_missing(run) == ("", "")
    assert still_missing(to(run, result=""))[0] == "result"
    assert still_missing(to(run, commitment_by="")) == ("commitment_by", "Say by when it was promised.")
    nobody = to(run, connect="voicemail", result="", commitment="", commitment_by="")
    assert still_missing(nobody) == ("", "")


@pytest.mark.parametrize(
    "changes",
    [
        {"result": "declined", "next": ""},
        {"answers": []},
        {"cut_short": True, "commitment": "done", "commitment_by": ""},
        {"notes": [{"seconds": 10.0, "text": "mended", "step": "open"}]},
    ],
)
def test_what_takes_a_correction_back_brings_the_run_as_it_was(run: Run, changes: dict[str, Any]) -> None:
    made = correct(run, changes)
    now = corrected(run, [made])
    assert now != run
    assert corrected(now, [correct(now, before(run, made))]) == run


def test_a_note_that_was_added_is_emptied_for_notes_are_never_left_out(run: Run) -> None:
    notes = [{"seconds": 10.0, "text": "first"}, {"seconds": 0.0, "text": "added"}]
    made = correct(run, {"notes": notes})
    now = corrected(run, [made])
    back = corrected(now, [correct(now, before(run, made))])
    assert [note.text for note in back.notes] == ["first", ""]
