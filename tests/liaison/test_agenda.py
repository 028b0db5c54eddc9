"""The agenda of the monthly meeting: it writes itself, and says nothing twice."""

from __future__ import annotations

from datetime import date

import pytest

from playbook.desk.promise import parse_promise
from playbook.liaison.agenda import Agenda, agenda, change_of, is_disputed, tasks_of
from playbook.liaison.reports import Names, Waiting, agenda_report
from playbook.records.model import Agreed
from playbook.reporting.markdown import report_markdown
from tests.desk.field import Field

PROMISE = parse_promise("2 business days", "10 business days", "Mon-Fri 09:00-17:00")
NAMES = Names(str.title, str.title)
TODAY = date(2026, 11, 22)


def made(desk: Field, since: str = "") -> Agenda:
    return agenda(desk.items, desk.records, PROMISE, desk.now, since)


def test_open_tasks_come_first_by_their_day_and_ended_ones_newest_first(desk: Field) -> None:
    desk.write("dana", Agreed("a", "no day"))
    desk.write("dana", Agreed("b", "later", "lee", "2026-12-01"))
    desk.write("kim", Agreed("c", "sooner", "dana", "2026-11-20"))
    desk.write("dana", Agreed("d", "was done"))
    desk.wait(days=1)
    desk.write("lee", Agreed("d", "was done", state="done"))
    desk.write("lee", Agreed("e", "dropped", state="dropped"))
    found = tasks_of(desk.records)
    assert [one.id for one in found] == ["c", "b", "a", "e", "d"]
    assert [one.is_late(TODAY) for one in found] == [True, False, False, False, False]


def test_what_changes_keeps_when_it_was_agreed_and_when_it_came_into_its_state(desk: Field) -> None:
    first = desk.write("dana", Agreed("a", "Write the price page"))
    desk.wait(days=3)
    desk.write("dana", Agreed("a", "Write the price page anew", "lee"))
    (task,) = tasks_of(desk.records)
    assert (task.agreed, task.changed, task.text) == (first.at, first.at, "Write the price page anew")
    ended = desk.write("lee", change_of(task, state="done"))
    (task,) = tasks_of(desk.records)
    assert (task.state, task.who, task.agreed, task.changed) == ("done", "lee", first.at, ended.at)
    desk.wait(days=1)
    desk.write("lee", change_of(task, state="open"))
    assert tasks_of(desk.records)[0].state == "open"


def test_what_was_done_before_the_last_meeting_is_not_told_again(desk: Field) -> None:
    desk.write("dana", Agreed("old", "x", state="done"))
    desk.write("dana", Agreed("open", "y"))
    desk.wait(days=30)
    desk.write("dana", Agreed("new", "z", state="done"))
    meeting = desk.records[-1].at
    assert [one.id for one in made(desk, meeting).tasks] == ["open", "new"]
    assert [one.id for one in made(desk).tasks] == ["open", "new", "old"]


def test_each_item_stands_where_it_matters_most_and_only_there(desk: Field) -> None:
    desk.capture("late", account="kallio")
    desk.capture("asked")
    desk.act("dana", "ask", "asked", "which?")
    desk.capture("settled")
    desk.act("dana", "answer", "settled", "no")
    desk.capture("notyet")
    desk.act("dana", "answer", "notyet", "so")
    desk.act("lee", "reopen", "notyet", "not yet")
    desk.capture("inside")
    desk.act("dana", "merge", "inside", to="late")
    desk.wait(days=6)
    desk.capture("small")
    desk.capture("big", account="kallio")
    desk.vote("mia", "big", "brenner")
    desk.capture("hidden")
    desk.redact("lee", "hidden")
    found = made(desk)
    assert [item.id for item in found.disputes] == ["notyet"]
    assert [item.id for item in found.overdue] == ["late"]
    assert [item.id for item in found.asked] == ["asked"]
    assert [item.id for item in found.heaviest] == ["big", "small"]


def test_two_who_decided_without_knowing_of_each_other_are_a_dispute(desk: Field) -> None:
    desk.capture("zero")
    desk.act("dana", "accept", "zero")
    desk.capture("one")
    desk.act("sam", "note", "zero", "hello")
    desk.act("dana", "note", "zero", "hello")
    desk.act("dana", "answer", "one", "yes")
    desk.act("sam", "decline", "one", "no", apart=True)
    assert is_disputed(desk.item("one"))
    page = report_markdown(agenda_report(made(desk), (), TODAY, NAMES))
    assert "## We don't agree yet" in page
    desk.act("sam", "reopen", "one")
    desk.act("sam", "answer", "one", "yes, after all")
    assert not is_disputed(desk.item("one"))


def test_the_longest_overdue_comes_first(desk: Field) -> None:
    desk.capture("first")
    desk.wait(days=1)
    desk.capture("second")
    desk.wait(days=9)
    assert [item.id for item in made(desk).overdue] == ["first", "second"]


def test_the_page_has_who_and_by_when_and_marks_what_is_late(desk: Field) -> None:
    desk.write("dana", Agreed("7k3q9mzzzzzzzzzz", "Write | the page", "lee", "2026-11-20"))
    waiting = (Waiting("new-price", "New price", "Lee Park", ("marketing", "sales")),)
    page = report_markdown(agenda_report(made(desk), waiting, TODAY, NAMES))
    assert "| A-7K3Q9M | Write \\| the page | Lee | 20 Nov 2026 | late |" in page
    assert "| New price | Lee Park | marketing, sales |" in page


def test_nothing_to_speak_about_is_said(desk: Field) -> None:
    page = report_markdown(agenda_report(made(desk), (), TODAY, NAMES))
    assert "Nothing is late, open or in dispute." in page


def test_a_long_list_says_what_it_leaves_out(desk: Field) -> None:
    for number in range(11):
        desk.capture(f"i{number:02}")
    page = report_markdown(agenda_report(made(desk), (), TODAY, NAMES))
    assert page.count("| wrong |") == 8 and "and 3 more" in page


@pytest.mark.parametrize("who", ["", "lee"])
def test_a_task_may_be_nobodys(desk: Field, who: str) -> None:
    desk.write("dana", Agreed("a", "x", who))
    page = report_markdown(agenda_report(made(desk), (), TODAY, NAMES))
    assert ("Lee" in page) == bool(who)
