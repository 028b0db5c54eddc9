"""Figures per play and step, with what stands behind them."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.coaching.figures import StepFigures, play_summary
from playbook.coaching.objections import gaps, opened_figures
from playbook.coaching.rows import step_row
from playbook.coaching.yields import step_yields
from playbook.plays.model import Facts, Page, Step
from playbook.records.model import Gap, Opened, RunStep, Settled
from playbook.statistics.percentiles import median, percentile
from tests.coaching.calls import Log, call, page
from tests.coaching.logs import play_figures

PAGE = page("a", "b", "C", "d", a=60, b=600)


def figures(log: Log, on: Page = PAGE) -> dict[str, StepFigures]:
    return {one.step: one for one in play_figures(log.facts, on)}


def four(log: Log) -> None:
    log.run("r1", "lee", "a+ b+ C+ d+", result="advance")
    log.run("r2", "lee", "a+ b- Co d+", result="closed")
    log.run("r3", "ray", "a+ b+ C. d.", result="declined")
    log.run("r4", "kim", "a+ b- C+ d/", result="advance")


def test_each_step_is_counted(log: Log) -> None:
    four(log)
    found = figures(log)
    assert list(found) == ["a", "b", "c", "d"]
    b = found["b"]
    assert (b.play, b.title, b.runs, b.reached, b.done, b.skipped) == (PAGE.id, "B", 4, 4, 2, 2)
    assert (b.left_out, b.unfinished, b.not_reached, b.not_taken) == (0, 0, 0, 0)
    assert b.reasons == (("no time", 2),)
    c, d = found["c"], found["d"]
    assert (c.reached, c.done, c.skipped, c.left_out, c.not_reached) == (3, 2, 0, 1, 1)
    assert (d.reached, d.done, d.skipped, d.not_reached, d.not_taken) == (2, 2, 0, 1, 1)
    assert (c.required, d.required) == (False, True)


def test_runs_that_do_not_count_do_not_count(log: Log) -> None:
    four(log)
    before = figures(log)
    log.run("x1", connect="voicemail", result="")
    log.run("x2", wrong_play=True)
    log.run("x3", mode="prep")
    log.run("x4", private=True)
    log.run("x5")
    log.redact("x5")
    log.run("x6", play="plays/other")
    assert figures(log) == before


def test_a_play_nobody_ran(log: Log) -> None:
    found = figures(log)["a"]
    assert (found.runs, found.reached, found.done) == (0, 0, 0)
    assert (found.median_seconds, found.p90_seconds, found.reasons) == (None, None, ())
    assert found.minutes == 1.0


def test_reasons_stand_by_how_often_then_by_name(log: Log) -> None:
    for number, reason in enumerate(
        ["no time", "customer led", "customer led", "", "already known", "no time"]
    ):
        body = call("a+ b- c+", id=f"r{number}")
        steps = (body.steps[0], msgspec.structs.replace(body.steps[1], reason=reason), body.steps[2])
        log.write("lee", msgspec.structs.replace(body, steps=steps))
    assert figures(log)["b"].reasons == (
        ("customer led", 2),
        ("no time", 2),
        ("already known", 1),
        ("no reason given", 1),
    )


def test_an_optional_step_left_for_a_reason_says_it(log: Log) -> None:
    body = call("C-")
    steps = (msgspec.structs.replace(body.steps[0], state="left-out", reason="not relevant"),)
    log.write("lee", msgspec.structs.replace(body, steps=steps))
    log.run("r2", "lee", "Co")
    found = figures(log)["c"]
    assert (found.skipped, found.left_out, found.reasons) == (0, 2, (("not relevant", 1),))


def timed(log: Log, *seconds: float, **facts: Any) -> None:
    for number, each in enumerate(seconds):
        body = call("a+ b+", id=f"t{number}-{len(log.records)}", **facts)
        steps = (msgspec.structs.replace(body.steps[0], seconds=each), body.steps[1])
        log.write("lee", msgspec.structs.replace(body, steps=steps))


def test_seconds_are_the_median_and_the_90th_percentile_beside_the_time_box(log: Log) -> None:
    timed(log, 10, 20, 30, 40, 100)
    found = figures(log)["a"]
    assert (found.median_seconds, found.p90_seconds, found.minutes) == (30, 76, 1.0)


def test_seconds_are_of_what_was_done_on_the_call(log: Log) -> None:
    timed(log, 10, 30)
    timed(log, 1, 2, 3, mode="debrief")
    timed(log, 0, 0)
    log.run("s1", "lee", "a- b+")
    assert figures(log)["a"].median_seconds == 20


def test_negative_seconds_are_no_time(log: Log) -> None:
    for id_, seconds in (("r1", -30.0), ("r2", 0.0), ("r3", 40.0)):
        step = RunStep(id="a", state="done", seconds=seconds, required=True)
        log.write("lee", msgspec.structs.replace(call("a+", id=id_), steps=(step,)))
    [found] = play_figures(log.facts, page("a"))
    assert (found.done, found.median_seconds, found.p90_seconds) == (3, 40.0, 40.0)


def test_a_play_without_required_steps_and_a_revision_that_is_gone(log: Log) -> None:
    log.run("r1", "lee", "A+ B-")
    log.run("r2", "lee", "x+ y+", blob="gone")
    found = play_summary(log.past, page("A", "B"))
    assert (found.runs, found.skipped, found.added) == (2, 0, 0)
    assert step_yields(found.steps) == []
    assert [step.step for step in found.steps if step.is_gone] == ["x", "y"]


def test_steps_filled_in_afterwards_are_counted_apart(log: Log) -> None:
    steps = "a+ b+ c+ d+ e+"
    burst = tuple((590.0 + place, step, "done") for place, step in enumerate("abcde"))
    log.run("r1", "lee", steps, trace=(*burst, (600.0, "", "finish")))
    log.run("r2", "lee", steps)
    found = figures(log, page("a", "b", "c", "d", "e"))["a"]
    assert (found.done, found.filled_in, found.median_seconds) == (2, 1, 10.0)


def test_renamed_steps_are_counted_under_their_present_name(log: Log) -> None:
    log.run("r1", "lee", "old+ b+")
    log.run("r2", "lee", "a- b+")
    now = page("a", "b", facts=Facts(moved={"old": "a"}))
    found = figures(log, now)
    assert list(found) == ["a", "b"]
    assert (found["a"].done, found["a"].skipped) == (1, 1)


def test_steps_that_are_gone_stand_at_the_end(log: Log) -> None:
    log.run("r1", "lee", "gone+ a+")
    found = figures(log, page("a"))
    assert list(found) == ["a", "gone"]
    assert (found["gone"].is_gone, found["gone"].title, found["gone"].minutes) == (True, "gone", None)
    assert not found["a"].is_gone


def test_a_moved_page_keeps_its_runs(log: Log) -> None:
    log.run("r1", "lee", "a+", play="plays/old-name")
    log.run("r2", "lee", "a+")
    now = page("a", facts=Facts(moved_from=("plays/old-name",)))
    assert figures(log, now)["a"].done == 2


def test_reference_sections_are_no_steps(log: Log) -> None:
    log.run("r1", "lee", "a+")
    now = Page(
        "plays/first-call",
        "x.md",
        "X",
        steps=(Step("a", "A"), Step("know", "Know", reference=True)),
        runnable=True,
    )
    assert list(figures(log, now)) == ["a"]


def test_what_most_reps_skip_is_the_plays(log: Log) -> None:
    for number in range(4):
        log.run(f"l{number}", "lee", "a- b- c+")
        log.run(f"r{number}", "ray", "a- b+ c+")
        log.run(f"k{number}", "kim", "a+ b+ c+")
    found = figures(log, page("a", "b", "c"))
    assert (found["a"].reps_reached, found["a"].reps_skipped) == (("kim", "lee", "ray"), ("lee", "ray"))
    assert found["a"].by_rep == (("kim", 0, 4), ("lee", 4, 4), ("ray", 4, 4))
    assert [found[step].is_the_plays for step in "abc"] == [True, False, False]


def test_half_the_reps_are_not_most_and_one_rep_is_never_the_play(log: Log) -> None:
    log.run("r1", "lee", "a- b-")
    log.run("r2", "ray", "a- b+")
    log.run("r3", "kim", "a+ b+")
    log.run("r4", "sue", "a+ b.", result="declined")
    assert not figures(log)["a"].is_the_plays
    alone = Log()
    alone.run("r1", "lee", "a- b+")
    assert not figures(alone)["a"].is_the_plays


def test_a_play_as_a_whole(log: Log) -> None:
    four(log)
    log.run("r5", "ray", "a. b. C. d.", connect="no-answer", result="")
    log.run("r6", "ray", "a+ b+ C+ d+", "dbaa", "advance", commitment="promised")
    log.run("r7", "lee", "a+ b+ C+ d+", result="advance", commitment="promised")
    log.run("r8", "kim", "a+ b+ C+ d+", result="", commitment="done")
    log.run("p1", mode="prep")
    log.run("w1", wrong_play=True)
    log.kept("r6", "commitment", "broken", person="ray")
    log.kept("r7", "commitment", "kept")
    found = play_summary(log.past, PAGE)
    assert (found.play, found.title, found.attempts, found.runs) == (PAGE.id, "First call", 8, 7)
    assert found.reps == ("kim", "lee", "ray")
    assert (found.skipped, found.out_of_order, found.repeated, found.added) == (2, 2, 1, 0)
    assert (found.commitments, found.kept, found.broken) == (2, 1, 1)
    assert found.results == (("advance", 4), ("closed", 1), ("declined", 1), ("none", 1))
    assert found.steps == tuple(play_figures(log.facts, PAGE))


def test_the_keys_of_coach_play(log: Log) -> None:
    four(log)
    found = json.loads(json.dumps(step_row(figures(log)["b"])))
    assert {key: found[key] for key in ["play", "step", "reached", "done", "skipped", "not_reached", "reasons"]} == {
        "play": "plays/first-call", "step": "b", "reached": 4, "done": 2, "skipped": 2, "not_reached": 0,
        "reasons": {"no time": 2},
    }  # fmt: skip
    assert (found["median_seconds"], found["p90_seconds"], found["minutes"]) == (10.0, 10.0, 10.0)
    assert (found["title"], found["required"], found["left_out"], found["unfinished"]) == ("B", True, 0, 0)
    assert (found["not_taken"], found["reps_reached"], found["reps_skipped"]) == (0, 3, 2)
    assert found["filled_in_afterwards"] == 0


RUNS = st.lists(
    st.tuples(
        st.lists(st.sampled_from("+-o/."), min_size=4, max_size=4),
        st.sampled_from(["advance", "declined", "closed", ""]),
        st.sampled_from(["connected", "voicemail"]),
        st.sampled_from(["lee", "ray", "kim"]),
    ),
    max_size=12,
)


@given(RUNS)
def test_the_counts_add_up(runs: list[tuple[list[str], Any, Any, str]]) -> None:
    log = Log()
    for number, (states, result, connect, rep) in enumerate(runs):
        words = " ".join(name + state for name, state in zip("abCd", states, strict=True))
        log.run(f"r{number}", rep, words, result=result, connect=connect)
    rows = log.facts
    counted = [row for row in rows if row.counts]
    for found in play_figures(rows, PAGE):
        assert found.runs == len(counted) == found.reached + found.not_reached + found.not_taken
        assert found.reached == found.done + found.skipped + found.left_out + found.unfinished
        assert len(found.reps_reached) <= found.reached
        assert len(found.reps_skipped) <= found.skipped
        assert sum(number for _, number in found.reasons) >= found.skipped
    summary = play_summary(log.past, PAGE)
    assert summary.skipped == sum(found.skipped for found in summary.steps)
    assert sum(number for _, number in summary.results) == summary.runs


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([], 0.5, None),
        ([7], 0.9, 7),
        ([3, 1, 2], 0.5, 2),
        ([1, 2, 3, 4], 0.5, 2.5),
        ([1, 2, 3, 4], 0.0, 1),
        ([1, 2, 3, 4], 1.0, 4),
        (list(range(11)), 0.9, 9),
        ([10, 20], 0.9, 19),
    ],
)
def test_percentiles_are_those_of_a_spreadsheet(
    values: list[float], share: float, expected: float | None
) -> None:
    assert percentile(values, share) == (None if expected is None else pytest.approx(expected))


def test_the_median() -> None:
    assert median([5, 1]) == 3
    assert median([]) is None


def test_objections_say_how_often_they_were_settled(log: Log) -> None:
    answers: list[Settled | None] = ["yes", "yes", "partly", "no", None]
    for number, settled in enumerate(answers):
        log.run(f"r{number}", opened=(Opened("objections/tool", settled=settled), Opened("battlecards/acme")))
    found = opened_figures(log.past.openings())
    assert list(found) == ["battlecards/acme", "objections/tool"]
    tool = found["objections/tool"]
    assert (tool.opened, tool.yes, tool.partly, tool.no, tool.judged) == (5, 2, 1, 1, 4)
    assert str(tool) == "settled 2 of 4"
    assert str(found["battlecards/acme"]) == ""


def test_an_objection_was_met_in_the_wrong_play_too_but_not_in_private(log: Log) -> None:
    met = (Opened("objections/tool", settled="yes"),)
    log.run("r1", wrong_play=True, opened=met)
    log.run("r2", private=True, opened=met)
    log.run("r3", connect="voicemail", opened=met)
    log.run("r4", opened=met)
    log.redact("r4")
    assert opened_figures(log.past.openings())["objections/tool"].opened == 1


def test_what_was_searched_in_vain_stands_by_how_often(log: Log) -> None:
    log.run("r1", gaps=(Gap("GDPR"), Gap("  on   prem ")))
    log.run("r2", gaps=(Gap("gdpr"), Gap(" ")))
    log.run("r3", private=True, gaps=(Gap("secret"),))
    assert gaps(log.rows.values()) == [("gdpr", 2), ("on prem", 1)]
