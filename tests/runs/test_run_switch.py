"""Leaving the wrong play for the right one."""

from __future__ import annotations

import pytest

from playbook.records.model import TimedText
from playbook.runs import machine
from playbook.runs.errors import RunError
from playbook.runs.finish import finish, touches
from tests.runs.driver import COST, ENDED, FIRST_CALL, FORECAST, PLAIN, Rep, outcome, page, question, step

LATER = "2026-11-21T18:20:00.000Z"

RENEWAL = page(
    step("how-it-went", question("how-it-went/x", "What does a wrong forecast cost YOU?")),
    step(
        "find-the-cost",
        question(
            "find-the-cost/how-do-you-forecast-today",
            "How do you forecast now?",
            ("spreadsheets", "In spreadsheets", "#bye"),
            ("other", "Otherwise", ""),
        ),
    ),
    step("agree"),
    step("bye", branch=True, leads_to="#end"),
    id_="plays/renew/talk",
    title="Renewal talk",
)


def switched(rep: Rep, to: object = RENEWAL) -> Rep:
    """Return the rep going on in the new play; their old run is `left`."""
    left, new = machine.switch(rep.page, rep.run, 60.0, to, id="new", blob="b2", started=LATER, commit="c2")  # type: ignore[arg-type]
    other = Rep(to)  # type: ignore[arg-type]
    other.run = new
    rep.run = left
    return other


def test_account_people_fields_notes_and_answers_go_along() -> None:
    rep = Rep(
        account="acme",
        opportunity="big",
        deal_stage="qualify",
        amount=1.0,
        currency="EUR",
        channel="phone",
        direction="inbound",
        triggers=["renewal-due"],
        commit="c1",
    )
    rep.connect("connected").people(["c1"]).fill_in("contact.first_name", "Ada").note("in a hurry").mark()
    rep.answer(FORECAST.id, "1", by="c1").answer(COST.id, "two weeks").opened("objections/price")
    new = switched(rep)
    assert (new.run.id, new.run.play, new.run.title) == ("new", "plays/renew/talk", "Renewal talk")
    assert (new.run.blob, new.run.commit, new.run.started, new.run.rep) == ("b2", "c2", LATER, "lee")
    assert (new.run.account, new.run.opportunity, new.run.deal_stage) == ("acme", "big", "qualify")
    assert (new.run.amount, new.run.currency, new.run.channel) == (1.0, "EUR", "phone")
    assert (new.run.direction, new.run.triggers, new.run.mode) == ("inbound", ("renewal-due",), "call")
    assert new.run.switched_from == "0123456789abcdef"
    view = new.view
    assert (view.people, view.connect, view.at) == (("c1",), "connected", "how-it-went")
    assert view.fields == {
        "contact.first_name": "Ada",
        "answer.how-do-you-forecast-today": "In spreadsheets",
        "answer.x": "two weeks",
    }
    assert view.notes == (TimedText(0.0, "in a hurry", ""),)
    assert (view.marks, view.opened) == ((), ())
    assert new.finish("advance").answers[1].by == "c1"


def test_an_answer_the_new_play_does_not_offer_is_kept_as_a_note() -> None:
    rep = Rep().answer(FORECAST.id, "acme-forecast")
    assert [note.text for note in switched(rep).view.notes] == ["How do you forecast today? Acme Forecast"]
    text = question("a/x", FORECAST.text)
    rep = Rep().answer(FORECAST.id, "spreadsheets").answer(COST.id, "much")
    notes = switched(rep, page(step("a", text), id_="plays/other")).view.notes
    assert [note.text for note in notes] == [
        "How do you forecast today? Spreadsheets",
        "What does a wrong forecast cost you? much",
    ]


def test_several_answers_do_not_fit_a_question_that_takes_one() -> None:
    both = [("x", "X", ""), ("y", "Y", "")]
    many = page(step("a", question("a/q", "Which?", *both, choose="many")), id_="plays/many")
    one = page(step("a", question("a/q", "Which?", *both)), id_="plays/one")
    rep = Rep(many).answer("a/q", ["x", "y"])
    assert [note.text for note in switched(rep, one).view.notes] == ["Which? X, Y"]
    rep = Rep(many).answer("a/q", ["y"])
    assert switched(rep, one).view.fields == {"answer.q": "Y"}
    rep = Rep(one).answer("a/q", ["y"])
    assert switched(rep, many).view.fields == {"answer.q": "Y"}


def test_undo_does_not_reach_behind_the_switch() -> None:
    rep = Rep().connect("connected").answer(FORECAST.id, "1")
    new = switched(rep)
    assert new.view.undo_label == ""
    with pytest.raises(RunError, match=r"^Nothing has been done yet that could be undone\.$"):
        new.undo()
    new.next_step()
    assert new.view.undo_label == "undo: going on from “How it went”"


def test_what_came_along_was_not_worked_on_in_the_new_run() -> None:
    rep = Rep().connect("connected").answer(FORECAST.id, "1")
    assert outcome(switched(rep).finish("declined")) == {
        "how-it-went": "skipped: ended here",
        "find-the-cost": "not-reached",
        "agree": "not-reached",
        "bye": "not-taken",
    }


def test_an_answer_that_came_along_leads_in_the_new_play() -> None:
    new = switched(Rep().connect("connected").answer(FORECAST.id, "1"))
    assert new.next_step().view.next_to == "bye"


def test_the_old_run_is_flagged_and_finished_as_it_is() -> None:
    rep = Rep(account="acme").connect("connected").next_step()
    switched(rep)
    view = rep.view
    assert (view.switched_to, view.over, view.missing) == ("plays/renew/talk", True, ())
    why = "This run was left for another play. Go on with that one, or finish this one as it is."
    assert (view.can.next, view.can.undo, view.can.park, view.can.mark) == (why,) * 4
    with pytest.raises(RunError) as refused:
        rep.next_step()
    assert str(refused.value) == why
    with pytest.raises(RunError) as refused:
        switched(rep)
    assert str(refused.value) == why
    record = finish(FIRST_CALL, rep.run, 61.0, ENDED)
    assert (record.wrong_play, record.result) == (True, "")
    assert record.trace[-2:] == ((60.0, "find-the-cost", "switch:plays/renew/talk"), (61.0, "", "finish"))
    assert touches(record) == ()


def test_switching_to_the_same_revision_is_refused() -> None:
    rep = Rep(PLAIN, blob="b2")
    with pytest.raises(RunError, match=r"^“Plain” is the play you are in\. Pick another one\.$"):
        switched(rep, PLAIN)
    assert switched(Rep(PLAIN, blob="b1"), PLAIN).view.at == "a"


def test_a_parked_run_is_not_switched() -> None:
    with pytest.raises(RunError, match=r"^This run is parked\. Resume it first\.$"):
        switched(Rep().park())
