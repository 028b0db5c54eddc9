"""Notes, marks, objections opened and settled, gaps, people, merge fields."""

from __future__ import annotations

import pytest

from playbook.records.model import Gap, Opened, TimedText
from playbook.runs import machine
from playbook.runs.errors import RunError
from tests.runs.driver import COST, FORECAST, PLAIN, Rep, page, question, step


def test_a_note_has_its_time_and_step() -> None:
    rep = Rep(PLAIN).note(" heard of us at a fair ", at=3.25).next_step().note("two\nlines").go_to("#end")
    rep.note("at the end")
    assert rep.view.notes == (
        TimedText(3.25, "heard of us at a fair", "a"),
        TimedText(5.25, "two\nlines", "b"),
        TimedText(7.25, "at the end", ""),
    )
    with pytest.raises(RunError, match=r"^The note is empty\. Type it, or leave it out\.$"):
        rep.note(" \n")


def test_the_longest_note_fits_and_one_letter_more_does_not() -> None:
    assert len(Rep(PLAIN).note("é" * 20_000).view.notes[0].text) == 20_000
    with pytest.raises(RunError, match=r"^The note has 20,001 characters; at most 20,000 can be kept"):
        Rep(PLAIN).note("é" * 20_001)


def test_the_moment_is_marked() -> None:
    rep = Rep(PLAIN).mark().mark("laughs")
    assert rep.view.marks == (TimedText(1.0, "", "a"), TimedText(2.0, "laughs", "a"))


def test_an_objection_is_opened_by_words_and_settled() -> None:
    rep = Rep(PLAIN).opened("objections/price", " pri ", at=4.0)
    assert rep.view.ask_settled == Opened("objections/price", 4.0, "pri")
    rep.settle("partly")
    assert rep.view.opened == (Opened("objections/price", 4.0, "pri", "partly"),)
    assert rep.view.ask_settled is None


def test_opened_again_before_it_was_settled_counts_once() -> None:
    rep = (
        Rep(PLAIN)
        .opened("objections/price", at=4.0)
        .opened("battlecards/acme")
        .opened("objections/price", "p")
    )
    assert [(seen.page, seen.seconds, seen.words) for seen in rep.view.opened] == [
        ("objections/price", 4.0, "p"),
        ("battlecards/acme", 5.0, ""),
    ]
    rep.opened("objections/price", "other words")
    assert rep.view.opened[0].words == "p"
    rep.settle("no", "objections/price").opened("objections/price", "again")
    assert [(seen.page, seen.words, seen.settled) for seen in rep.view.opened] == [
        ("objections/price", "p", "no"),
        ("battlecards/acme", "", None),
        ("objections/price", "again", None),
    ]


def test_settling_means_the_newest_that_is_open_or_the_newest_of_that_page() -> None:
    rep = Rep(PLAIN).opened("x").opened("y").settle("yes").settle("no")
    assert [seen.settled for seen in rep.view.opened] == ["no", "yes"]
    rep.settle("partly")
    assert [seen.settled for seen in rep.view.opened] == ["no", "partly"]
    rep.opened("x").settle("yes", "x")
    assert [seen.settled for seen in rep.view.opened] == ["no", "partly", "yes"]


def test_opened_and_settled_at_once() -> None:
    rep = Rep(PLAIN).opened("plays/plain#too-dear", "dear", "yes")
    assert rep.view.opened == (Opened("plays/plain#too-dear", 1.0, "dear", "yes"),)


def test_settling_says_why_not() -> None:
    rep = Rep(PLAIN)
    with pytest.raises(RunError, match=r"^No objection or battlecard was opened yet\.$"):
        rep.settle("yes")
    rep.opened("x")
    with pytest.raises(RunError, match=r"^“y” was not opened in this run\.$"):
        rep.settle("yes", "y")
    with pytest.raises(
        RunError, match=r"^“maybe” does not say whether it was settled\. Say yes, partly or no\.$"
    ):
        rep.settle("maybe")
    with pytest.raises(RunError, match=r"^The page that was opened is empty"):
        rep.opened(" ")


def test_what_was_searched_in_vain_is_a_gap() -> None:
    rep = Rep(PLAIN).gap("sap connector ", at=2.0)
    assert rep.view.gaps == (Gap("sap connector", 2.0),)
    with pytest.raises(RunError, match=r"^The search is empty"):
        rep.gap("")


def test_who_is_on_the_call() -> None:
    rep = Rep(PLAIN, contacts=["c1"]).people(["c1", "c2", " ", "c1"])
    assert rep.view.people == ("c1", "c2")
    assert rep.finish("advance").contacts == ("c1", "c2")


def test_merge_fields_of_the_run_and_its_answers() -> None:
    rep = Rep(fields={"account.name": "Acme", "contact.first_name": ""}).answer(FORECAST.id, "1")
    rep.answer(COST.id, "two weeks")
    assert rep.view.fields == {
        "account.name": "Acme",
        "answer.how-do-you-forecast-today": "Spreadsheets",
        "answer.what-does-a-wrong-forecast-cost-you": "two weeks",
    }
    rep.fill_in("contact.first_name", " Ada ").fill_in("account.name", "")
    assert rep.view.fields["contact.first_name"] == "Ada"
    assert "account.name" not in rep.view.fields
    with pytest.raises(RunError, match=r"^The field has 20,001 characters"):
        rep.fill_in("account.name", "x" * 20_001)


def test_the_newest_answer_fills_a_field_that_two_steps_ask_for() -> None:
    rep = Rep(page(step("a", question("a/x", "X?")), step("b", question("b/x", "X?"))))
    rep.answer("b/x", "second").answer("a/x", "first")
    assert rep.view.fields == {"answer.x": "first"}


def test_what_the_run_is_about_can_be_said_later() -> None:
    run = machine.about(
        Rep(PLAIN, account="old", currency="EUR").run,
        account="acme",
        opportunity="big",
        deal_stage="qualify",
        amount=0.0,
        channel="phone",
        direction="inbound",
        triggers=["new-cro"],
    )
    assert (run.account, run.opportunity, run.deal_stage, run.amount) == ("acme", "big", "qualify", 0.0)
    assert (run.currency, run.channel, run.direction, run.triggers) == (
        "EUR",
        "phone",
        "inbound",
        ("new-cro",),
    )
    assert machine.about(run) == run
    assert machine.about(run, account="").account == ""
