"""How a run ends, and what must be said before it can be recorded."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from playbook.runs.ending import Ending
from playbook.runs.errors import RunError
from playbook.runs.machine import view
from playbook.runs.model import RunEvent
from tests.runs.driver import ENDED, PLAIN, STARTED, Rep, page, step


def test_everything_that_is_said_about_the_end_is_in_the_record() -> None:
    rep = Rep(
        PLAIN,
        commit="c0ffee",
        channel="phone",
        direction="inbound",
        account="acme",
        opportunity="big",
        deal_stage="qualify",
        amount=48_000.0,
        currency="EUR",
        triggers=["new-cro"],
        variant="b",
    ).set_ending(
        result="not-now",
        result_until="2027-01-15",
        commitment="promised",
        commitment_by="2026-12-01",
        exit_proof=" It costs us two weeks a quarter. ",
        next="Send the study",
        next_date="2026-11-28",
        cut_short=True,
        private=True,
    )
    assert rep.view.ending == Ending(
        result="not-now",
        result_until="2027-01-15",
        commitment="promised",
        commitment_by="2026-12-01",
        exit_proof="It costs us two weeks a quarter.",
        next="Send the study",
        next_date="2026-11-28",
        cut_short=True,
        private=True,
    )
    run = rep.finish()
    assert (run.result, run.result_until) == ("not-now", "2027-01-15")
    assert (run.commitment, run.commitment_by) == ("promised", "2026-12-01")
    assert (run.exit_proof, run.cut_short) == ("It costs us two weeks a quarter.", True)
    assert (run.next, run.next_date) == ("Send the study", "2026-11-28")
    assert (run.id, run.play, run.title) == ("0123456789abcdef", "plays/plain", "Plain")
    assert (run.blob, run.commit, run.rep, run.mode, run.connect) == (
        "b10b" * 10, "c0ffee", "lee", "call", "connected",
    )  # fmt: skip
    assert (run.started, run.ended, run.seconds) == (STARTED, ENDED, 2.0)
    assert (run.channel, run.direction, run.account, run.opportunity) == ("phone", "inbound", "acme", "big")
    assert (run.deal_stage, run.amount, run.currency) == ("qualify", 48_000.0, "EUR")
    assert (run.triggers, run.variant, run.wrong_play) == (("new-cro",), "b", False)


def test_saying_the_same_again_adds_nothing_and_nothing_takes_it_back() -> None:
    rep = Rep(PLAIN).set_ending(result="advance", next="call")
    before = rep.run
    assert rep.set_ending(result="advance", cut_short=False).run == before
    rep.set_ending(next="", result="declined", cut_short=True).set_ending(cut_short=False)
    assert rep.view.ending == Ending(result="declined")


def test_dates_stand_only_beside_what_they_belong_to() -> None:
    rep = Rep(PLAIN).set_ending(
        result="not-now", result_until="2027-01-15", commitment="promised", commitment_by="2026-12-01"
    )
    rep.set_ending(result="advance", commitment="done")
    assert (rep.view.ending.result_until, rep.view.ending.commitment_by) == ("", "")
    rep.set_ending(result="not-now", commitment="promised")
    assert (rep.view.ending.result_until, rep.view.ending.commitment_by) == ("2027-01-15", "2026-12-01")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            {"result": "won"},
            "“won” is not a result. Say one of: advance, continuation, not now, declined, disqualified, closed.",
        ),
        (
            {"commitment": "yes"},
            "“yes” does not say what became of the commitment. "
            "Say one of: done, promised, refused, not-asked.",
        ),
        (
            {"next_date": "Thursday"},
            "“Thursday” is not a date for the next step. Write it as 2026-12-01.",
        ),
        ({"result_until": "soon"}, "“soon” is not a date for the “not now until”. Write it as 2026-12-01."),
        (
            {"commitment_by": "2026-13-01"},
            "“2026-13-01” is not a date for the promise. Write it as 2026-12-01.",
        ),
        (
            {"exit_proof": "x" * 20_001},
            "The exit proof has 20,001 characters; at most 20,000 can be kept. Shorten it.",
        ),
    ],
)
def test_what_does_not_fit_is_refused(said: dict[str, Any], why: str) -> None:
    with pytest.raises(RunError) as refused:
        Rep(PLAIN).set_ending(**said)
    assert str(refused.value) == why


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"result": "advance"}, "result"),
        ({"commitment": "done"}, "commitment"),
        ({"exit_proof": "x"}, "exit proof"),
        ({"cut_short": True}, "cut short"),
    ],
)
def test_nobody_reached_has_no_result(said: dict[str, Any], what: str) -> None:
    with pytest.raises(RunError) as refused:
        Rep(PLAIN).connect("no-answer").set_ending(**said)
    assert str(refused.value) == f"Nobody was reached (no answer), so the call has no {what} to record."


def test_nobody_reached_has_a_next_step() -> None:
    rep = Rep(PLAIN).set_ending(result="advance", commitment="done", exit_proof="x", cut_short=True)
    run = rep.connect("rescheduled").set_ending(next_date="2026-12-01").finish(next="again")
    assert (run.next, run.next_date, run.connect) == ("again", "2026-12-01", "rescheduled")
    assert (run.result, run.commitment, run.exit_proof, run.cut_short) == ("", "", "", False)


def test_a_call_is_not_finished_before_it_says_how_it_ended() -> None:
    rep = Rep(PLAIN)
    why = "Say how the call was picked up: connected, no answer, voicemail, gatekeeper, wrong person, …"
    assert list(rep.view.missing) == [why]
    assert rep.view.can.finish == why
    with pytest.raises(RunError) as refused:
        rep.finish()
    assert str(refused.value) == why
    rep.next_step()
    why = "Say how the conversation ended: advance, continuation, not now, declined, disqualified, closed."
    assert list(rep.view.missing) == [why]
    rep.set_ending(commitment="promised")
    assert list(rep.view.missing) == [why, "Say by when it was promised."]
    assert rep.view.can.finish == f"{why} Say by when it was promised."
    rep.set_ending(result="advance", commitment_by="2026-12-01")
    assert list(rep.view.missing) == []


def test_a_result_says_that_somebody_was_reached() -> None:
    assert Rep(PLAIN).finish("declined").connect == "connected"
    assert Rep(PLAIN).connect("connected").view.missing != ()


def test_prep_needs_no_result_and_debrief_needs_one() -> None:
    assert Rep(PLAIN, mode="prep").finish().mode == "prep"
    with pytest.raises(RunError, match=r"^Say how the conversation ended"):
        Rep(PLAIN, mode="debrief").finish()


def test_values_of_a_newer_or_damaged_document_are_passed_over() -> None:
    events = (
        RunEvent(1.0, "ending", item="result", text="triumph"),
        RunEvent(1.0, "ending", item="commitment", text="maybe"),
        RunEvent(1.0, "settle", item="x", text="yes"),
        RunEvent(1.0, "edit", item="note/x", text="yes"),
        RunEvent(1.0, "edit", item="nothing", text="yes"),
        RunEvent(1.0, "untick", "a", "t"),
        RunEvent(1.0, "reopen", "a"),
        RunEvent(1.0, "back", "a"),
        RunEvent(1.0, "undo", "a"),
        RunEvent(1.0, "undo", "a"),
        RunEvent(1.0, "answer", "a", "a/gone", values=("x",)),
    )
    run = msgspec.structs.replace(Rep(PLAIN).run, events=events)
    assert view(PLAIN, run).ending == Ending()
    assert view(page(step("a"), id_="plays/plain"), run).at == "a"
