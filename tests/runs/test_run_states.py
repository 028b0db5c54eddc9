"""How each step ends up in the record, and the trace of what was done."""

from __future__ import annotations

import msgspec
import pytest

from playbook.coaching.outcomes import order_done, required_path, run_adherence
from playbook.plays.model import Todo
from playbook.records.model import MAX_LINE, RunStep
from playbook.runs.finish import finish
from tests.runs.driver import (
    COST,
    ENDED,
    FIRST_CALL,
    FORECAST,
    PLAIN,
    Rep,
    done,
    outcome,
    page,
    question,
    step,
)


def walked(*, result: str) -> dict[str, str]:
    rep = Rep().next_step().next_step().skip("").acknowledge().next_step()
    return outcome(rep.finish(result))


@pytest.mark.parametrize(
    "result", ["advance", "closed", "continuation", "not-now", "declined", "disqualified"]
)
def test_a_run_walked_to_its_end(result: str) -> None:
    assert walked(result=result) == {
        "open": "done",
        "find-the-cost": "done",
        "show-it": "left-out",
        "send-the-study": "left-out",
        "agree-the-next-step": "done",
        "qualify-out": "not-taken",
    }


@pytest.mark.parametrize("result", ["continuation", "not-now", "declined", "disqualified"])
def test_a_conversation_that_broke_off_reached_no_further(result: str) -> None:
    assert outcome(Rep().next_step().finish(result)) == {
        "open": "done",
        "find-the-cost": "skipped: ended here",
        "show-it": "not-reached",
        "send-the-study": "not-reached",
        "agree-the-next-step": "not-reached",
        "qualify-out": "not-taken",
    }


@pytest.mark.parametrize("result", ["advance", "closed"])
def test_a_run_that_came_to_its_end_skipped_what_it_left(result: str) -> None:
    assert outcome(Rep().next_step().finish(result)) == {
        "open": "done",
        "find-the-cost": "skipped",
        "show-it": "left-out",
        "send-the-study": "left-out",
        "agree-the-next-step": "skipped",
        "qualify-out": "not-taken",
    }


def test_what_a_jump_left_behind_is_skipped_with_its_reason() -> None:
    rep = Rep(PLAIN).next_step().go_to("d", "customer led").next_step()
    assert outcome(rep.finish("declined")) == {
        "a": "done",
        "b": "skipped: customer led",
        "c": "skipped: customer led",
        "d": "done",
        "e": "skipped: ended here",
    }
    assert rep.run.events[1].values == ("b", "c")


def test_a_jump_is_the_reason_only_for_what_it_left_itself() -> None:
    rep = Rep(PLAIN).go_to("c", "first").go_to("e", "second").next_step()
    assert outcome(rep.finish("advance")) == {
        "a": "skipped: first",
        "b": "skipped: first",
        "c": "skipped: second",
        "d": "skipped: second",
        "e": "done",
    }
    assert outcome(Rep(PLAIN).go_to("c").finish("advance"))["a"] == "skipped"


def test_a_glance_ahead_is_not_reaching() -> None:
    rep = Rep(PLAIN).next_step().go_to("e").go_to("b")
    assert outcome(rep.finish("declined")) == {
        "a": "done",
        "b": "skipped: ended here",
        "c": "not-reached",
        "d": "not-reached",
        "e": "not-reached",
    }


def test_work_ahead_is_reaching() -> None:
    ask = page(step("a"), step("b"), step("c", COST, Todo("t", "T")), step("d"))
    rep = Rep(ask).answer(COST.id, "much")
    assert outcome(rep.finish("declined")) == {
        "a": "skipped: ended here",
        "b": "skipped",
        "c": "skipped",
        "d": "not-reached",
    }
    ticked = Rep(ask).tick("c", "t").next_step().finish("declined")
    assert ticked.steps[2] == RunStep("c", "skipped", todos=("t",))


def test_steps_an_answer_leads_past_are_not_taken() -> None:
    far = question("a/x", "X?", ("far", "Far", "#d"))
    rep = Rep(page(step("a", far), step("b"), step("c", optional=True), step("d"), step("e")))
    rep.answer("a/x", "far").next_step().next_step()
    record = rep.finish("declined")
    assert outcome(record) == {
        "a": "done",
        "b": "not-taken",
        "c": "not-taken",
        "d": "done",
        "e": "skipped: ended here",
    }
    assert [line.required for line in record.steps] == [True, False, False, True, True]


def test_after_an_answer_that_ends_the_play_the_rest_is_not_taken_or_not_reached() -> None:
    stop = question("b/x", "X?", ("stop", "Stop", "#end"))
    rep = Rep(page(step("a"), step("b", stop), step("c"), step("d", optional=True)))
    rep.next_step().answer("b/x", "stop").next_step()
    assert rep.view.over
    assert outcome(rep.finish("disqualified")) == {
        "a": "done", "b": "done", "c": "not-reached", "d": "not-reached",
    }  # fmt: skip
    assert outcome(rep.finish("closed")) == {"a": "done", "b": "done", "c": "not-taken", "d": "not-taken"}


def test_branches() -> None:
    rep = Rep().next_step().answer(FORECAST.id, "they-dont")
    assert outcome(rep.finish("declined"))["qualify-out"] == "not-taken"
    rep.next_step()
    assert outcome(rep.finish("declined"))["qualify-out"] == "left-out"
    rep.back()
    assert outcome(rep.finish("declined"))["qualify-out"] == "left-out"
    rep.next_step().next_step()
    record = rep.finish("declined")
    assert outcome(record)["qualify-out"] == "done"
    assert [line.required for line in record.steps if line.id == "qualify-out"] == [False]
    skipped = Rep().next_step().answer(FORECAST.id, "they-dont").next_step().skip("customer led")
    assert outcome(skipped.finish("declined"))["qualify-out"] == "left-out: customer led"
    glanced = Rep().go_to("qualify-out").go_to("open")
    assert outcome(glanced.finish("declined"))["qualify-out"] == "not-taken"


def test_somebody_elses_step_is_tracked_and_never_a_detour() -> None:
    rep = Rep().tick("send-the-study")
    record = rep.finish("declined")
    assert outcome(record)["send-the-study"] == "done"
    assert outcome(record)["find-the-cost"] == "not-reached"
    assert [line.required for line in record.steps] == [True, True, False, False, True, False]


def test_a_debrief_says_nothing_of_where_it_ended() -> None:
    record = Rep(PLAIN, mode="debrief").tick("b").tick("d").finish("declined")
    assert outcome(record) == {
        "a": "skipped", "b": "done", "c": "skipped", "d": "done", "e": "not-reached",
    }  # fmt: skip


def test_times_todos_and_requirements_of_each_step() -> None:
    rep = Rep().tick("open", "ask-who-else").next_step(at=61.0)
    record = rep.finish("advance", at=100.0)
    assert record.steps[0] == RunStep("open", "done", "", 61.0, True, ("ask-who-else",))
    assert record.steps[1] == RunStep("find-the-cost", "skipped", "", 39.0, True, ())
    assert record.steps[2] == RunStep("show-it", "left-out", "", 0.0, False, ())


def test_todos_stand_in_the_order_of_the_page() -> None:
    rep = Rep().tick("open", "ask-who-else").tick("open", "confirm-how-long-they-have")
    assert rep.finish("advance").steps[0].todos == ("confirm-how-long-they-have", "ask-who-else")


def test_answers_stand_in_the_order_of_the_page() -> None:
    rep = Rep().answer(COST.id, "much", by="c1").answer(FORECAST.id, "2")
    assert [(answer.question, answer.values, answer.by) for answer in rep.finish("advance").answers] == [
        (FORECAST.id, ("acme-forecast",), ""),
        (COST.id, ("much",), "c1"),
    ]


def test_the_trace_of_every_act() -> None:
    rep = Rep()
    rep.connect("connected").tick("open", "ask-who-else").tick("open", "ask-who-else").next_step()
    rep.answer(FORECAST.id, "1").answer(FORECAST.id, []).reword(0, 1).note("x").mark().gap("y")
    rep.opened("objections/price").settle("yes").people(["c"]).fill_in("a.b", "c").skip("no time")
    rep.back().short().go_to("agree-the-next-step").acknowledge().park().resume().tick().tick().next_step()
    rep.set_ending(result="advance").go_to("open").go_to("#end")
    record = finish(FIRST_CALL, rep.run, 99.0, ENDED)
    assert [entry[1:] for entry in record.trace] == [
        ("open", "start"),
        ("open", "connect:connected"),
        ("open", "tick:ask-who-else"),
        ("open", "untick:ask-who-else"),
        ("open", "done"),
        ("find-the-cost", "enter"),
        ("find-the-cost", f"answer:{FORECAST.id}"),
        ("find-the-cost", f"clear:{FORECAST.id}"),
        ("find-the-cost", "reword:find-the-cost/0"),
        ("find-the-cost", "note"),
        ("find-the-cost", "mark"),
        ("find-the-cost", "gap"),
        ("find-the-cost", "open:objections/price"),
        ("find-the-cost", "settle:yes"),
        ("find-the-cost", "people"),
        ("find-the-cost", "skip"),
        ("show-it", "enter"),
        ("find-the-cost", "back"),
        ("find-the-cost", "short"),
        ("agree-the-next-step", "go"),
        ("agree-the-next-step", "acknowledge:recording"),
        ("agree-the-next-step", "park"),
        ("agree-the-next-step", "resume"),
        ("agree-the-next-step", "undone:done"),
        ("agree-the-next-step", "reopen"),
        ("agree-the-next-step", "done"),
        ("", "end"),
        ("open", "go"),
        ("", "end"),
        ("", "finish"),
    ]
    assert record.trace[0] == (0.0, "open", "start")
    assert record.trace[-1] == (99.0, "", "finish")
    assert done(record) == ["open", "agree-the-next-step"]


def test_coaching_reads_the_record_as_it_was_meant() -> None:
    record = (
        Rep(PLAIN).next_step().go_to("c").next_step().go_to("b").next_step().next_step().finish("advance")
    )
    assert required_path(record) == ("a", "b", "c", "d", "e")
    assert order_done(record) == ("a", "c", "b", "d")
    adherence = run_adherence(record)
    assert adherence is not None
    assert (adherence.skipped, adherence.out_of_order, adherence.repeated, adherence.added) == (1, 1, 0, 0)


def test_an_endless_trace_keeps_what_fits_on_a_line() -> None:
    rep = Rep(page(step("a", *(Todo("t" * 4_000 + str(n), "T") for n in range(2))), step("b", must=True)))
    for _ in range(300):
        rep.tick("a", "t" * 4_000 + "0")
    rep.mark().skip("no time").undo().next_step().back().go_to("b").short().go_to("#end")
    record = rep.finish("advance")
    assert len(msgspec.json.encode(record)) < MAX_LINE
    assert [event for _, _, event in record.trace] == [
        "start", "done", "enter", "back", "go", "short", "end", "finish",
    ]  # fmt: skip
