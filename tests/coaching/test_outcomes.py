"""What became of each step, with the rules of censoring."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from playbook.coaching.outcomes import (
    counts_as_run,
    is_censored,
    order_done,
    outcomes,
    required_path,
    run_adherence,
)
from playbook.records.model import Run, RunStep
from tests.coaching.calls import call
from tests.runs.driver import PLAIN, Rep


def against(run: Run) -> tuple[int, int, int, int, float | None]:
    found = run_adherence(run)
    assert found is not None
    return (found.skipped, found.out_of_order, found.repeated, found.added, found.fitness)


def changed(run: Run, place: int, **facts: Any) -> Run:
    steps = list(run.steps)
    steps[place] = msgspec.structs.replace(steps[place], **facts)
    return msgspec.structs.replace(run, steps=tuple(steps))


def test_a_run_as_written() -> None:
    assert against(call()) == (0, 0, 0, 0, 1.0)


@pytest.mark.parametrize(
    ("steps", "done", "expected"),
    [
        ("a+ b- c+ d+ e+", "acde", (1, 0, 0, 0)),
        ("a+ b+ c+ d+ e+", "acbde", (0, 1, 0, 0)),
        ("a+ b+ c+ d+ e+", "abbcde", (0, 0, 1, 0)),
        ("a+ b+ c+ d+ e+", "axbcde", (0, 0, 0, 1)),
        ("a+ b+ c+ d+ e+", "edcba", (0, 4, 0, 0)),
    ],
)
def test_the_vectors_from_the_record_alone(
    steps: str, done: str, expected: tuple[int, int, int, int]
) -> None:
    assert against(call(steps, done))[:4] == expected


@pytest.mark.parametrize(
    "facts",
    [
        {"connect": "voicemail"},
        {"connect": "no-answer"},
        {"connect": "gatekeeper"},
        {"connect": "wrong-person"},
        {"connect": "no-show"},
        {"connect": "rescheduled"},
        {"wrong_play": True},
        {"mode": "prep"},
    ],
)
def test_some_say_nothing_about_the_play(facts: dict[str, Any]) -> None:
    run = call(**facts)
    assert not counts_as_run(run)
    assert run_adherence(run) is None


@pytest.mark.parametrize("mode", ["call", "debrief"])
def test_calls_and_debriefs_count(mode: str) -> None:
    assert counts_as_run(call(mode=mode))


@pytest.mark.parametrize("result", ["continuation", "not-now", "declined", "disqualified", ""])
def test_what_lies_after_the_furthest_step_was_not_reached(result: str) -> None:
    run = call("a+ b- c+ d. e.", result=result)
    assert is_censored(run)
    assert outcomes(run) == ("done", "skipped", "done", "not-reached", "not-reached")
    assert required_path(run) == ("a", "b", "c")
    assert against(run) == (1, 0, 0, 0, 0.8)


@pytest.mark.parametrize("result", ["advance", "closed"])
def test_a_run_that_came_to_its_end_skipped_what_it_left(result: str) -> None:
    run = call("a+ b- c+ d. e.", result=result)
    assert not is_censored(run)
    assert outcomes(run) == ("done", "skipped", "done", "skipped", "skipped")
    assert against(run)[0] == 3


def test_optional_steps_and_branches_not_taken_stand_in_neither_sequence() -> None:
    run = call("a+ Bo c+ D+ e/ F/", "adc")
    assert outcomes(run) == ("done", "left-out", "done", "done", "not-taken", "not-taken")
    assert required_path(run) == ("a", "c")
    assert order_done(run) == ("a", "c")
    assert against(run) == (0, 0, 0, 0, 1.0)


def test_an_optional_step_out_of_order_is_no_detour() -> None:
    assert against(call("a+ B+ c+", "bacb")) == (0, 0, 0, 0, 1.0)


def test_a_corrected_result_is_judged_anew() -> None:
    lost = call("a+ b- c+ d. e.", result="declined")
    won = msgspec.structs.replace(lost, result="advance")
    assert against(won)[0] == 3
    given_up = changed(changed(call("a+ b+ c- d- e-"), 3, reason=""), 4, reason="")
    assert against(given_up)[0] == 3
    assert outcomes(msgspec.structs.replace(given_up, result="declined")) == (
        "done", "done", "skipped", "not-reached", "not-reached",
    )  # fmt: skip


def test_the_step_a_conversation_broke_off_in_is_neither_done_nor_skipped() -> None:
    run = changed(call("a+ b- c. d.", result="declined"), 1, reason="ended here", seconds=3.0)
    assert outcomes(run) == ("done", "unfinished", "not-reached", "not-reached")
    assert against(run) == (0, 0, 0, 0, 1.0)
    assert outcomes(msgspec.structs.replace(run, result="closed"))[1] == "skipped"


def test_the_furthest_step_stood_in_is_unfinished_as_well() -> None:
    run = changed(call("a+ Bo c.", result="declined"), 1, seconds=0.5)
    assert outcomes(run) == ("done", "unfinished", "not-reached")
    without_time = call("a+ Bo c.", result="declined")
    assert outcomes(without_time) == ("done", "not-reached", "not-reached")
    entered = msgspec.structs.replace(without_time, trace=((1.0, "a", "done"), (2.0, "b", "enter")))
    assert outcomes(entered) == ("done", "left-out", "not-reached")


def test_what_was_taken_back_was_not_reached() -> None:
    run = msgspec.structs.replace(
        changed(call("a+ b- c.", result="declined"), 1, reason=""),
        trace=((1.0, "a", "done"), (2.0, "b", "undone:enter")),
    )
    assert outcomes(run) == ("done", "not-reached", "not-reached")


def test_skipping_ahead_with_a_reason_is_a_decision() -> None:
    assert outcomes(call("a+ b. c- d.", result="declined")) == (
        "done",
        "not-reached",
        "skipped",
        "not-reached",
    )


def test_where_nobody_was_reached_no_step_was() -> None:
    assert outcomes(call("a. b- C/", connect="voicemail", result="")) == (
        "not-reached",
        "not-reached",
        "not-taken",
    )


def test_nothing_required_and_nothing_done_has_no_fitness() -> None:
    found = run_adherence(call("A+ Bo", ""))
    assert found is not None
    assert found.fitness is None


def test_a_call_that_broke_off_before_anything_was_done() -> None:
    found = run_adherence(call("a. b. c.", result="declined"))
    assert found is not None
    assert (found.skipped, found.fitness) == (0, None)


def test_a_debrief_tells_which_steps_not_in_which_order() -> None:
    assert against(call("a+ b+ c+", "cba", mode="debrief")) == (0, 0, 0, 0, 1.0)


def test_a_record_without_a_trace_is_taken_in_the_plays_order() -> None:
    assert against(call("a+ b- c+", "")) == (1, 0, 0, 0, 0.8)


def test_a_done_step_that_the_trace_forgot_is_put_in_its_place() -> None:
    assert order_done(call("a+ b+ c+ d+", "ad")) == ("a", "b", "c", "d")
    assert order_done(call("a+ b+ c+", "c")) == ("a", "b", "c")


def test_a_done_that_no_longer_holds_is_left_out() -> None:
    assert order_done(call("a+ b- c+", "abc")) == ("a", "c")


def test_steps_are_known_by_their_record() -> None:
    run = Run("r", "p", "P", "b", "", "", 0.0, "lee", steps=(RunStep("a", "done"),), result="advance")
    assert against(run) == (0, 0, 0, 0, 1.0)


# The same, from runs that the machine itself has made.


def test_a_real_run_as_written() -> None:
    rep = Rep(PLAIN).connect("connected")
    for _ in "abcde":
        rep.next_step()
    assert against(rep.finish("advance")) == (0, 0, 0, 0, 1.0)


def test_a_real_run_with_a_skip_and_a_jump() -> None:
    rep = Rep(PLAIN).connect("connected").next_step()
    rep.skip("customer led").go_to("e").next_step().go_to("c").next_step().next_step()
    run = rep.finish("advance")
    assert against(run)[:2] == (1, 1)
    assert run_adherence(run).skipped_steps == ("b",)  # type: ignore[union-attr]


def test_a_real_call_that_was_declined_in_the_third_step() -> None:
    run = Rep(PLAIN).connect("connected").next_step().next_step().finish("declined")
    assert outcomes(run) == ("done", "done", "unfinished", "not-reached", "not-reached")
    assert against(run) == (0, 0, 0, 0, 1.0)


def test_a_real_step_that_was_undone_does_not_count_as_repeated() -> None:
    rep = Rep(PLAIN).connect("connected").next_step().undo()
    for _ in "abcde":
        rep.next_step()
    assert against(rep.finish("closed")) == (0, 0, 0, 0, 1.0)


def test_a_real_voicemail() -> None:
    run = Rep(PLAIN).connect("voicemail").finish()
    assert run_adherence(run) is None
    assert set(outcomes(run)) == {"not-reached"}
