"""The end of the conversation: time stands, what was half typed counts, and the call can be gone on with."""

from __future__ import annotations

from datetime import timedelta

import pytest

from playbook.clock import parse_stamp, stamp
from playbook.runs import machine
from playbook.runs.clock import ASLEEP, RunClock
from playbook.runs.errors import RunError
from playbook.runs.finish import finish
from tests.runs.driver import COST, ENDED, FIRST_CALL, FORECAST, PLAIN, Rep, page, question, step

HUNG_UP = "2026-11-21T18:25:00.000Z"


def test_when_the_call_is_over_no_time_runs_for_call_or_step() -> None:
    rep = Rep(PLAIN).next_step(at=60.0).hang_up(HUNG_UP, at=100.0)
    rep.at = 400.0
    assert (rep.view.hung_up, rep.view.seconds, rep.view.step_seconds) == (True, 100.0, 40.0)
    record = rep.finish("declined", at=500.0)
    assert (record.seconds, record.ended) == (100.0, HUNG_UP)
    assert {line.id: line.seconds for line in record.steps} == {
        "a": 60.0,
        "b": 40.0,
        "c": 0.0,
        "d": 0.0,
        "e": 0.0,
    }
    assert (100.0, "b", "hang-up") in record.trace


def test_going_back_to_the_call_lets_time_go_on() -> None:
    rep = Rep(PLAIN).hang_up(HUNG_UP, at=10.0).resume(at=70.0)
    rep.at = 75.0
    assert (rep.view.hung_up, rep.view.seconds) == (False, 15.0)
    assert rep.finish("declined", at=75.0).ended == ENDED


def test_a_call_is_over_once_and_only_what_stands_is_resumed() -> None:
    rep = Rep(PLAIN).hang_up()
    with pytest.raises(RunError, match=r"^This call is over already\.$"):
        rep.hang_up()
    rep.resume()
    with pytest.raises(RunError, match=r"^This run is not parked\.$"):
        rep.resume()


def test_how_it_ended_is_said_after_the_call_and_steps_can_still_be_filled_in() -> None:
    rep = Rep().next_step().hang_up().answer(FORECAST.id, "1").next_step()
    assert rep.states["find-the-cost"] == "done"
    assert rep.finish("advance").seconds == 2.0


def test_a_wall_clock_that_jumps_back_ends_a_run_when_its_time_was_over() -> None:
    rep = Rep(PLAIN).set_ending(result="declined")
    run = finish(PLAIN, rep.run, 9.0, "2020-01-01T00:00:00.000Z")
    over = parse_stamp(run.started) + timedelta(seconds=run.seconds)
    assert (run.seconds, run.ended) == (9.0, stamp(over))


def test_a_machine_that_slept_adds_no_time() -> None:
    from datetime import UTC, datetime

    from playbook.clock import FixedClock

    clock = FixedClock(datetime(2026, 11, 21, tzinfo=UTC))
    counted = RunClock.of(Rep(PLAIN).run, clock)
    clock.move(ASLEEP)
    assert counted.seconds() == ASLEEP
    clock.move(3 * 3600.0)
    assert counted.seconds() == ASLEEP
    clock.move(1.0)
    assert counted.seconds() == ASLEEP + 1.0


# What is half typed


def test_a_draft_is_shown_kept_and_dropped_without_an_act() -> None:
    rep = Rep().next_step()
    events = rep.run.events
    rep.draft(COST.id, "nine thou")
    assert rep.run.drafts == {COST.id: "nine thou"}
    assert rep.run.events == events
    view = next(b for b in rep.view.blocks if getattr(b, "question", None) == COST)
    assert (view.draft, view.answered) == ("nine thou", False)  # type: ignore[union-attr]
    assert rep.draft(COST.id, "  ").run.drafts == {}


def test_a_draft_is_for_typed_answers_and_no_longer_than_one() -> None:
    rep = Rep()
    with pytest.raises(RunError, match="is answered by choosing"):
        rep.draft(FORECAST.id, "x")
    with pytest.raises(RunError, match="20,001 characters; at most 20,000"):
        rep.draft(COST.id, "x" * 20_001)


def test_answering_drops_the_draft() -> None:
    assert Rep().draft(COST.id, "nine").answer(COST.id, "ninety").run.drafts == {}


def test_going_on_makes_the_draft_of_this_step_its_answer_and_undo_takes_one_after_the_other() -> None:
    other = question("open/name", "Name?")
    two = page(step("open", other), step("find-the-cost", COST))
    rep = Rep(two).draft(other.id, "Ada").draft(COST.id, "nine").next_step()
    assert rep.run.drafts == {COST.id: "nine"}
    assert rep.view.fields == {"answer.name": "Ada"}
    assert rep.view.undo_label == "undo: going on from “Open”"
    assert rep.undo().view.undo_label == "undo: answer to “Name?”"


@pytest.mark.parametrize("way", ["hang_up", "finish"])
def test_what_is_half_typed_at_the_end_is_on_record(way: str) -> None:
    rep = Rep().next_step().draft(COST.id, "nine thou")
    if way == "hang_up":
        rep.hang_up()
        assert rep.run.drafts == {}
    (answer,) = rep.finish("advance").answers
    assert (answer.question, answer.values) == (COST.id, ("nine thou",))


def test_what_is_half_typed_when_nobody_was_there_becomes_a_note() -> None:
    rep = Rep().draft(COST.id, "rang off").connect("gatekeeper").hang_up()
    assert [note.text for note in rep.view.notes] == ["What does a wrong forecast cost you? rang off"]


def test_switching_carries_what_is_half_typed_and_the_time() -> None:
    rep = Rep().next_step(at=30.0).draft(COST.id, "nine")
    left, new = machine.switch(
        FIRST_CALL, rep.run, 90.0, PLAIN, id="fedcba9876543210", blob="c0de" * 10, started=ENDED
    )
    assert [event.text for event in new.events] == ["What does a wrong forecast cost you? nine"]
    view = machine.view(PLAIN, new, 5.0)
    assert (view.seconds, view.call_seconds) == (5.0, 95.0)
    assert machine.view(FIRST_CALL, left, 200.0).switched_to == "plays/plain"
    again, third = machine.switch(
        PLAIN, new, 5.0, FIRST_CALL, id="aedcba9876543210", blob="b10b" * 10, started=ENDED
    )
    assert (third.before, again.before) == (95.0, 90.0)


# Who said it


def test_who_said_it_is_told_after_the_answer_and_can_be_taken_back() -> None:
    rep = Rep().answer(FORECAST.id, "1").said_by(FORECAST.id, "ada")
    (answer,) = rep.finish("advance").answers
    assert (answer.values, answer.by) == (("spreadsheets",), "ada")
    rep.said_by(FORECAST.id, "")
    assert rep.run.events[-1].by == ""
    with pytest.raises(RunError, match="has no answer yet, so nobody gave it"):
        rep.said_by(COST.id, "ada")
