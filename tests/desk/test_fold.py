"""Records in, items out: one story at a time."""

from __future__ import annotations

import pytest

from playbook.desk.fold import Folding, fold
from playbook.desk.model import Item
from playbook.records.model import Record, Redact, Seen, Triage
from tests.desk.field import Field


def test_a_capture_is_a_new_item_with_everything_that_was_said(desk: Field) -> None:
    desk.capture(
        "a1",
        kind="hard-to-say",
        text="nobody says that",
        severity=3,
        play="plays/discover/first-call",
        step="open",
        quote="a third",
        blob="b10b",
        run="r1",
        account="acme",
        amount=48_000.0,
        currency="EUR",
    )
    item = desk.item("a1")
    assert item.state == "new"
    assert (item.id, item.kind, item.text, item.severity) == ("a1", "hard-to-say", "nobody says that", 3)
    assert (item.play, item.step, item.quote) == ("plays/discover/first-call", "open", "a third")
    assert (item.blob, item.run, item.account) == ("b10b", "r1", "acme")
    assert (item.rep, item.at) == ("lee", "2026-11-16T09:00:00.000Z")
    assert item.people == ("lee",)
    assert (item.votes, item.accounts, item.amount) == (0, ("acme",), {"EUR": 48_000.0})
    assert (item.assignee, item.route, item.labels, item.merged_into) == ("", "", (), "")
    assert (item.answer, item.answer_ref, item.commit, item.thread, item.conflict) == ("", "", "", (), "")
    assert not item.liaison_only
    assert not item.redacted
    assert item.is_open
    assert item.ref == "lee/leexxxxxxxxxxxxx/team#1"


def test_items_stand_in_the_order_of_capture(desk: Field) -> None:
    for id_ in ("zz", "aa", "mm"):
        desk.capture(id_)
    assert list(fold(reversed(desk.records))) == ["zz", "aa", "mm"]


def test_accepting_makes_it_mine_unless_it_is_somebodys(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "accept", "a1")
    assert (desk.item("a1").state, desk.item("a1").assignee) == ("accepted", "dana")
    desk.capture("a2")
    desk.act("dana", "assign", "a2", to="sam")
    desk.act("dana", "accept", "a2")
    assert (desk.item("a2").state, desk.item("a2").assignee) == ("accepted", "sam")


def test_assigning_and_routing_accept_and_set_a_field(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "assign", "a1", to="sam")
    desk.capture("a2")
    desk.act("dana", "route", "a2", to="price")
    assert (desk.item("a1").state, desk.item("a1").assignee, desk.item("a1").route) == ("accepted", "sam", "")
    assert (desk.item("a2").state, desk.item("a2").assignee, desk.item("a2").route) == (
        "accepted",
        "",
        "price",
    )


def test_the_whole_way_from_question_to_thanks(desk: Field) -> None:
    desk.capture("a1", text="the price is wrong")
    desk.act("dana", "ask", "a1", "which page?")
    assert desk.item("a1").state == "waiting"
    desk.act("lee", "reply", "a1", "the price page")
    assert desk.item("a1").state == "accepted"
    desk.act("dana", "change", "a1")
    assert desk.item("a1").state == "ready"
    desk.act("dana", "publish", "a1", commit="c0ffee")
    assert (desk.item("a1").state, desk.item("a1").commit) == ("published", "c0ffee")
    said = desk.act("dana", "answer", "a1", "it says 14 now")
    desk.act("lee", "thanks", "a1")
    item = desk.item("a1")
    assert (item.state, item.answer, item.answer_ref) == ("answered", "it says 14 now", said.ref)
    assert item.commit == "c0ffee"
    assert [act.action for act in item.thread] == ["ask", "reply", "change", "publish", "answer", "thanks"]
    assert [(act.before, act.after) for act in item.thread] == [
        ("new", "waiting"),
        ("waiting", "accepted"),
        ("accepted", "ready"),
        ("ready", "published"),
        ("published", "answered"),
        ("answered", "answered"),
    ]
    assert all(act.applied and not act.undone for act in item.thread)
    assert [state for _, state in item.states] == [
        "new", "waiting", "accepted", "ready", "published", "answered",
    ]  # fmt: skip


def test_a_thread_keeps_who_said_what_when_and_in_which_role(desk: Field) -> None:
    desk.capture("a1")
    desk.wait(hours=3)
    record = desk.act("dana", "ask", "a1", "which?", role="liaison", side="marketing")
    (act,) = desk.item("a1").thread
    assert (act.ref, act.order, act.at) == (record.ref, record.order, "2026-11-16T12:00:00.000Z")
    assert (act.person, act.body.role, act.body.side, act.action, act.text) == (
        "dana", "liaison", "marketing", "ask", "which?",
    )  # fmt: skip


def test_declining_says_why(desk: Field) -> None:
    desk.capture("a1")
    said = desk.act("dana", "decline", "a1", "we keep it")
    item = desk.item("a1")
    assert (item.state, item.answer, item.answer_ref) == ("declined", "we keep it", said.ref)
    assert not item.is_open


def test_an_unanswered_question_is_closed_and_a_late_reply_opens_it(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "ask", "a1", "which?")
    desk.act("dana", "close", "a1")
    assert desk.item("a1").state == "closed"
    desk.act("lee", "reply", "a1", "the second")
    assert desk.item("a1").state == "accepted"


def test_reopening_takes_the_answer_off_the_item_but_not_out_of_the_thread(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "answer", "a1", "no", commit="c1")
    desk.act("sam", "reopen", "a1")
    item = desk.item("a1")
    assert (item.state, item.answer, item.answer_ref) == ("accepted", "", "")
    assert item.commit == "c1"
    assert item.thread[0].text == "no"


@pytest.mark.parametrize(("person", "state"), [("lee", "withdrawn"), ("ray", "new"), ("dana", "new")])
def test_only_the_author_withdraws(desk: Field, person: str, state: str) -> None:
    desk.capture("a1")
    desk.act(person, "withdraw", "a1")
    item = desk.item("a1")
    assert item.state == state
    assert item.thread[0].applied is (state == "withdrawn")


def test_only_the_author_takes_a_withdrawal_back(desk: Field) -> None:
    desk.capture("a1")
    desk.act("lee", "withdraw", "a1")
    desk.act("dana", "reopen", "a1")
    assert desk.item("a1").state == "withdrawn"
    desk.act("lee", "reopen", "a1")
    assert desk.item("a1").state == "accepted"


def test_only_the_author_replies(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "ask", "a1", "which?")
    desk.act("ray", "reply", "a1", "I know!")
    item = desk.item("a1")
    assert item.state == "waiting"
    assert (item.thread[1].text, item.thread[1].applied) == ("I know!", False)
    assert item.thread[1].after == "waiting"


def test_what_no_longer_fits_is_kept_and_changes_nothing(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "answer", "a1", "yes")
    late = desk.act("sam", "decline", "a1", "no")
    item = desk.item("a1")
    assert (item.state, item.answer) == ("answered", "yes")
    assert (item.thread[1].ref, item.thread[1].applied, item.thread[1].counts) == (late.ref, False, False)


def test_labels_are_added_and_taken_away(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "label", "a1", labels=("price", "q4"))
    desk.act("sam", "label", "a1", labels=("q4", "legal", "-price", "-never-there", ""))
    assert desk.item("a1").labels == ("q4", "legal")
    assert desk.item("a1").state == "new"


def test_notes_and_thanks_change_no_state(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "note", "a1", "ask legal")
    desk.act("lee", "thanks", "a1")
    assert desk.item("a1").state == "new"
    assert [act.counts for act in desk.item("a1").thread] == [True, True]


def test_what_is_given_to_the_liaisons_alone_is_marked(desk: Field) -> None:
    desk.capture("a1", audience="liaison")
    assert desk.item("a1").liaison_only
    assert desk.item("a1").is_for("lee", liaison=False)
    assert desk.item("a1").is_for("sam", liaison=True)
    assert not desk.item("a1").is_for("ray", liaison=False)


def test_restating_it_for_all_takes_the_mark_off_unless_somebody_else_does(desk: Field) -> None:
    desk.capture("a1", text="quietly", audience="liaison")
    desk.capture("a1", "ray", text="copied")
    assert desk.item("a1").liaison_only
    desk.capture("a1", text="aloud")
    item = desk.item("a1")
    assert not item.liaison_only
    assert (item.rep, item.text) == ("lee", "quietly")


def test_redacting_leaves_only_that_it_was_redacted(desk: Field) -> None:
    desk.capture("a1", text="a secret", quote="q", account="acme", amount=5.0, currency="EUR", play="p")
    desk.act("dana", "ask", "a1", "which?")
    desk.act("lee", "reply", "a1", "the secret one")
    desk.vote("ray", "a1", "beta")
    desk.redact("lee", "a1")
    item = desk.item("a1")
    assert item.redacted
    assert not item.is_open
    assert (item.text, item.quote, item.account, item.play, item.kind) == ("", "", "", "", "wrong")
    assert (item.accounts, item.amount) == (("beta",), {})
    assert [act.text for act in item.thread] == ["which?", ""]
    assert item.rep == "lee"


def test_nobody_redacts_for_another(desk: Field) -> None:
    desk.capture("a1", text="stays")
    desk.redact("ray", "a1")
    assert (desk.item("a1").text, desk.item("a1").redacted) == ("stays", False)


def test_redacting_a_run_or_something_unknown_touches_no_item(desk: Field) -> None:
    desk.capture("a1", text="stays")
    desk.write("lee", Redact(what="run:a1"))
    desk.redact("lee", "nobody-knows")
    assert list(desk.items) == ["a1"]
    assert not desk.item("a1").redacted


def test_actions_before_their_feedback_has_arrived_wait_for_it(desk: Field) -> None:
    capture = desk.capture("a1")
    answer = desk.act("dana", "answer", "a1", "yes")
    folding = Folding()
    assert folding.add([answer]) == {"a1"}
    assert folding.items == {}
    folding.add([capture])
    assert folding.items["a1"].answer == "yes"


def test_other_kinds_of_record_are_passed_over(desk: Field) -> None:
    desk.write("lee", Seen(what="news"))
    assert desk.items == {}


def test_a_copied_id_is_the_first_ones(desk: Field) -> None:
    desk.capture("a1", "lee", text="mine")
    desk.capture("a1", "ray", text="stolen")
    assert (desk.item("a1").rep, desk.item("a1").text) == ("lee", "mine")


def test_the_same_record_twice_is_one(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "accept", "a1")
    desk.vote("ray", "a1", "acme")
    assert fold(desk.records * 3) == fold(desk.records)
    assert len(fold(desk.records * 3)["a1"].thread) == 1


def test_wall_clocks_decide_nothing(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "answer", "a1", "yes")
    desk.wait(days=-400)
    desk.act("sam", "reopen", "a1")
    assert desk.item("a1").state == "accepted"


def test_hostile_bodies_are_data(desk: Field) -> None:
    desk.capture("a1", text="[bold]\x1b[31m$(rm -rf)")
    desk.act("dana", "label", "a1", labels=("[red]", "-", "--"))
    desk.act("dana", "merge", "a1", to="")
    desk.act("dana", "merge", "a1", to="a1")
    item = desk.item("a1")
    assert item.text == "[bold]\x1b[31m$(rm -rf)"
    assert item.labels == ("[red]",)
    assert item.state == "new"
    assert [act.applied for act in item.thread] == [True, False, False]


def test_adding_tells_what_may_have_changed(desk: Field) -> None:
    desk.capture("a1")
    desk.capture("a2")
    folding = Folding()
    assert folding.add(desk.records) == {"a1", "a2"}
    before = folding.items["a2"]
    assert folding.add([desk.act("dana", "accept", "a1")]) == {"a1"}
    assert folding.items["a2"] is before
    assert folding.add(desk.records) == set()


def test_an_item_says_what_of_mine_can_be_undone(desk: Field) -> None:
    desk.capture("a1")
    first = desk.act("dana", "accept", "a1")
    desk.act("sam", "route", "a1", to="price")
    item: Item = desk.item("a1")
    assert item.undoable("dana") == first.ref
    assert item.undoable("lee") == ""
    assert item.last_act("lee") is None


def test_a_record_of_an_unknown_action_is_kept_in_the_thread(desk: Field) -> None:
    desk.capture("a1")
    body = Triage(feedback="a1", action="celebrate")  # type: ignore[arg-type]
    desk.records.append(Record("dana/d/team", 1, 9, "2026-11-16T10:00:00.000Z", "triage", body))
    item = desk.item("a1")
    assert (item.state, item.thread[0].action, item.thread[0].applied) == ("new", "celebrate", False)


def test_an_earlier_capture_that_arrives_late_takes_its_place(desk: Field) -> None:
    early = desk.capture("b1", "lee")
    desk.capture("a1")
    desk.capture("b1", "ray")
    folding = Folding()
    folding.add(desk.records[1:])
    assert list(folding.items) == ["a1", "b1"]
    folding.add([early])
    assert list(folding.items) == ["b1", "a1"]
    assert folding.items["b1"].rep == "lee"
