"""Why something cannot be done in a run now: one sentence each, for the screen that asks and the act that refuses."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.plays.model import END, Notice
from playbook.runs import refusals
from playbook.runs.fold import State
from playbook.runs.plan import Plan
from playbook.runs.plan import plan_of as planned
from tests.runs.driver import FIRST_CALL, page, step


def plan_of(*steps: Any) -> Plan:
    return planned(page(*steps) if steps else FIRST_CALL)


def state(at: str = "open", **facts: Any) -> State:
    made = State(at)
    for name, value in facts.items():
        setattr(made, name, value)
    return made


QUIET = {
    "parked": (state(parked=True), "This run is parked. Resume it first."),
    "switched": (state(switched_to="r2"), "This run was left for another play."),
}


@pytest.mark.parametrize("why", sorted(QUIET))
def test_a_run_that_rests_lets_nothing_be_done(why: str) -> None:
    resting, said = QUIET[why]
    plan = plan_of()
    acts = (
        refusals.work,
        refusals.undo,
        refusals.back,
        lambda s: refusals.skip(s, None),
        lambda s: refusals.short(plan, s),
    )
    assert all(act(resting).startswith(said) for act in acts)
    assert refusals.next_step(plan, resting).startswith(said)


def test_a_call_that_reached_nobody_has_no_step_to_work_on() -> None:
    said = refusals.work(state(connect="no-answer"))
    assert said.startswith("Nobody was reached (no answer)") and "Undo that" in said
    assert refusals.work(state(connect="connected")) == refusals.work(state()) == ""


@pytest.mark.parametrize("how", [how for how in refusals.HOW if how != "connected"])
def test_how_a_call_was_picked_up_is_said_in_words(how: str) -> None:
    assert f"({refusals.HOW[how]})" in refusals.work(state(connect=how))


def test_a_notice_holds_its_step_up_until_it_is_acknowledged() -> None:
    held = step(
        "open", Notice("n1", "No recording without a spoken yes from everyone on the line, and from us too.")
    )
    plan = plan_of(held, step("end"))
    said = refusals.next_step(plan, state())
    assert said.startswith(
        "“Open” has a notice to acknowledge first: No recording without"
    ) and said.endswith("…")
    assert [notice.id for notice in refusals.unacknowledged(state(), held)] == ["n1"]
    free = state(acknowledged={("open", "n1")})
    assert refusals.next_step(plan, free) == "" and refusals.unacknowledged(free, held) == ()
    assert refusals.next_step(plan, state(done={"open": 1})) == ""


def test_at_the_end_there_is_nowhere_to_go_on_to() -> None:
    assert refusals.next_step(plan_of(), state(END)).startswith("The play is at its end.")
    assert refusals.skip(state(END), None) == "The play is at its end: there is no step to skip."


def test_a_step_that_is_done_is_not_skipped() -> None:
    one = step("open")
    assert refusals.skip(state(done={"open": 1}), one).startswith("“Open” is done already.")
    assert refusals.skip(state(), one) == ""


def test_back_and_undo_need_something_to_go_back_to() -> None:
    assert refusals.back(state()) == "This is where the run began."
    assert refusals.back(state(came=[("open", "start", None)])) == ""
    assert refusals.undo(state()) == "Nothing has been done yet that could be undone."


def test_a_call_is_made_short_once_and_only_where_something_must_be() -> None:
    plan = plan_of(step("open", must=True), step("size"))
    assert refusals.short(plan, state()) == ""
    assert refusals.short(plan, state(short=True)).startswith("The call is short already")
    assert refusals.short(plan_of(step("open"), step("size")), state()).startswith(
        "No step of this play is marked must"
    )


def test_parking_hanging_up_and_resuming() -> None:
    assert refusals.park(state()) == "" and refusals.park(state(parked=True)) == "This run is parked already."
    assert (
        refusals.hang_up(state()) == ""
        and refusals.hang_up(state(hung_up="")) == "This call is over already."
    )
    assert refusals.resume(state()) == "This run is not parked."
    assert refusals.resume(state(parked=True)) == refusals.resume(state(hung_up="2026-11-21T18:15:00Z")) == ""
    assert refusals.park(state(switched_to="r2")).startswith("This run was left")
