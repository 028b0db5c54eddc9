"""Votes twice and taken back, undos of undos, and the figures that come of it."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from playbook.desk.answers import seen_marks, told_to, unseen
from playbook.desk.counted import counted
from playbook.desk.figures import figures
from playbook.desk.fold import fold
from playbook.desk.promise import parse_promise
from playbook.desk.undo import last_act, undo
from playbook.records.model import Action, Record, Seen
from tests.desk.field import DANA, SAM, Field

PROMISE = parse_promise("2 business days", "10 business days", "Mon-Fri 09:00-17:00")

# Me too


@pytest.mark.parametrize("times", [1, 2, 7])
def test_a_vote_said_again_is_one_vote(desk: Field, times: int) -> None:
    desk.capture("a1", account="acme")
    for _ in range(times):
        desk.vote("ray", "a1", "beta", amount=3.0, currency="EUR")
    item = desk.item("a1")
    assert (item.votes, item.accounts, item.amount) == (1, ("acme", "beta"), {"EUR": 3.0})


@pytest.mark.parametrize(
    ("taken_back", "people", "accounts"),
    [
        (["beta"], ("lee", "ray"), ("acme", "core")),
        (["beta", "core"], ("lee",), ("acme",)),
        ([""], ("lee",), ("acme",)),
        (["other"], ("lee", "ray"), ("acme", "beta", "core")),
        (["BETA"], ("lee", "ray"), ("acme", "beta", "core")),
        (["acme"], ("lee", "ray"), ("acme", "beta", "core")),
        (["beta", "beta"], ("lee", "ray"), ("acme", "core")),
    ],
)
def test_taking_votes_back(
    desk: Field, taken_back: list[str], people: tuple[str, ...], accounts: tuple[str, ...]
) -> None:
    desk.capture("a1", account="acme")
    desk.vote("ray", "a1", "beta")
    desk.vote("ray", "a1", "core")
    for account in taken_back:
        desk.vote("ray", "a1", account, withdrawn=True)
    assert (desk.item("a1").people, desk.item("a1").accounts) == (people, accounts)


def test_a_vote_taken_back_and_said_again_stands(desk: Field) -> None:
    desk.capture("a1")
    for withdrawn in (False, True, False, True, False):
        desk.vote("ray", "a1", "beta", withdrawn=withdrawn)
    assert (desk.item("a1").people, desk.item("a1").accounts) == (("lee", "ray"), ("beta",))


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_votes_that_arrive_in_any_order_come_to_the_same(desk: Field, order: tuple[int, ...]) -> None:
    desk.capture("a1")
    desk.vote("ray", "a1", "beta", amount=1.0, currency="EUR")
    desk.vote("ray", "a1", "beta", withdrawn=True)
    desk.vote("ray", "a1", "beta", amount=9.0, currency="USD")
    assert fold(desk.records[place] for place in order)["a1"].amount == {"USD": 9.0}


def test_nobody_takes_back_the_vote_of_another_or_the_authors_own_word(desk: Field) -> None:
    desk.capture("a1", account="acme")
    desk.vote("ray", "a1", "beta")
    desk.vote("mia", "a1", "beta", withdrawn=True)
    desk.vote("lee", "a1", "acme", withdrawn=True)
    assert (desk.item("a1").people, desk.item("a1").accounts) == (("lee", "ray"), ("acme", "beta"))


def test_a_vote_on_what_was_merged_counts_where_it_went_until_it_is_split(desk: Field) -> None:
    desk.capture("a1")
    desk.capture("b1", "ray")
    desk.act("dana", "merge", "b1", to="a1")
    desk.vote("mia", "b1", "core")
    assert desk.item("a1").people == ("lee", "ray", "mia")
    desk.vote("mia", "b1", withdrawn=True)
    assert desk.item("a1").people == ("lee", "ray")
    desk.vote("mia", "b1")
    desk.act("dana", "split", "b1")
    assert (desk.item("a1").people, desk.item("b1").people) == (("lee",), ("ray", "mia"))


def test_who_took_their_vote_back_is_not_told(desk: Field) -> None:
    desk.capture("a1")
    desk.vote("ray", "a1")
    desk.act("dana", "answer", "a1", "yes")
    assert len(told_to(desk.items, {"ray"})) == 1
    desk.vote("ray", "a1", withdrawn=True)
    assert told_to(desk.items, {"ray"}) == []
    assert len(told_to(desk.items, {"lee"})) == 1


def test_votes_on_what_was_redacted_stay_without_its_words(desk: Field) -> None:
    desk.capture("a1", text="secret", account="acme")
    desk.vote("ray", "a1", "beta")
    desk.redact("lee", "a1")
    item = desk.item("a1")
    assert (item.text, item.accounts, item.is_open) == ("", ("beta",), False)


# Undo


@pytest.mark.parametrize("depth", [0, 1, 2, 3, 10, 51])
def test_an_undo_of_an_undo_goes_back_and_forth(desk: Field, depth: int) -> None:
    desk.capture("a1")
    last = desk.act("dana", "answer", "a1", "yes")
    for _ in range(depth):
        last = desk.undo("dana", last)
    item = desk.item("a1")
    assert (item.state, item.answer) == (("new", "") if depth % 2 else ("answered", "yes"))
    assert len(item.thread) == depth + 1, "all of it stays in the thread"


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_an_undo_that_arrives_before_what_it_undoes(desk: Field, order: tuple[int, ...]) -> None:
    desk.capture("a1")
    answer = desk.act("dana", "answer", "a1", "yes")
    first = desk.undo("dana", answer)
    desk.undo("dana", first)
    item = fold(desk.records[place] for place in order)["a1"]
    assert (item.state, [act.undone for act in item.thread]) == ("answered", [False, True, False])


@pytest.mark.parametrize(
    "undoes", ["", "#", "dana", "dana/danaxxxxxxxxxxxx/team#99", "\x1b[2J", "x" * 10_000]
)
def test_an_undo_of_nothing_does_nothing(desk: Field, undoes: str) -> None:
    desk.capture("a1")
    desk.act("dana", "accept", "a1")
    desk.act("dana", "undo", "a1", undoes=undoes)
    assert desk.item("a1").state == "accepted"


def test_an_undo_of_itself_does_nothing(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "accept", "a1")
    desk.act("dana", "undo", "a1", undoes="dana/danaxxxxxxxxxxxx/team#2")
    assert desk.records[-1].ref == "dana/danaxxxxxxxxxxxx/team#2"
    assert [act.undone for act in desk.item("a1").thread] == [False, False]


def test_the_other_liaison_cannot_undo_an_undo(desk: Field) -> None:
    desk.capture("a1")
    taken_back = desk.undo("dana", desk.act("dana", "answer", "a1", "yes"))
    desk.undo("sam", taken_back)
    assert desk.item("a1").state == "new"


@pytest.mark.parametrize(
    ("action", "facts"),
    [
        ("accept", {}),
        ("assign", {"to": "sam"}),
        ("route", {"to": "legal"}),
        ("merge", {"to": "b1"}),
        ("ask", {"text": "which?"}),
        ("change", {"commit": "one"}),
        ("publish", {"commit": "one"}),
        ("label", {"labels": ("q4",)}),
        ("decline", {"text": "no"}),
    ],
)
def test_every_action_taken_back_leaves_the_item_as_it_was(
    desk: Field, action: Action, facts: dict[str, Any]
) -> None:
    desk.capture("a1")
    desk.capture("b1", "ray")

    def facts_of(id_: str) -> tuple[object, ...]:
        item = desk.item(id_)
        return (
            item.state, item.assignee, item.route, item.labels, item.merged_into, item.merged,
            item.people, item.answer, item.commit, item.conflict,
        )  # fmt: skip

    before = (facts_of("a1"), facts_of("b1"))
    done = desk.act("dana", action, "a1", **facts)
    with_it = (facts_of("a1"), facts_of("b1"))
    assert with_it != before
    back = desk.undo("dana", done)
    assert (facts_of("a1"), facts_of("b1")) == before
    desk.undo("dana", back)
    assert (facts_of("a1"), facts_of("b1")) == with_it


def test_what_is_undone_step_by_step_ends_with_nothing_left(desk: Field) -> None:
    desk.capture("a1")
    for action in ("accept", "ask", "decline"):
        desk.act("dana", action, "a1", action)
    found = []
    while last := last_act(desk.items, "dana"):
        found.append(last.action)
        for body in undo(last, DANA):
            desk.write("dana", body)
    assert found == ["decline", "ask", "accept"]
    assert (desk.item("a1").state, last_act(desk.items, "sam")) == ("new", None)


def test_what_was_done_together_is_taken_back_together_whatever_it_was(desk: Field) -> None:
    records: list[Record] = []
    for id_ in ("a1", "a2", "a3"):
        desk.capture(id_)
        records.append(desk.act("dana", "accept", id_))
    apart = last_act(desk.items, "dana")
    assert apart is not None
    assert apart.feedback == ["a3"]
    together = last_act(desk.items, "dana", [[record.ref for record in records[1:]]])
    assert together is not None
    assert together.feedback == ["a3", "a2"], "the newest first"
    strangers = last_act(desk.items, "dana", [["sam/x/team#1"], []])
    assert strangers == apart


# What comes of it


@pytest.mark.parametrize(("times", "outcome"), [(1, {}), (2, {"answered": 1})])
def test_an_answer_counts_only_while_it_stands(desk: Field, times: int, outcome: dict[str, int]) -> None:
    desk.capture("a1")
    desk.wait(hours=2)
    last = desk.act("dana", "answer", "a1", "yes")
    for _ in range(times):
        last = desk.undo("dana", last)
    found = figures(counted(desk.items.values(), PROMISE), PROMISE, desk.now)
    assert (found.outcomes, found.first_answer.n, found.open) == (outcome, len(outcome), 1 - len(outcome))


@pytest.mark.parametrize("number", [1, 2, 9, 10, 11])
def test_the_slowest_tenth_is_left_out_of_what_nine_in_ten_waited(desk: Field, number: int) -> None:
    for place in range(number):
        desk.capture(f"f{place:02}")
    for place in range(number):
        desk.act("dana", "answer", f"f{place:02}", str(place))
    desk.records = [
        Record(one.journal, one.seq, one.clock, f"2026-11-16T09:{one.seq:02}:00.000Z", one.kind, one.body)
        if one.kind == "triage"
        else one
        for one in desk.records
    ]
    times = figures(counted(desk.items.values(), PROMISE), PROMISE, desk.now).first_answer
    assert times.n == times.kept == number
    assert times.p90 == round({1: 1, 2: 2, 9: 9, 10: 9, 11: 10}[number] / 60, 2)


def test_times_that_cannot_be_read_stop_no_figures(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "answer", "a1", "yes")
    desk.records = [
        Record(one.journal, one.seq, one.clock, bad, one.kind, one.body)
        for one, bad in zip(desk.records, ("\x1b[2J", ""), strict=True)
    ]
    found = figures(counted(desk.items.values(), PROMISE), PROMISE, desk.now)
    assert (found.received, found.first_answer.median, found.resolution.n) == (1, 0.0, 1)


def test_a_question_asked_twice_before_the_reply_is_two_questions(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "ask", "a1", "which?")
    desk.act("sam", "ask", "a1", "and when?")
    desk.wait(hours=1)
    desk.act("lee", "reply", "a1", "the new one")
    found = figures(counted(desk.items.values(), PROMISE), PROMISE, desk.now)
    assert (found.questions, found.replies.n, found.replies.median) == (2, 1, 1.0)


@pytest.mark.parametrize(("marks", "new"), [([], 1), ([False], 0), ([False, True], 1), ([True, False], 0)])
def test_an_answer_is_news_until_it_is_marked_and_again_once_that_is_taken_back(
    desk: Field, marks: list[bool], new: int
) -> None:
    desk.capture("a1")
    desk.act("dana", "answer", "a1", "yes")
    (told,) = told_to(desk.items, {"lee"})
    for withdrawn in marks:
        desk.write("lee", Seen(what=told.mark, withdrawn=withdrawn))
    seen = seen_marks(reversed(desk.records), {"lee"})
    assert len(unseen(told_to(desk.items, {"lee"}, seen))) == new


def test_an_answer_given_anew_after_an_undo_is_news_once_more(desk: Field) -> None:
    desk.capture("a1")
    answer = desk.act("dana", "answer", "a1", "yes")
    (told,) = told_to(desk.items, {"lee"})
    desk.undo("dana", answer)
    assert told_to(desk.items, {"lee"}, [told.mark]) == []
    desk.act("sam", "answer", "a1", "no")
    (again,) = told_to(desk.items, {"lee"}, [told.mark])
    assert (again.text, again.by, again.seen) == ("no", SAM.id, False)
