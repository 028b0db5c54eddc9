"""Where one more or one less makes the difference in a run."""

from __future__ import annotations

import pytest

from playbook.records.corrected import corrected
from playbook.records.model import Correction
from playbook.runs import machine
from playbook.runs.errors import RunError
from playbook.runs.fold import fold
from playbook.runs.model import Given
from playbook.runs.plan import plan_of
from tests.runs.driver import FORECAST, PLAIN, Rep, page, question, step

LATER = "2026-11-21T18:20:00.000Z"


def test_all_texts_of_a_run_together_have_a_limit() -> None:
    rep = Rep()
    for _ in range(4):
        rep.note("x" * 20_000)
    rep.note("x" * 19_999)
    with pytest.raises(RunError, match="full of text"):
        rep.note("yy")
    rep.note("y")
    assert len(rep.view.notes) == 6
    with pytest.raises(RunError, match="full of text"):
        rep.note("z")


def test_seconds_are_recorded_to_a_thousandth() -> None:
    run = Rep(PLAIN).connect("connected", at=0.0).finish("continuation", at=1.23456)
    assert run.seconds == 1.235
    assert run.steps[0].seconds == 1.235


def test_a_correction_of_another_run_changes_nothing_and_those_after_it_count() -> None:
    run = Rep(PLAIN).connect("connected").finish("continuation", at=9.0, next="Call")
    mine, theirs = (
        Correction(run.id, {"next": "Write"}),
        Correction("another", {"next": "Never", "result": "closed"}),
    )
    assert corrected(run, [theirs]) == run
    assert corrected(run, [theirs, mine, theirs]).next == "Write"


def test_what_goes_along_to_another_play_happened_at_its_beginning_and_is_no_work_there() -> None:
    rep = (
        Rep(account="acme")
        .connect("connected")
        .answer(FORECAST.id, "spreadsheets")
        .note("They are in a hurry")
    )
    to = page(step("a", FORECAST), step("b"), id_="plays/other", title="Other")
    _, new = machine.switch(rep.page, rep.run, 60.0, to, id="new", blob="b2", started=LATER, commit="c2")
    assert [(event.kind, event.seconds) for event in new.events] == [
        ("connect", 0.0),
        ("answer", 0.0),
        ("note", 0.0),
    ]
    assert new.carried == len(new.events)
    state = fold(new, plan_of(to).first(()))
    assert state.worked == set()
    assert state.answers[FORECAST.id].values == ("spreadsheets",)


def test_an_answer_that_nobody_gave_again_is_of_the_first_time() -> None:
    assert Given(("x",)) == Given(("x",), "", 0)


# Ways through a play

LOOP = page(
    step("a", question("a/q", "Which way?", ("aside", "Aside", "#side"), ("on", "On", ""))),
    step("b"),
    step("c"),
    step("side", branch=True, leads_to="#b"),
)


def test_a_branch_that_leads_on_is_left_by_its_link_once() -> None:
    rep = Rep(LOOP).connect("connected").answer("a/q", "aside").next_step()
    assert rep.view.at == "side"
    rep.next_step()
    assert rep.view.at == "b"
    rep.go_to("side").next_step()
    assert rep.view.at == "b"


def test_from_a_branch_without_a_link_one_goes_on_behind_where_one_came_from() -> None:
    plain = page(step("a"), step("b"), step("c"), step("side", branch=True))
    rep = Rep(plain).connect("connected").go_to("side").next_step()
    assert rep.view.at == "b"
    later = Rep(plain).connect("connected").next_step().go_to("side").next_step()
    assert later.view.at == "c"


def test_from_a_branch_that_was_left_for_a_step_the_answers_lead_past() -> None:
    skipping = page(
        step("a", question("a/q", "Which way?", ("far", "Far", "#d"), ("on", "On", ""))),
        step("b"),
        step("c"),
        step("d"),
        step("side", branch=True),
    )
    rep = Rep(skipping).connect("connected").answer("a/q", "far").go_to("b").go_to("side").next_step()
    assert rep.view.at == "d"


def test_where_nobody_was_reached_branches_are_not_taken_and_steps_not_reached() -> None:
    run = Rep().connect("voicemail").finish("")
    assert {each.state for each in run.steps if each.id == "qualify-out"} == {"not-taken"}
    assert {each.state for each in run.steps if each.id in ("open", "find-the-cost")} == {"not-reached"}
    assert [each.required for each in run.steps if each.id == "qualify-out"] == [False]


def test_an_hour_is_sixty_minutes_in_the_recap() -> None:
    from playbook.runs.recap import crm_summary

    run = Rep(PLAIN).connect("connected", at=0.0).finish("continuation", at=3_600.0)
    assert crm_summary(run).splitlines()[0] == "Plain · 2026-11-21 · 60 min"
