"""Correcting a finished run: texts, answers and results change, times never."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.records.corrected import corrected
from playbook.records.model import Correction, Run, RunAnswer, TimedText
from playbook.runs.correct import correct
from playbook.runs.errors import RunError
from tests.runs.driver import COST, Rep


@pytest.fixture
def run() -> Run:
    rep = Rep(account="acme").answer(COST.id, "two weeks").note("first", at=10.0).note("second", at=20.0)
    return rep.finish("advance", at=30.0, commitment="promised", commitment_by="2026-12-01", next="Call")


def test_what_changes_is_in_the_correction_and_nothing_else(run: Run) -> None:
    made = correct(
        run, {"result": "declined", "commitment": "promised", "next": "Write", "next_date": "2026-12-24"}
    )
    assert made == Correction(run.id, {"result": "declined", "next": "Write", "next_date": "2026-12-24"})
    now = corrected(run, [made])
    assert (now.result, now.next, now.next_date) == ("declined", "Write", "2026-12-24")
    assert now.commitment_by == "2026-12-01"
    assert (now.trace, now.steps, now.seconds) == (run.trace, run.steps, run.seconds)


def test_notes_keep_their_times_and_new_ones_stand_at_the_end(run: Run) -> None:
    made = correct(
        run,
        {
            "notes": [
                {"seconds": 1, "text": "first, mended"},
                {"seconds": 2, "text": ""},
                {"seconds": 3, "text": "third"},
            ]
        },
    )
    assert corrected(run, [made]).notes == (
        TimedText(10.0, "first, mended", "open"),
        TimedText(20.0, "", "open"),
        TimedText(30.0, "third", ""),
    )
    assert made.changes["notes"][0] == {"seconds": 10.0, "text": "first, mended", "step": "open"}


def test_answers_are_corrected_as_a_whole(run: Run) -> None:
    made = correct(run, {"answers": [{"question": COST.id, "values": ["three weeks"], "by": "c1"}]})
    assert corrected(run, [made]).answers == (RunAnswer(COST.id, ("three weeks",), "c1"),)


def test_flags_and_texts_are_corrected(run: Run) -> None:
    made = correct(
        run,
        {"cut_short": True, "wrong_play": True, "exit_proof": " said so ", "account": "other",
         "opportunity": "o", "channel": "video", "result_until": "", "commitment_by": "2026-12-02"},
    )  # fmt: skip
    assert made.changes == {
        "cut_short": True, "wrong_play": True, "exit_proof": "said so", "account": "other",
        "opportunity": "o", "channel": "video", "commitment_by": "2026-12-02",
    }  # fmt: skip


def test_corrections_follow_each_other(run: Run) -> None:
    first = correct(run, {"next": "Write"})
    second = correct(corrected(run, [first]), {"next": "Visit"})
    other = Correction("another", {"next": "Nothing"})
    assert corrected(run, [first, second, other]).next == "Visit"
    assert corrected(run, [second, first]).next == "Write"
    assert corrected(run, []) == run


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"seconds": 1.0}, "“seconds” of a finished run cannot be corrected;"),
        ({"trace": []}, "“trace” of a finished run cannot be corrected;"),
        ({"started": "x"}, "“started” of a finished run cannot be corrected;"),
        ({"result": "won"}, "“result” cannot be corrected to that: it is one of advance, continuation, not-now,"),
        ({"commitment": "x"}, "“commitment” cannot be corrected to that: it is one of done, promised, "),
        ({"next_date": "soon"}, "“next_date” cannot be corrected to that: Invalid isoformat string"),
        ({"next": 3}, "“next” cannot be corrected to that: Expected `str`, got `int`"),
        ({"cut_short": "yes"}, "“cut_short” cannot be corrected to that: Expected `bool`"),
        ({"answers": [{"values": []}]}, "“answers” cannot be corrected to that: Object missing required"),
        (
            {"notes": [{"seconds": 0, "text": "x"}]},
            "“notes” cannot be corrected to that: a note is emptied, not left out, so that the others keep their times",
        ),
        ({"next": "Call"}, "Nothing was changed, so there is nothing to correct."),
        ({}, "Nothing was changed, so there is nothing to correct."),
    ],
)  # fmt: skip
def test_what_cannot_be_corrected_says_why(run: Run, changes: dict[str, Any], why: str) -> None:
    with pytest.raises(RunError) as refused:
        correct(run, changes)
    assert str(refused.value).startswith(why)


def test_the_refusal_names_what_can_be_corrected(run: Run) -> None:
    with pytest.raises(RunError) as refused:
        correct(run, {"rep": "dana"})
    assert str(refused.value) == (
        "“rep” of a finished run cannot be corrected; result, commitment, result_until, commitment_by, "
        "next_date, exit_proof, next, account, opportunity, channel, cut_short, wrong_play, notes, answers can."
    )
