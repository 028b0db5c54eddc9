"""What may be done by whom, with the reason when not, and the records that do it."""

from __future__ import annotations

from copy import deepcopy
from typing import get_args

import pytest

from playbook.desk.actions import (
    Actor,
    NotAllowedError,
    allowed,
    audience_for,
    batch,
    shown,
    triage,
)
from playbook.desk.model import Item
from playbook.desk.states import after
from playbook.plays.settings_model import Person
from playbook.records.model import Action, Triage
from tests.desk.field import DANA, LEE, RAY, SAM, WREN, Field, Somebody

ACTIONS: tuple[Action, ...] = get_args(Action)


def actions_for(item: Item, actor: Actor) -> list[Action]:
    """Return what `actor` can do with `item` now."""
    return [action for action in ACTIONS if action != "undo" and not allowed(item, action, actor)]


def test_a_liaison_works_on_a_new_item(desk: Field) -> None:
    desk.capture("a1")
    assert actions_for(desk.item("a1"), SAM) == [
        "accept", "assign", "route", "merge", "ask", "change", "answer", "decline", "publish", "label", "note",
    ]  # fmt: skip


def test_its_author_can_withdraw_it_and_others_can_add_a_note(desk: Field) -> None:
    desk.capture("a1")
    assert actions_for(desk.item("a1"), LEE) == ["withdraw", "note"]
    assert actions_for(desk.item("a1"), RAY) == ["note"]
    assert actions_for(desk.item("a1"), WREN) == ["change", "publish", "note"]


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ("accept", "That is for the marketing liaison (role “liaison” in playbook.toml)."),
        ("answer", "That is for the marketing liaison (role “liaison” in playbook.toml)."),
        ("change", "That is for the marketing liaison (role “liaison” in playbook.toml)."),
        ("withdraw", "Only lee can withdraw it; a liaison can decline it."),
        ("reply", "The question is for lee."),
    ],
)
def test_another_rep_hears_why_not(desk: Field, action: str, reason: str) -> None:
    desk.capture("a1")
    assert allowed(desk.item("a1"), action, RAY) == reason


def test_a_person_is_called_by_name_where_the_name_is_known(desk: Field) -> None:
    desk.capture("a1")
    names = {"lee": "Lee Park"}
    said = [
        allowed(desk.item("a1"), action, RAY, name_of=names.__getitem__) for action in ("withdraw", "reply")
    ]
    assert said == [
        "Only Lee Park can withdraw it; a liaison can decline it.",
        "The question is for Lee Park.",
    ]


@pytest.mark.parametrize(
    ("history", "action", "reason"),
    [
        (["accept"], "accept", "Only what is new can be accepted: it is accepted already."),
        (["answer"], "answer", "It has been answered; reopen it first."),
        (["answer"], "accept", "Only what is new can be accepted: it has been answered; reopen it first."),
        (["decline"], "ask", "It has been declined; reopen it first."),
        (["publish"], "decline", "It has been published."),
        (["accept"], "reopen", "There is nothing to reopen: it is accepted already."),
        (["accept"], "split", "It is not merged into another: it is accepted already."),
        (["accept"], "close", "Only a question to the rep that stayed unanswered can be closed: it is accepted "
         "already."),
        (["ask", "close"], "answer", "It was closed because its question stayed unanswered; reopen it first."),
        (["ask"], "reopen", "There is nothing to reopen: it waits for the rep’s reply."),
        (["change"], "split", "It is not merged into another: it has a change under way."),
    ],
)  # fmt: skip
def test_the_state_says_why_not(desk: Field, history: list[Action], action: str, reason: str) -> None:
    desk.capture("a1")
    for done in history:
        desk.act("dana", done, "a1", "so")
    assert allowed(desk.item("a1"), action, SAM) == reason


def test_merged_and_withdrawn_items_say_so(desk: Field) -> None:
    desk.capture("a1")
    desk.capture("a2")
    desk.capture("a3")
    desk.act("dana", "merge", "a1", to="a2")
    desk.act("lee", "withdraw", "a3")
    assert allowed(desk.item("a1"), "answer", SAM) == "It has been merged into another; split it first."
    assert allowed(desk.item("a1"), "split", SAM) == ""
    assert allowed(desk.item("a3"), "answer", SAM) == "It was withdrawn by its author."
    assert allowed(desk.item("a3"), "reopen", SAM) == "Only lee can take the withdrawal back."
    assert allowed(desk.item("a3"), "reopen", LEE) == ""
    assert (
        allowed(desk.item("a2"), "withdraw", LEE)
        == "Others’ feedback has been merged into it; ask a liaison to split that off or to decline it."
    )


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ("ask", "Say what you want to know from the rep."),
        ("answer", "Say what the rep is to hear."),
        ("decline", "Say why: the rep reads the reason."),
        ("note", "The note is empty."),
        ("accept", ""),
    ],
)
def test_some_actions_need_words(desk: Field, action: str, reason: str) -> None:
    desk.capture("a1")
    item = desk.item("a1")
    assert allowed(item, action, DANA, text=" \n\t") == reason
    assert allowed(item, action, DANA, text="words") == ""
    assert allowed(item, action, DANA) == ""


def test_a_reply_needs_words_and_a_question(desk: Field) -> None:
    desk.capture("a1")
    assert allowed(desk.item("a1"), "reply", LEE) == "There is no question open to reply to: it is new."
    desk.act("dana", "ask", "a1", "which?")
    assert allowed(desk.item("a1"), "reply", LEE, text="") == "Say something in reply."
    assert allowed(desk.item("a1"), "reply", LEE, text="this") == ""


def test_routes_are_the_six(desk: Field) -> None:
    desk.capture("a1")
    item = desk.item("a1")
    for route in ("message", "content", "product", "price", "process", "legal"):
        assert allowed(item, "route", DANA, to=route) == ""
    assert (
        allowed(item, "route", DANA, to="bin")
        == "Route it to one of: message, content, product, price, process, legal."
    )
    assert allowed(item, "route", DANA) == ""


def test_assigning_names_somebody_who_is_there(desk: Field) -> None:
    desk.capture("a1")
    item = desk.item("a1")
    assert allowed(item, "assign", DANA, to="") == "Say whom to assign it to."
    assert allowed(item, "assign", DANA, to="sam", people=("dana", "sam")) == ""
    assert (
        allowed(item, "assign", DANA, to="sue", people=("dana",)) == "There is nobody “sue” to assign it to."
    )
    assert allowed(item, "assign", DANA, to="sue") == ""


def test_merging_names_another(desk: Field) -> None:
    desk.capture("a1")
    desk.capture("a2")
    desk.act("dana", "merge", "a2", to="a1")
    item = desk.item("a1")
    assert allowed(item, "merge", DANA, to="") == "Say which feedback to merge it into."
    assert allowed(item, "merge", DANA, to="a1") == "It cannot be merged into itself."
    assert (
        allowed(item, "merge", DANA, to="a2")
        == "That one is merged into this one already; split it off first."
    )
    assert allowed(item, "merge", DANA, to="a3") == ""


def test_thanks_wait_for_an_answer(desk: Field) -> None:
    desk.capture("a1")
    assert allowed(desk.item("a1"), "thanks", LEE) == "There is no answer yet to say thanks for."
    desk.act("dana", "answer", "a1", "yes")
    assert allowed(desk.item("a1"), "thanks", LEE) == ""


def test_the_redacted_and_the_private_are_left_alone(desk: Field) -> None:
    desk.capture("a1")
    desk.redact("lee", "a1")
    assert (
        allowed(desk.item("a1"), "answer", DANA)
        == "Its author has redacted it; only that it was redacted remains."
    )
    desk.capture("a2", audience="liaison")
    assert allowed(desk.item("a2"), "note", RAY) == "This feedback was given to the liaisons alone."
    assert allowed(desk.item("a2"), "withdraw", LEE) == ""
    assert allowed(desk.item("a2"), "answer", DANA) == ""


def test_what_is_said_about_private_feedback_stays_with_the_liaisons(desk: Field) -> None:
    desk.capture("a1")
    desk.capture("a2", audience="liaison")
    assert audience_for(desk.item("a1")) is None
    assert audience_for(desk.item("a2")) == "liaison"


def test_the_record_says_who_in_which_role(desk: Field) -> None:
    desk.capture("a1")
    assert triage(desk.item("a1"), "answer", DANA, text="  it says 14 now \n", commit="c1") == Triage(
        feedback="a1", action="answer", text="it says 14 now", commit="c1", role="liaison", side="marketing"
    )
    assert triage(desk.item("a1"), "withdraw", LEE) == Triage(
        feedback="a1", action="withdraw", role="rep", side="sales"
    )
    assert triage(desk.item("a1"), "assign", SAM, to="dana").to == "dana"
    nobody = Somebody("lee", "sales", ())
    assert triage(desk.item("a1"), "note", nobody, text="n").role == ""


def test_labels_are_named(desk: Field) -> None:
    desk.capture("a1")
    assert triage(desk.item("a1"), "label", DANA, labels=[" q4 ", "-old"]).labels == ("q4", "-old")
    for labels in ([], [""], ["- "]):
        with pytest.raises(NotAllowedError, match="Name at least one label"):
            triage(desk.item("a1"), "label", DANA, labels=labels)


def test_what_is_not_allowed_is_refused_with_the_reason(desk: Field) -> None:
    desk.capture("a1")
    with pytest.raises(NotAllowedError, match="Say why: the rep reads the reason"):
        triage(desk.item("a1"), "decline", DANA)
    with pytest.raises(NotAllowedError, match="marketing liaison"):
        triage(desk.item("a1"), "decline", RAY, text="no")


def test_a_cluster_is_answered_once_for_all(desk: Field) -> None:
    desk.capture("a1")
    desk.capture("a2")
    items = list(desk.items.values())
    bodies = batch([*items, items[0]], "answer", DANA, text=" done ")
    assert [(body.feedback, body.action, body.text) for body in bodies] == [
        ("a1", "answer", "done"),
        ("a2", "answer", "done"),
    ]


def test_a_batch_that_cannot_be_whole_is_not_begun(desk: Field) -> None:
    desk.capture("a1aaaaaaaaaaaaaa")
    desk.capture("b2bbbbbbbbbbbbbb")
    desk.act("dana", "answer", "b2bbbbbbbbbbbbbb", "yes")
    with pytest.raises(NotAllowedError, match="F-B2BBBB: It has been answered"):
        batch(desk.items.values(), "answer", DANA, text="done")
    with pytest.raises(NotAllowedError, match="F-A1AAAA: Say what the rep is to hear"):
        batch(desk.items.values(), "answer", DANA, text=" ")
    assert shown(desk.item("a1aaaaaaaaaaaaaa")) == "F-A1AAAA"


@pytest.mark.parametrize("actor", [LEE, RAY, DANA, SAM, WREN], ids=lambda actor: actor.id)
@pytest.mark.parametrize(
    "history", [[], ["accept"], ["ask"], ["change"], ["publish"], ["answer"], ["decline"]]
)
def test_what_is_allowed_takes_effect_when_it_is_done(
    desk: Field, actor: Actor, history: list[Action]
) -> None:
    desk.capture("a1")
    desk.capture("a9")
    for done in history:
        desk.act("sam", done, "a1", "so")
    item = desk.item("a1")
    for action in actions_for(item, actor):
        to = {"merge": "a9", "assign": "dana", "route": "price"}.get(action, "")
        labels = ("x",) if action == "label" else ()
        again = deepcopy(desk)
        again.write(actor.id, triage(item, action, actor, text="words", to=to, labels=labels))
        done_act = again.item("a1").thread[-1]
        assert (done_act.action, done_act.applied) == (action, True)
        assert done_act.after == after(action, item.state)


def test_no_action_is_forgotten(desk: Field) -> None:
    desk.capture("a1")
    for action in ACTIONS:
        assert isinstance(allowed(desk.item("a1"), action, DANA), str)


def test_people_of_the_settings_are_actors(desk: Field) -> None:
    desk.capture("a1")
    dana = Person("dana", side="marketing", roles=("author", "liaison"))
    assert triage(desk.item("a1"), "accept", dana) == Triage(
        feedback="a1", action="accept", role="liaison", side="marketing"
    )
