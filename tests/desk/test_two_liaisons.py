"""Two liaisons at one desk: both act at once, one of them leaves, and nothing falls between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest

from playbook.desk.actions import NotAllowedError, triage
from playbook.desk.fold import fold
from playbook.desk.lapsing import closings, unanswered
from playbook.desk.promise import parse_promise
from playbook.desk.staff import Suggested, acting_for, gone, is_away, stood_in_for, suggested
from playbook.plays.settings_model import Assign, Person
from playbook.records.model import Action
from tests.desk.field import DANA, LEE, SAM, Field, Somebody
from tests.desk.folded_desk import Queue

PROMISE = parse_promise("2 business days", "10 business days", "Mon-Fri 09:00-17:00")
DAY = date(2026, 11, 16)


@dataclass
class At:
    """Both liaisons read the same item and act on it before they hear of each other."""

    desk: Field

    def once(self, one: Action, other: Action, **facts: Any) -> None:
        self.desk.capture("a1", text="The list is old")
        self.desk.capture("b1", "ray")
        # Each writes twice, so that both journals have a clock of their own after the same news.
        self.desk.clock = 20
        first = self.desk.act("dana", one, "a1", "said by dana", **facts)
        later = self.desk.act("sam", other, "a1", "said by sam", apart=True, **facts)
        self.desk.records[-1] = type(later)(
            later.journal, later.seq, first.clock, later.at, later.kind, later.body
        )


@pytest.fixture
def at(desk: Field) -> At:
    return At(desk)


@pytest.mark.parametrize(
    ("one", "other", "state", "assignee"),
    [
        ("answer", "decline", "declined", ""),
        ("decline", "answer", "answered", ""),
        ("accept", "accept", "accepted", "dana"),
        ("accept", "answer", "answered", "dana"),
        ("answer", "accept", "accepted", "sam"),
        ("ask", "answer", "answered", ""),
        ("change", "decline", "declined", ""),
    ],
)
def test_of_two_at_once_the_later_stands_and_both_are_named(
    at: At, one: Action, other: Action, state: str, assignee: str
) -> None:
    at.once(one, other)
    item = at.desk.item("a1")
    assert (item.state, item.assignee) == (state, assignee)
    assert item.conflict == (
        f"Decided by people who may not have seen each other’s decision (dana: {one}); "
        f"sam’s {other} is the later one and stands."
    )
    assert [act.person for act in item.contested] == ["dana", "sam"]


@pytest.mark.parametrize("chosen", ["dana", "sam"])
def test_whichever_is_chosen_the_rep_hears_that_one_alone(at: At, chosen: str) -> None:
    at.once("answer", "decline")
    ref = next(act.ref for act in at.desk.item("a1").contested if act.person == chosen)
    at.desk.act("kim", "decide", "a1", "they have it right", to=ref)
    item = at.desk.item("a1")
    assert (item.answer, item.conflict, item.contested) == (f"said by {chosen}", "", ())
    assert item.decision is not None
    assert item.decision.text == "they have it right"


def test_a_conflict_that_was_decided_is_open_again_once_that_is_taken_back(at: At) -> None:
    at.once("answer", "decline")
    dana, _ = at.desk.item("a1").contested
    decided = at.desk.act("kim", "decide", "a1", "yes", to=dana.ref)
    at.desk.undo("kim", decided)
    item = at.desk.item("a1")
    assert (item.state, item.answer, item.decision) == ("declined", "said by sam", None)
    assert "sam’s decline" in item.conflict


def test_a_liaison_of_two_who_takes_their_own_back_ends_the_conflict(at: At) -> None:
    at.once("answer", "decline")
    at.desk.undo("sam", at.desk.records[-1])
    assert (at.desk.item("a1").answer, at.desk.item("a1").conflict) == ("said by dana", "")


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_both_devices_come_to_the_same_whoever_is_heard_first(at: At, order: tuple[int, ...]) -> None:
    at.once("answer", "decline")
    arrived = fold([at.desk.records[place] for place in order])
    assert arrived == at.desk.items
    assert list(arrived) == ["a1", "b1"]


def test_both_give_it_to_themselves_and_one_has_it(at: At) -> None:
    at.once("assign", "assign", to="sam")
    item = at.desk.item("a1")
    assert (item.assignee, item.state) == ("sam", "accepted")
    queue = Queue(at.desk.items, PROMISE, at.desk.now)
    assert [one.id for one in queue.rows("new")] == ["b1"]


def test_notes_of_both_are_kept_and_make_no_conflict(at: At) -> None:
    at.once("note", "note")
    item = at.desk.item("a1")
    assert ([act.text for act in item.thread], item.conflict) == (["said by dana", "said by sam"], "")


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_saying_which_stands_needs_a_reason(at: At, text: str) -> None:
    at.once("answer", "decline")
    item = at.desk.item("a1")
    with pytest.raises(NotAllowedError, match="Say why: both who decided read the reason"):
        triage(item, "decide", SAM, text=text, to=item.contested[0].ref)


@pytest.mark.parametrize("to", ["", "a1", "dana/x/team#99", "\x1b[2J"])
def test_only_one_of_the_two_can_be_said_to_stand(at: At, to: str) -> None:
    at.once("answer", "decline")
    with pytest.raises(NotAllowedError, match="Say which of the two decisions is to stand"):
        triage(at.desk.item("a1"), "decide", SAM, text="x", to=to)
    at.desk.act("kim", "decide", "a1", "x", to=to)
    assert at.desk.item("a1").conflict, "a record that names neither changes nothing"


# One of them leaves


def staffed(*ids: str) -> dict[str, Person]:
    return {id_: Person(id_, roles=("liaison",)) for id_ in ids}


def test_what_a_liaison_had_who_left_is_new_to_the_other(desk: Field) -> None:
    for id_ in ("a1", "a2", "a3", "a4"):
        desk.capture(id_)
    desk.act("dana", "accept", "a1")
    desk.act("sam", "accept", "a2")
    desk.act("dana", "answer", "a3", "yes")
    desk.act("dana", "ask", "a4", "which?")
    left = gone((item.assignee for item in desk.items.values()), staffed("sam"))
    assert left == {"dana"}
    queue = Queue(desk.items, PROMISE, desk.now, gone=left)
    assert [item.id for item in queue.rows("new")] == ["a1"]
    assert [item.id for item in queue.rows("waiting")] == ["a4"], "their question still stands"
    assert queue.numbers["answered"] == 1, "what they answered stays answered"


def test_once_it_is_assigned_anew_nobody_is_gone(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "accept", "a1")
    desk.act("sam", "assign", "a1", to="sam")
    assert gone((item.assignee for item in desk.items.values()), staffed("sam")) == frozenset()
    assert desk.item("a1").assignee == "sam"


def test_nobody_is_assigned_to_who_left(desk: Field) -> None:
    desk.capture("a1")
    with pytest.raises(NotAllowedError, match="There is nobody “dana” to assign it to"):
        triage(desk.item("a1"), "assign", SAM, to="dana", people=["sam"])
    assert triage(desk.item("a1"), "assign", SAM, to="sam", people=["sam"]).to == "sam"


def test_a_rule_that_names_who_left_gives_way_to_the_only_liaison(desk: Field) -> None:
    desk.capture("a1", kind="competitor")
    rules = [Assign("dana", {"kind": "competitor"})]
    found = suggested(desk.item("a1"), rules, staffed("sam"), DAY)
    assert found == Suggested("sam", "the only liaison")
    assert suggested(desk.item("a1"), rules, staffed("sam", "kim"), DAY) is None, (
        "two are left: a person says"
    )


@pytest.mark.parametrize("when", [{"play": ""}, {"step": "open"}, {"blob": "x"}, {"kind": "Competitor"}])
def test_a_rule_that_does_not_fit_names_nobody(desk: Field, when: dict[str, str]) -> None:
    desk.capture("a1", kind="competitor", play="plays/price", step="gone")
    assert suggested(desk.item("a1"), [Assign("dana", when)], staffed("dana", "sam"), DAY) is None


def test_who_left_takes_back_nothing_but_their_words_stand(desk: Field) -> None:
    desk.capture("a1")
    answer = desk.act("dana", "answer", "a1", "The new list")
    desk.undo("sam", answer)
    assert (desk.item("a1").answer, desk.item("a1").undoable("sam")) == ("The new list", "")
    desk.act("sam", "reopen", "a1")
    assert desk.item("a1").state == "accepted"


@pytest.mark.parametrize(
    ("away", "is_it"),
    [
        ((), False),
        (("2026-11-16",), True),
        (("2026-11-16/",), True),
        (("2026-11-15/2026-11-17",), True),
        (("2026-11-17/2026-11-15",), False),
        (("", "soon", "\x1b[2J"), False),
        (("2025-11-16", "2026-11-15", "2026-11-10/2026-11-16"), True),
    ],
)
def test_days_away_in_any_writing(away: tuple[str, ...], is_it: bool) -> None:
    assert is_away(Person("dana", away=away), DAY) is is_it


@pytest.mark.parametrize(
    ("deputies", "who"),
    [
        ({"dana": "dana"}, "dana"),
        ({"dana": "sam", "sam": "dana"}, "dana"),
        ({"dana": "sam", "sam": "kim", "kim": "sam"}, "dana"),
        ({"dana": "sam", "sam": ""}, "dana"),
        ({"dana": "nobody"}, "nobody"),
    ],
)
def test_deputies_in_a_ring_come_back_to_whom_they_stand_in_for(deputies: dict[str, str], who: str) -> None:
    people = {id_: Person(id_, deputy=other, away=("2026-11-16",)) for id_, other in deputies.items()}
    assert acting_for("dana", people, DAY) == who
    assert acting_for("dana", people, DAY + timedelta(days=1)) == "dana"


def test_a_long_row_of_deputies_ends_at_the_one_who_is_there() -> None:
    people = {
        f"p{number}": Person(f"p{number}", deputy=f"p{number + 1}", away=("2026-11-16",))
        for number in range(60)
    }
    people["p60"] = Person("p60")
    assert acting_for("p0", people, DAY) == "p60"
    assert len(stood_in_for("p60", people, DAY)) == 60
    assert stood_in_for("p59", people, DAY) == frozenset()


# Questions that nobody replies to


def test_a_question_of_a_liaison_who_left_is_closed_by_the_other(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "ask", "a1", "which?")
    desk.wait(days=10)
    ((item, body),) = closings(desk.items.values(), SAM, desk.now, "10 days")
    desk.write("sam", body)
    assert (item.id, desk.item("a1").state, desk.item("a1").conflict) == ("a1", "closed", "")


def test_a_reply_that_comes_at_the_same_time_as_the_closing_opens_it(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "ask", "a1", "which?")
    desk.wait(days=10)
    desk.act("sam", "close", "a1", "no reply")
    desk.act("lee", "reply", "a1", "the second")
    assert desk.item("a1").state == "accepted"
    assert unanswered(desk.items.values(), desk.now) == []


@pytest.mark.parametrize("asked_again", [False, True])
def test_asking_again_after_a_reply_counts_from_then(desk: Field, asked_again: bool) -> None:
    desk.capture("a1")
    desk.act("dana", "ask", "a1", "which?")
    desk.wait(days=9)
    desk.act("lee", "reply", "a1", "this")
    if asked_again:
        desk.act("sam", "ask", "a1", "and the other?")
    desk.wait(days=9)
    assert unanswered(desk.items.values(), desk.now) == []
    desk.wait(days=1)
    assert [item.id for item in unanswered(desk.items.values(), desk.now)] == ["a1"] * asked_again


def test_a_question_about_what_was_redacted_is_left_alone(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "ask", "a1", "which?")
    desk.redact("lee", "a1")
    desk.wait(days=30)
    assert closings(desk.items.values(), DANA, desk.now, "10 days") == []


@pytest.mark.parametrize("who", [LEE, Somebody("wren", "marketing", ("author",)), Somebody("x", "", ())])
def test_only_liaisons_close(desk: Field, who: Somebody) -> None:
    desk.capture("a1")
    desk.act("dana", "ask", "a1", "which?")
    desk.wait(days=30)
    assert closings(desk.items.values(), who, desk.now, "10 days") == []
