"""The way back to the rep."""

from __future__ import annotations

from playbook.desk.answers import answer_mark, heard_in, seen_marks, told_to, unseen
from playbook.desk.merged import end_of
from playbook.records.model import Seen
from tests.desk.field import Field

PLAY = "plays/discover/first-call"


def test_an_answer_to_my_feedback_is_told_until_i_have_seen_it(desk: Field) -> None:
    desk.capture("a1", text="12 or 14?", quote="It starts at 12", play=PLAY, step="open")
    said = desk.act("dana", "answer", "a1", "14 now", commit="c1")
    (told,) = told_to(desk.items, ["lee"])
    assert (told.feedback, told.ref, told.by, told.action) == ("a1", said.ref, "dana", "answer")
    assert (told.text, told.commit, told.said, told.quote) == ("14 now", "c1", "12 or 14?", "It starts at 12")
    assert (told.play, told.step, told.mine, told.seen, told.at) == (PLAY, "open", ("a1",), False, said.at)
    assert told.mark == f"answer:a1:{said.ref}" == answer_mark("a1", said.ref)
    assert unseen([told]) == [told]
    desk.write("lee", Seen(what=told.mark))
    marks = seen_marks(desk.records, ["lee"])
    (again,) = told_to(desk.items, ["lee"], marks)
    assert again.seen
    assert unseen([again]) == []


def test_what_somebody_else_has_seen_i_have_not(desk: Field) -> None:
    desk.write("ray", Seen(what="x"))
    desk.write("lee.park", Seen(what="y"))
    assert seen_marks(desk.records, ["lee"]) == frozenset()
    assert seen_marks(desk.records, ["lee", "lee.park"]) == {"y"}


def test_what_was_marked_by_mistake_is_unread_until_it_is_marked_again(desk: Field) -> None:
    desk.write("lee", Seen(what="x"))
    desk.write("lee", Seen(what="x", withdrawn=True))
    desk.write("lee", Seen(what="y", withdrawn=True))
    assert seen_marks(desk.records, ["lee"]) == frozenset()
    desk.write("lee", Seen(what="x"))
    assert seen_marks(reversed(desk.records), ["lee"]) == {"x"}


def test_everybody_behind_it_is_told_and_nobody_else(desk: Field) -> None:
    desk.capture("a1", text="one")
    desk.vote("ray", "a1", "acme")
    desk.act("dana", "answer", "a1", "yes")
    (told,) = told_to(desk.items, ["ray"])
    assert (told.mine, told.said) == ((), "one")
    assert told_to(desk.items, ["kim"]) == []
    desk.vote("ray", "a1", withdrawn=True)
    assert told_to(desk.items, ["ray"]) == []


def test_what_was_merged_is_told_once_as_my_own(desk: Field) -> None:
    desk.capture("a1", text="one", play="p1")
    desk.capture("a2", "ray", text="two", play="p2", step="s2", quote="q2")
    desk.capture("a3", "ray", text="three")
    desk.act("dana", "merge", "a2", to="a1")
    desk.act("dana", "merge", "a3", to="a1")
    assert told_to(desk.items, ["ray"]) == []
    desk.act("dana", "answer", "a1", "all of you")
    (told,) = told_to(desk.items, ["ray"])
    assert (told.feedback, told.mine, told.said) == ("a1", ("a2", "a3"), "two")
    assert (told.play, told.step, told.quote) == ("p2", "s2", "q2")


def test_only_the_last_word_is_told(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "publish", "a1", commit="c1")
    (told,) = told_to(desk.items, ["lee"])
    assert (told.action, told.text, told.commit) == ("publish", "", "c1")
    desk.act("dana", "answer", "a1", "done")
    (told,) = told_to(desk.items, ["lee"])
    assert (told.action, told.text, told.commit) == ("answer", "done", "c1")


def test_declined_and_closed_are_told_with_their_reason(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "decline", "a1", "we keep it")
    desk.capture("a2")
    desk.act("dana", "ask", "a2", "which?")
    desk.act("dana", "close", "a2", "no reply for ten days")
    assert [(one.feedback, one.action, one.text) for one in told_to(desk.items, ["lee"])] == [
        ("a2", "close", "no reply for ten days"),
        ("a1", "decline", "we keep it"),
    ]


def test_a_question_stays_until_it_is_replied_to(desk: Field) -> None:
    desk.capture("a1")
    desk.vote("ray", "a1")
    desk.act("dana", "ask", "a1", "which?")
    (told,) = told_to(desk.items, ["lee"])
    assert (told.action, told.text) == ("ask", "which?")
    (seen,) = told_to(desk.items, ["lee"], {told.mark})
    assert seen.seen
    assert unseen([seen]) == [seen]
    assert told_to(desk.items, ["ray"]) == []
    desk.act("lee", "reply", "a1", "this")
    assert told_to(desk.items, ["lee"]) == []


def test_what_was_undone_reopened_or_said_by_me_is_no_news(desk: Field) -> None:
    desk.capture("a1")
    answer = desk.act("dana", "answer", "a1", "yes")
    desk.undo("dana", answer)
    assert told_to(desk.items, ["lee"]) == []
    desk.act("dana", "answer", "a1", "no")
    desk.act("dana", "reopen", "a1")
    assert told_to(desk.items, ["lee"]) == []
    desk.capture("a2", "dana")
    desk.act("dana", "answer", "a2", "to myself")
    assert told_to(desk.items, ["dana"]) == []


def test_the_newest_is_told_first(desk: Field) -> None:
    for id_ in ("a1", "a2", "a3"):
        desk.capture(id_)
    for id_ in ("a2", "a3", "a1"):
        desk.act("dana", "answer", id_, "yes")
    assert [one.feedback for one in told_to(desk.items, ["lee"])] == ["a1", "a3", "a2"]


def test_a_redacted_item_is_told_to_nobody(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "answer", "a1", "yes")
    desk.redact("lee", "a1")
    assert told_to(desk.items, ["lee"]) == []


def test_you_said_we_answered_stands_inside_the_play(desk: Field) -> None:
    desk.capture("a1", text="12 or 14?", quote="It starts at 12", play=PLAY, step="open")
    desk.vote("ray", "a1")
    desk.capture("a2", "ray", text="too long", play=PLAY, step="close")
    desk.capture("a3", text="elsewhere", play="plays/other", step="open")
    for id_ in ("a1", "a2", "a3"):
        desk.act("dana", "answer", id_, f"answer to {id_}")
    (one,) = heard_in(desk.items, PLAY, "open")
    assert (one.feedback, one.step, one.said, one.quote, one.by) == (
        "a1", "open", "12 or 14?", "It starts at 12", "lee",
    )  # fmt: skip
    assert (one.answer, one.answered_by, one.votes, one.at) == (
        "answer to a1", "dana", 1, "2026-11-16T09:00:00.000Z",
    )  # fmt: skip
    assert [heard.feedback for heard in heard_in(desk.items, PLAY)] == ["a2", "a1"]
    assert heard_in(desk.items, "plays/none") == []


def test_only_answers_stand_there(desk: Field) -> None:
    for id_ in ("a1", "a2", "a3", "a4"):
        desk.capture(id_, play=PLAY, step="open")
    desk.act("dana", "decline", "a1", "no")
    desk.act("dana", "answer", "a2", "yes")
    desk.act("dana", "reopen", "a2")
    desk.act("dana", "answer", "a3", "yes")
    desk.redact("lee", "a3")
    assert heard_in(desk.items, PLAY) == []


def test_what_was_merged_stands_in_its_own_step_once(desk: Field) -> None:
    desk.capture("a1", "lee", play=PLAY, step="open", text="one")
    desk.capture("a2", "ray", play=PLAY, step="open", text="two")
    desk.capture("a3", "kim", play=PLAY, step="close", text="three")
    desk.act("dana", "merge", "a2", to="a1")
    desk.act("dana", "merge", "a3", to="a1")
    desk.act("dana", "answer", "a1", "all of you", commit="c1")
    assert [(one.feedback, one.step, one.commit) for one in heard_in(desk.items, PLAY)] == [
        ("a1", "open", "c1"),
        ("a3", "close", "c1"),
    ]
    assert [one.feedback for one in heard_in(desk.items, PLAY, "close")] == ["a3"]


def test_the_item_that_was_answered_stands_before_what_was_merged_into_it(desk: Field) -> None:
    desk.capture("a1", play=PLAY, step="open", text="first said")
    desk.capture("a2", "ray", play=PLAY, step="open", text="answered")
    desk.act("dana", "merge", "a1", to="a2")
    desk.act("dana", "answer", "a2", "yes")
    assert [one.said for one in heard_in(desk.items, PLAY)] == ["answered"]


def test_what_was_given_to_the_liaisons_stays_between_them(desk: Field) -> None:
    desk.capture("a1", play=PLAY, audience="liaison")
    desk.act("dana", "answer", "a1", "quietly")
    assert heard_in(desk.items, PLAY) == []
    assert heard_in(desk.items, PLAY, viewer="ray") == []
    assert [one.answer for one in heard_in(desk.items, PLAY, viewer="lee")] == ["quietly"]
    assert [one.answer for one in heard_in(desk.items, PLAY, viewer="sam", liaison=True)] == ["quietly"]


def test_an_open_answer_to_something_private_is_not_shown_under_what_was_merged(desk: Field) -> None:
    desk.capture("a1", play=PLAY, audience="liaison")
    desk.capture("a2", "ray", play=PLAY, step="open")
    desk.act("dana", "merge", "a2", to="a1")
    desk.act("dana", "answer", "a1", "quietly")
    assert heard_in(desk.items, PLAY, viewer="kim") == []
    assert [one.feedback for one in heard_in(desk.items, PLAY, viewer="ray")] == ["a2"]


def test_answers_follow_steps_and_pages_that_were_renamed(desk: Field) -> None:
    desk.capture("a1", play="plays/old", step="intro", text="one")
    desk.capture("a2", play=PLAY, step="open", text="two")
    for id_ in ("a1", "a2"):
        desk.act("dana", "answer", id_, "yes")
    moved = {"intro": "open"}
    assert [one.feedback for one in heard_in(desk.items, PLAY, "open", moved=moved)] == ["a2"]
    found = heard_in(desk.items, PLAY, "open", moved=moved, moved_from=("plays/old",))
    assert [(one.feedback, one.step) for one in found] == [("a2", "open"), ("a1", "open")]
    assert heard_in(desk.items, PLAY, "intro", moved=moved, moved_from=("plays/old",)) == []


def test_a_conversation_goes_on_where_the_item_was_merged_to(desk: Field) -> None:
    for id_ in ("a1", "a2", "a3"):
        desk.capture(id_)
    desk.act("dana", "merge", "a1", to="a2")
    desk.act("dana", "merge", "a2", to="a3")
    items = desk.items
    assert [end_of(items, items[id_]).id for id_ in ("a1", "a2", "a3")] == ["a3", "a3", "a3"]
    desk.act("dana", "merge", "a3", to="elsewhere")
    items = desk.items
    assert end_of(items, items["a1"]).id == "a3"
