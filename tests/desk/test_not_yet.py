"""What is answered may not be done yet: whoever is behind it says so, and the desk has it again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from playbook.desk.actions import NotAllowedError, allowed, triage
from playbook.desk.answers import told_to, unseen
from playbook.desk.counted import counted
from playbook.desk.figures import figures
from playbook.desk.promise import parse_promise
from playbook.records.model import Action
from tests.desk.field import DANA, LEE, RAY, WREN, Field, Somebody
from tests.desk.folded_desk import tabs_of

PROMISE = parse_promise("2 business days", "10 business days", "Mon-Fri 09:00-17:00")


def act(desk: Field, who: Somebody, action: Action, text: str = "", **said: Any) -> None:
    """Act as the rules allow."""
    desk.write(who.id, triage(desk.item("a1"), action, who, text=text, **said))


def published(desk: Field) -> None:
    """Lee says something, Dana changes the play."""
    desk.capture("a1", text="Nobody asks it so")
    desk.wait(hours=2)
    act(desk, DANA, "change")
    desk.wait(hours=1)
    act(desk, DANA, "publish", commit="c1")


def test_the_rep_says_not_yet_with_a_word_and_the_liaison_who_dealt_with_it_has_it_again(desk: Field) -> None:
    published(desk)
    assert tabs_of(desk.item("a1"), desk.items, ("dana",), PROMISE, desk.now) == ["answered", "all"]
    act(desk, LEE, "reopen", "It still says whom")
    item = desk.item("a1")
    assert (item.state, item.assignee, item.thread[-1].text) == ("accepted", "dana", "It still says whom")
    assert tabs_of(item, desk.items, ("dana",), PROMISE, desk.now) == ["mine", "all"]
    assert told_to(desk.items, ["lee"]) == [], "nothing is said to be done any more"


def test_a_me_too_may_say_so_and_a_stranger_may_not(desk: Field) -> None:
    published(desk)
    assert "marketing liaison" in allowed(desk.item("a1"), "reopen", RAY)
    desk.vote("ray", "a1")
    assert allowed(desk.item("a1"), "reopen", RAY) == ""


def test_a_rep_has_to_say_why_and_a_liaison_need_not(desk: Field) -> None:
    published(desk)
    for word in ("", "  "):
        with pytest.raises(NotAllowedError, match="Say in a word what is not right yet"):
            triage(desk.item("a1"), "reopen", LEE, text=word)
    assert triage(desk.item("a1"), "reopen", DANA).action == "reopen"


@pytest.mark.parametrize("action", ["decline", "close", "merge"])
def test_not_yet_answers_what_was_said_to_be_done_and_nothing_else(desk: Field, action: Action) -> None:
    desk.capture("a1")
    desk.capture("a2")
    if action == "close":
        act(desk, DANA, "ask", "Which?")
    desk.act("dana", action, "a1", "no", to="a2" if action == "merge" else "")
    assert allowed(desk.item("a1"), "reopen", LEE) != ""


def test_the_clock_goes_on_where_it_stood_and_nothing_is_reset(desk: Field) -> None:
    published(desk)
    first = figures(counted(desk.items.values(), PROMISE), PROMISE, desk.now)
    assert (first.first_answer.median, first.resolution.median, first.changed) == (2.0, 3.0, 1)
    desk.wait(days=7)
    act(desk, LEE, "reopen", "Not yet")
    due = PROMISE.due(desk.item("a1"))
    assert due == PROMISE.hours.add(desk.now, PROMISE.resolution.seconds - 3 * 3600)
    desk.now += timedelta(hours=4)
    act(desk, DANA, "answer", "Now it does")
    again = figures(counted(desk.items.values(), PROMISE), PROMISE, desk.now)
    assert (again.first_answer.median, again.resolution.median) == (2.0, 7.0), (
        "the week between counts for nobody"
    )


def test_thanks_are_said_for_a_change_without_words_too(desk: Field) -> None:
    published(desk)
    assert allowed(desk.item("a1"), "thanks", LEE) == ""
    act(desk, LEE, "thanks")
    assert desk.item("a1").state == "published"


def test_whoever_voted_hears_the_reason_of_a_decline_as_said_to_them_too(desk: Field) -> None:
    desk.capture("a1", text="Too long")
    desk.vote("ray", "a1", "acme")
    act(desk, DANA, "decline", "Two of three finish it")
    (mine,) = unseen(told_to(desk.items, ["lee"]))
    (voted,) = unseen(told_to(desk.items, ["ray"]))
    assert (mine.rep, mine.text, mine.action) == ("", "Two of three finish it", "decline")
    assert (voted.rep, voted.text, voted.said) == ("lee", "Two of three finish it", "Too long")


def test_who_came_in_by_a_merge_hears_the_reason_too(desk: Field) -> None:
    desk.capture("a1", text="Too long")
    desk.capture("a2", "ray", text="Goes on and on")
    desk.vote("kim", "a2")
    desk.act("dana", "merge", "a2", to="a1")
    act(desk, DANA, "decline", "Two of three finish it")
    (merged,) = told_to(desk.items, ["ray"])
    (voted,) = told_to(desk.items, ["kim"])
    assert (merged.rep, merged.said, voted.rep, voted.said) == ("", "Goes on and on", "lee", "Too long")


# Coming back to somebody


def test_a_reply_comes_back_to_who_asked(desk: Field) -> None:
    desk.capture("a1")
    act(desk, DANA, "ask", "Which?")
    assert desk.item("a1").assignee == "", "while the rep has it, nobody else need"
    act(desk, LEE, "reply", "The second")
    assert desk.item("a1").assignee == "dana"


def test_what_another_was_given_stays_theirs(desk: Field) -> None:
    desk.capture("a1")
    act(desk, DANA, "assign", to="sam")
    act(desk, DANA, "ask", "Which?")
    act(desk, LEE, "reply", "The second")
    assert desk.item("a1").assignee == "sam"


def test_what_nobody_of_the_desk_ever_had_is_new_to_all_of_it(desk: Field) -> None:
    desk.capture("a1")
    desk.write("wren", triage(desk.item("a1"), "publish", WREN, commit="c1"))
    act(desk, LEE, "reopen", "Not yet")
    assert desk.item("a1").assignee == ""
    assert "new" in tabs_of(desk.item("a1"), desk.items, ("dana",), PROMISE, desk.now)


def test_who_sends_it_on_has_to_bring_the_reply_back(desk: Field) -> None:
    desk.capture("a1")
    act(desk, DANA, "route", to="legal")
    assert desk.item("a1").assignee == "dana"
