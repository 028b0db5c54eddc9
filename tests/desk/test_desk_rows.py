"""The keys that other programs rely on."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from playbook.desk.promise import parse_promise
from playbook.desk.rows import details, row
from tests.desk.field import Field

PROMISE = parse_promise("2 business days", "10 business days", "Mon-Fri 09:00-17:00")
KEYS = (
    "id kind text severity play step quote blob rep account at state assignee route labels votes accounts "
    "amount age_seconds due overdue merged_into answer commit"
)


def test_a_row_has_exactly_the_keys_of_the_listing_in_their_order(desk: Field) -> None:
    desk.capture("a1")
    assert " ".join(row(desk.item("a1"), PROMISE, desk.now)) == KEYS


def test_what_a_row_says(desk: Field) -> None:
    desk.capture(
        "a1",
        text="t",
        severity=1,
        play="p",
        step="s",
        quote="q",
        blob="b",
        account="acme",
        amount=2.5,
        currency="EUR",
    )
    desk.vote("ray", "a1", "beta")
    desk.act("dana", "assign", "a1", to="sam")
    desk.act("dana", "route", "a1", to="price")
    desk.act("dana", "label", "a1", labels=("q4",))
    desk.wait(hours=30)
    assert row(desk.item("a1"), PROMISE, desk.now) == {
        "id": "a1", "kind": "wrong", "text": "t", "severity": 1, "play": "p", "step": "s", "quote": "q",
        "blob": "b", "rep": "lee", "account": "acme", "at": "2026-11-16T09:00:00.000Z", "state": "accepted",
        "assignee": "sam", "route": "price", "labels": ["q4"], "votes": 1, "accounts": 2,
        "amount": {"EUR": 2.5}, "age_seconds": 108_000.0, "due": "2026-11-27T17:00:00.000Z", "overdue": False,
        "merged_into": "", "answer": "", "commit": "",
    }  # fmt: skip


def test_overdue_and_nothing_due(desk: Field) -> None:
    desk.capture("a1")
    late = row(desk.item("a1"), PROMISE, datetime(2026, 12, 1, tzinfo=UTC))
    assert (late["due"], late["overdue"]) == ("2026-11-17T17:00:00.000Z", True)
    desk.act("dana", "answer", "a1", "yes", commit="c1")
    told = row(desk.item("a1"), PROMISE, datetime(2026, 12, 1, tzinfo=UTC))
    assert (told["due"], told["overdue"], told["answer"], told["commit"]) == (None, False, "yes", "c1")


def test_an_item_of_the_future_has_no_age(desk: Field) -> None:
    desk.capture("a1")
    assert row(desk.item("a1"), PROMISE, datetime(2026, 1, 1, tzinfo=UTC))["age_seconds"] == 0.0


def test_details_are_the_row_the_people_and_the_thread_and_are_json(desk: Field) -> None:
    desk.capture(
        "a1", opportunity="o1", deal_stage="qualify", tried="t", line=7, commit="c0", run="r1", account="acme"
    )
    desk.capture("a2", "ray", account="beta")
    desk.act("dana", "merge", "a2", to="a1")
    asked = desk.act("dana", "ask", "a1", "which?", role="liaison", side="marketing")
    undo = desk.undo("dana", asked)
    found = json.loads(json.dumps(details(desk.item("a1"), PROMISE, desk.now)))
    assert " ".join(found).startswith(KEYS)
    assert (found["run"], found["opportunity"], found["deal_stage"]) == ("r1", "o1", "qualify")
    assert (found["tried"], found["line"], found["revision"]) == ("t", 7, "c0")
    assert (found["people"], found["account_ids"], found["merged"]) == (
        ["lee", "ray"],
        ["acme", "beta"],
        ["a2"],
    )
    assert (found["conflict"], found["liaison_only"], found["redacted"]) == ("", False, False)
    assert found["thread"][0] == {
        "ref": asked.ref, "at": "2026-11-16T09:00:00.000Z", "person": "dana", "role": "liaison",
        "side": "marketing", "action": "ask", "text": "which?", "to": "", "labels": [], "commit": "",
        "state": "new", "applied": True, "undone": True, "undoes": "", "unseen": [],
    }  # fmt: skip
    assert (found["thread"][1]["ref"], found["thread"][1]["undoes"]) == (undo.ref, asked.ref)
