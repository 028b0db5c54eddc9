"""A finished run in words."""

from __future__ import annotations

import re

import pytest

from playbook.plays.fields import label
from playbook.records.model import Run
from playbook.runs.recap import MAIL, Mail, crm_summary, customer_mail, mail_blanks
from tests.runs.driver import COST, FIRST_CALL, FORECAST, PLAIN, Rep, page, question, step

FIELDS = {"account.name": "Acme GmbH", "contact.first_name": "Ada", "rep.name": "Lee Park", "c1": "Ada Byron"}


@pytest.fixture
def run() -> Run:
    rep = Rep(channel="phone", contacts=["c1", "c2"]).connect("connected").next_step()
    rep.answer(FORECAST.id, "1").answer(COST.id, "two weeks").note("in a hurry").note("likes us")
    rep.skip("customer led")
    return rep.finish(
        "not-now",
        at=400.0,
        result_until="2027-01-15",
        commitment="promised",
        commitment_by="2026-12-01",
        exit_proof="It costs us two weeks.",
        next="Send the study",
        next_date="2026-11-28",
    )


def test_the_summary_for_the_crm(run: Run) -> None:
    assert crm_summary(run, FIRST_CALL, FIELDS) == (
        "First discovery call · 2026-11-21 · 7 min · phone\n"
        "Account: Acme GmbH\n"
        "On the call: Ada Byron, c2\n"
        "Result: not now until 2027-01-15\n"
        "Commitment: promised by 2026-12-01 (Introduces the person who owns the budget)\n"
        "In their words: It costs us two weeks.\n"
        "Next: Send the study, 2026-11-28\n"
        "- How do you forecast today? Spreadsheets\n"
        "- What does a wrong forecast cost you? two weeks\n"
        "- in a hurry\n"
        "- likes us\n"
        "Skipped: Find the cost (customer led)\n"
    )


def test_without_the_page_ids_stand_for_texts(run: Run) -> None:
    text = crm_summary(run)
    assert "Commitment: promised by 2026-12-01\n" in text
    assert "- find-the-cost/how-do-you-forecast-today: spreadsheets\n" in text
    assert "Skipped: find-the-cost (customer led)\n" in text
    assert "Account" not in text


def test_several_answers_stand_beside_each_other() -> None:
    many = question("a/q", "Which?", ("x", "X", ""), ("y", "Y", ""), choose="many")
    play = page(step("a", many))
    run = Rep(play).answer("a/q", ["y", "x"]).finish("advance")
    assert "\n- Which? X, Y\n" in crm_summary(run, play)


def test_lines_that_would_say_nothing_are_left_out() -> None:
    assert crm_summary(Rep(PLAIN).connect("no-answer").finish(), PLAIN) == (
        "Plain · 2026-11-21 · 1 min\nReached: no answer\n"
    )
    left = Rep(PLAIN).next_step().next_step().go_to("e").finish("closed", next="Order")
    assert crm_summary(left) == "Plain · 2026-11-21 · 1 min\nResult: closed\nNext: Order\nSkipped: c, d, e\n"


@pytest.mark.parametrize("begun", ["answered", "ticked", ""])
def test_a_step_the_call_ended_in_was_not_skipped_if_something_in_it_was_done(begun: str) -> None:
    rep = Rep().connect("connected")
    if begun == "answered":
        rep.next_step().answer(FORECAST.id, "1")
    elif begun:
        rep.tick("", "ask-who-else")
    ended = rep.finish("declined")
    named = "" if begun else "Open (ended here)\n"
    assert crm_summary(ended, FIRST_CALL, template="Not talked about: {{run.skipped}}") == (
        f"Not talked about: {named}" if named else "\n"
    )


def test_the_mail_to_the_customer(run: Run) -> None:
    assert customer_mail(run, FIRST_CALL, FIELDS) == Mail(
        "First discovery call, 2026-11-21",
        "Hi Ada,\n\n"
        "thank you for your time. This is what I took away:\n\n"
        "- How do you forecast today? Spreadsheets\n"
        "- What does a wrong forecast cost you? two weeks\n\n"
        "You said you would: Introduces the person who owns the budget. (by 2026-12-01)\n"
        "Next: Send the study, 2026-11-28\n\n"
        "Did I get anything wrong? Just reply.\n\n"
        "Lee Park\n",
    )


def test_what_is_not_known_is_a_blank_to_fill_in_the_mail() -> None:
    mail = customer_mail(Rep(PLAIN).finish("advance"))
    assert mail.body == (
        f"Hi [{label('contact.first_name')}],\n\n"
        "thank you for your time. This is what I took away:\n\n"
        "[what they told you]\n\n\n"
        "Did I get anything wrong? Just reply.\n\n"
        f"[{label('rep.name')}]\n"
    )


def test_the_blanks_of_a_mail_are_named_once_each_in_their_order(run: Run) -> None:
    plain = Rep(PLAIN).finish("advance")
    assert mail_blanks(plain) == (
        f"[{label('contact.first_name')}]", "[what they told you]", f"[{label('rep.name')}]"
    )  # fmt: skip
    assert mail_blanks(run, FIRST_CALL, FIELDS) == ()
    twice = "Hi {{contact.first_name}} {{contact.first_name}}\nNext: {{run.next}}\n{{rep.email}}\n"
    assert mail_blanks(plain, template=twice) == (
        f"[{label('contact.first_name')}]", f"[{label('rep.email')}]"
    )  # fmt: skip


def test_every_blank_that_is_named_stands_in_the_mail() -> None:
    run = Rep(PLAIN).finish("advance")
    for template in (MAIL, "{{run.notes}}\n{{account.name}}, {{run.next}}\n", "Bye {{run.next}}\n"):
        body = customer_mail(run, template=template).body
        assert set(mail_blanks(run, template=template)) == set(re.findall(r"\[.*?\]", body))


def test_a_mail_never_holds_what_is_ours(run: Run) -> None:
    template = (
        "Subject: x\n\n{{run.notes}}\nWe {{run.notes}}, {{run.skipped}}, {{run.result}}{{run.reached}}\nBye"
    )
    assert customer_mail(run, FIRST_CALL, FIELDS, template).body == "[your notes]\nBye\n"


@pytest.mark.parametrize(
    ("commitment", "crm", "mail"),
    [
        ("done", "done (Introduces the person who owns the budget)", "Introduces the person who owns the budget."),
        ("refused", "refused (Introduces the person who owns the budget)", ""),
        ("not-asked", "not asked (Introduces the person who owns the budget)", ""),
    ],
)  # fmt: skip
def test_what_became_of_the_commitment(commitment: str, crm: str, mail: str) -> None:
    run = Rep().finish("advance", commitment=commitment)
    assert f"\nCommitment: {crm}\n" in crm_summary(run, FIRST_CALL)
    body = customer_mail(run, FIRST_CALL, FIELDS).body
    assert ("You said you would" in body) is bool(mail)
    if mail:
        assert f"You said you would: {mail}\n" in body


def test_a_promise_without_the_page_says_by_when() -> None:
    run = Rep().finish("advance", commitment="promised", commitment_by="2026-12-01")
    assert "You said you would: by 2026-12-01\n" in customer_mail(run).body


def test_a_template_of_ones_own() -> None:
    run = Rep().finish("advance", next_date="2026-12-01", next="Call")
    template = (
        "{{ play.title }}/{{play.value}}/{{run.next}}, {{run.next_date}}\n{{nothing}}\nplain\n{{run.notes}}"
    )
    assert crm_summary(run, FIRST_CALL, {}, template) == (
        "First discovery call/Leaves with a costed picture./Call, 2026-12-01\nplain\n"
    )
    assert customer_mail(run, FIRST_CALL, {}, "Hello\nthere") == Mail("", "Hello\nthere\n")
    assert MAIL.startswith("Subject: ")


def test_what_was_said_is_data_and_not_a_template() -> None:
    rep = Rep().note("{{rep.name}} \x1b[31m").answer(COST.id, "{{contact.first_name}}\n\x07")
    text = crm_summary(rep.finish("advance"), FIRST_CALL, FIELDS)
    assert "- {{rep.name}} ␛[31m\n" in text
    assert "? {{contact.first_name}}\n" in text
    assert "\x1b" not in text
