"""Triage that comes before its feedback, and items whose play, step or commit is gone."""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

import pytest

from playbook.desk.answers import heard_in, told_to
from playbook.desk.counted import counted
from playbook.desk.figures import figures
from playbook.desk.filters import Known, parse_filter
from playbook.desk.fold import Folding, fold
from playbook.desk.promise import parse_promise
from playbook.desk.routing import is_out, reply_of_route, routed_at
from playbook.desk.rows import details, row
from playbook.records.model import Action
from tests.desk.field import Field
from tests.desk.folded_desk import Queue

PROMISE = parse_promise("2 business days", "10 business days", "Mon-Fri 09:00-17:00")


@pytest.mark.parametrize(
    ("action", "facts"),
    [
        ("accept", {}),
        ("assign", {"to": "sam"}),
        ("answer", {"commit": "c0ffee"}),
        ("decline", {}),
        ("merge", {"to": "b1"}),
        ("undo", {"undoes": "dana/x/team#1"}),
        ("withdraw", {}),
        ("label", {"labels": ("q4",)}),
    ],
)
def test_of_what_has_not_arrived_nothing_is_shown(desk: Field, action: Action, facts: dict[str, Any]) -> None:
    desk.act("dana", action, "a1", **facts)
    desk.vote("ray", "a1", "acme")
    assert desk.items == {}
    queue = Queue(desk.items, PROMISE, desk.now)
    assert (queue.open, sum(queue.numbers.values())) == ([], 0)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_once_it_arrives_all_that_was_said_of_it_counts(desk: Field, order: tuple[int, ...]) -> None:
    desk.capture("a1", text="The list is old")
    desk.act("dana", "accept", "a1")
    desk.vote("ray", "a1", "acme")
    desk.act("dana", "answer", "a1", "It is new now")
    folding = Folding()
    for place in order:
        folding.add([desk.records[place]])
    item = folding.items["a1"]
    assert (item.state, item.assignee, item.answer) == ("answered", "dana", "It is new now")
    assert (item.people, [act.action for act in item.thread]) == (("lee", "ray"), ["accept", "answer"])


def test_a_feedback_that_comes_late_says_that_it_changed(desk: Field) -> None:
    capture = desk.capture("a1")
    accept = desk.act("dana", "accept", "a1")
    folding = Folding()
    assert folding.add([accept]) == {"a1"}
    assert folding.add([capture]) == {"a1"}
    assert folding.add([capture, accept]) == set(), "nothing new"


def test_a_redaction_that_comes_first_hides_it_from_the_beginning(desk: Field) -> None:
    capture = desk.capture("a1", text="secret", account="acme", amount=5.0, currency="EUR")
    redact = desk.redact("lee", "a1")
    item = fold([redact, capture])["a1"]
    assert (item.redacted, item.text, item.accounts, item.amount) == (True, "", (), {})
    assert "secret" not in json.dumps(details(item, PROMISE, desk.now))


def test_somebody_elses_redaction_that_comes_first_hides_nothing(desk: Field) -> None:
    capture = desk.capture("a1", text="open")
    redact = desk.redact("ray", "a1")
    assert fold([redact, capture])["a1"].text == "open"


def test_an_action_with_a_smaller_clock_than_its_feedback_still_counts(desk: Field) -> None:
    desk.clock = 50
    desk.capture("a1")
    desk.act("dana", "accept", "a1", apart=True)
    assert desk.records[1].clock < desk.records[0].clock
    assert desk.item("a1").state == "accepted"


def test_a_merge_into_what_never_comes_keeps_its_people(desk: Field) -> None:
    desk.capture("a1", text="The list")
    desk.vote("ray", "a1")
    desk.act("dana", "merge", "a1", to="zz")
    item = desk.item("a1")
    assert (item.state, item.merged_into, item.people, item.answer) == ("merged", "zz", ("lee", "ray"), "")
    assert told_to(desk.items, {"lee"}) == []
    desk.act("dana", "split", "a1")
    assert desk.item("a1").state == "accepted"


def test_an_answer_to_what_has_not_come_reaches_what_was_merged_into_it(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "merge", "a1", to="zz")
    desk.act("dana", "answer", "zz", "The new list")
    assert (desk.item("a1").state, desk.item("a1").answer) == ("merged", "The new list")


# Gone


@pytest.fixture
def lost(desk: Field) -> Field:
    """An item about a page, a step and a revision that are no longer there."""
    desk.capture(
        "a1", text="Old words", play="plays/gone", step="no-such", quote="Was here", blob="0" * 40,
        commit="dead", run="r-gone", line=9_999,
    )  # fmt: skip
    return desk


def test_an_item_whose_page_is_gone_is_listed_with_what_it_said(lost: Field) -> None:
    found = row(lost.item("a1"), PROMISE, lost.now)
    assert (found["play"], found["step"], found["quote"]) == ("plays/gone", "no-such", "Was here")
    shown = details(lost.item("a1"), PROMISE, lost.now)
    assert (shown["line"], shown["revision"], shown["run"]) == (9_999, "dead", "r-gone")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("play:gone", 1),
        ("play:plays/gone", 1),
        ("play:one", 0),
        ("play:", 0),
        ("step:no-such", 1),
        ("-step:no-such", 0),
        ("stage:commit", 0),
        ("-stage:commit", 1),
        ("segment:smb", 0),
        ("account:", 1),
    ],
)
def test_a_page_that_is_gone_can_be_filtered_by_its_id(lost: Field, words: str, number: int) -> None:
    queue = Queue(lost.items, PROMISE, lost.now, Known())
    assert len(queue.found(parse_filter(words))) == number


def test_an_answer_to_a_page_that_is_gone_is_still_told(lost: Field) -> None:
    lost.act("dana", "answer", "a1", "It moved", commit="f" * 40)
    (told,) = told_to(lost.items, {"lee"})
    assert (told.play, told.step, told.commit) == ("plays/gone", "no-such", "f" * 40)
    assert heard_in(lost.items, "plays/other") == []
    (moved,) = heard_in(lost.items, "plays/other", "new", moved={"no-such": "new"}, moved_from=["plays/gone"])
    assert (moved.step, moved.answer) == ("new", "It moved")


@pytest.mark.parametrize("commit", ["", "nothing", "0" * 40, "\x1b[2J", "--help"])
def test_a_commit_that_is_not_there_is_data(lost: Field, commit: str) -> None:
    lost.act("wren", "publish", "a1", commit=commit)
    item = lost.item("a1")
    assert (item.state, item.commit) == ("published", commit)
    assert figures(counted(lost.items.values(), PROMISE), PROMISE, lost.now).changed == int(bool(commit))


def test_undoing_the_publish_takes_the_commit_back(lost: Field) -> None:
    lost.act("wren", "change", "a1", commit="one")
    published = lost.act("wren", "publish", "a1", commit="two")
    lost.undo("wren", published)
    assert (lost.item("a1").state, lost.item("a1").commit) == ("ready", "one")


@pytest.mark.parametrize(
    ("route", "out"), [("legal", True), ("product", True), ("content", False), ("moon", False), ("", False)]
)
def test_only_a_department_that_there_is_keeps_an_item_out(lost: Field, route: str, out: bool) -> None:
    lost.act("dana", "route", "a1", to=route)
    item = lost.item("a1")
    assert (is_out(item), bool(routed_at(item))) == (out, bool(route))


@pytest.mark.parametrize("back", ["", "price", "LEGAL"])
def test_a_note_of_another_department_is_no_reply(lost: Field, back: str) -> None:
    lost.act("dana", "note", "a1", "too early", to="legal")
    lost.act("dana", "route", "a1", to="legal")
    lost.act("dana", "note", "a1", "x", to=back)
    assert reply_of_route(lost.item("a1")) is None
    lost.act("dana", "note", "a1", "fine", to="legal")
    reply = reply_of_route(lost.item("a1"))
    assert reply is not None
    assert reply.text == "fine"


def test_an_undone_route_leaves_nothing_out(lost: Field) -> None:
    lost.undo("dana", lost.act("dana", "route", "a1", to="legal"))
    assert (routed_at(lost.item("a1")), is_out(lost.item("a1")), lost.item("a1").state) == ("", False, "new")
