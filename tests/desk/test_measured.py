"""Both sides' figures one by one: with n, what they mean, and the items behind them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from playbook.desk.counted import counted
from playbook.desk.figures import figures
from playbook.desk.measured import Figure, hours_said, measured
from playbook.desk.promise import parse_promise
from tests.desk.field import Field

PROMISE = parse_promise("2 business days", "10 business days", "Mon-Fri 09:00-17:00")


def by_key(desk: Field, **since: float) -> dict[str, Figure]:
    begin = desk.now - timedelta(**since) if since else None
    return {one.key: one for one in measured(counted(desk.items.values(), PROMISE), PROMISE, desk.now, begin)}


def a_day(desk: Field) -> None:
    """One item through the loop, one asked, one declined, one left lying."""
    desk.capture("done", account="acme")
    desk.capture("asked", "ray")
    desk.capture("no", "kim", account="tolva")
    desk.capture("left", "ray")
    desk.wait(hours=1)
    desk.act("dana", "ask", "asked", "Which?", role="liaison")
    desk.act("dana", "decline", "no", "Two of three do", role="liaison")
    desk.wait(hours=2)
    desk.act("ray", "reply", "asked", "The second", role="rep")
    desk.act("dana", "publish", "done", commit="c1", role="liaison")
    desk.act("lee", "thanks", "done", role="rep")


def test_each_says_its_number_of_how_many_and_has_the_items_behind_it(desk: Field) -> None:
    a_day(desk)
    found = by_key(desk)
    assert {key: (one.said, one.n, one.ids) for key, one in found.items()} == {
        "received": ("4 (3 people, 2 accounts)", 4, ("left", "no", "asked", "done")),
        "accounts": ("2 of 4", 4, ("no", "done")),
        "overdue": ("0 of 2 open", 2, ()),
        "near": ("0 of 2 open", 2, ()),
        "open": ("2", 4, ("asked", "left")),
        "first_answer": ("1 h, nine of ten within 3 h, 3 of 3 in time", 3, ("done", "no", "asked")),
        "resolution": ("2 h, nine of ten within 3 h, 2 of 2 in time", 2, ("done", "no")),
        "changed": ("1 of 2", 2, ("done",)),
        "declined": ("1 of 2", 2, ("no",)),
        "not_yet": ("0 of 4", 4, ()),
        "replies": ("2 h, nine of ten within 2 h", 1, ("asked",)),
        "waiting": ("0 of 1 question", 1, ()),
        "unanswered": ("0 of 1 question", 1, ()),
        "thanked": ("1, answers that stand: 1", 1, ("done",)),
    }
    assert [one.side for one in found.values()] == ["the field"] * 2 + ["marketing"] * 8 + ["sales"] * 4
    assert not any(one.warns for one in found.values())
    assert all(one.means.endswith(".") for one in found.values())


def test_what_is_late_or_soon_will_be_warns_the_least_time_left_first(desk: Field) -> None:
    desk.capture("first")
    desk.wait(hours=3)
    desk.capture("second")
    desk.wait(hours=9 + 24)  # the next day, in the evening: one business day and five hours
    desk.wait(hours=15)  # 12:00 on the third: the first is an hour late, the second due in two
    found = by_key(desk)
    assert (found["overdue"].ids, found["overdue"].warns) == (("first",), True)
    assert (found["near"].ids, found["near"].warns) == (("second",), True)
    desk.wait(days=3)
    assert by_key(desk)["overdue"].ids == ("first", "second")


def test_a_question_that_waits_warns_sales_and_one_never_replied_to_stays_counted(desk: Field) -> None:
    desk.capture("a1")
    desk.act("dana", "ask", "a1", "Which?", role="liaison")
    assert (by_key(desk)["waiting"].ids, by_key(desk)["waiting"].warns) == (("a1",), True)
    desk.act("dana", "close", "a1", role="liaison")
    found = by_key(desk)
    assert (found["waiting"].ids, found["unanswered"].ids, found["unanswered"].said) == (
        (),
        ("a1",),
        "1 of 1 question",
    )
    desk.act("lee", "reply", "a1", "Sorry", role="rep")
    assert by_key(desk)["unanswered"].ids == ("a1",), "what happened is not undone by a late reply"


def test_not_yet_is_counted_and_cannot_be_reset(desk: Field) -> None:
    a_day(desk)
    desk.act("lee", "reopen", "done", "Not on page two", role="rep")
    assert (by_key(desk)["not_yet"].ids, by_key(desk)["resolution"].n) == (("done",), 1)
    desk.act("dana", "answer", "done", "Now it is", role="liaison")
    desk.act("dana", "reopen", "no", role="liaison")
    found = by_key(desk)
    assert found["not_yet"].ids == ("done",), (
        "answering again takes nothing away, and a liaison's reopening is none"
    )
    assert found["first_answer"].n == 3


def test_they_are_the_figures_that_programs_read(desk: Field) -> None:
    a_day(desk)
    desk.redact("ray", "left")
    whole, found = figures(counted(desk.items.values(), PROMISE), PROMISE, desk.now), by_key(desk)
    assert (found["received"].n, found["open"].n) == (whole.received, whole.received)
    assert found["first_answer"].n == whole.first_answer.n
    assert found["first_answer"].said.startswith(hours_said(whole.first_answer.median or 0))
    assert found["resolution"].n == whole.resolution.n
    assert found["replies"].n == whole.replies.n
    assert len(found["changed"].ids) == whole.changed


@pytest.mark.parametrize("state", ["withdrawn", "redacted"])
def test_what_its_author_took_back_is_counted_nowhere(desk: Field, state: str) -> None:
    desk.capture("a1")
    desk.act("lee", "withdraw", "a1") if state == "withdrawn" else desk.redact("lee", "a1")
    assert {one.n for one in by_key(desk).values()} == {0}
    assert by_key(desk)["first_answer"].said == "none yet"


def test_of_what_was_said_since_a_day(desk: Field) -> None:
    desk.capture("old")
    desk.wait(days=40)
    desk.capture("new")
    assert by_key(desk, days=30)["received"].ids == ("new",)
    assert by_key(desk)["received"].ids == ("new", "old")


@pytest.mark.parametrize(
    ("hours", "said"),
    [(0, "0 h"), (0.02, "0.02 h"), (0.99, "0.99 h"), (5.23, "5.2 h"), (14, "14 h"), (40.93, "40.9 h"),
     (1204.4, "1,204 h")],
)  # fmt: skip
def test_hours_have_no_more_figures_than_mean_something(hours: float, said: str) -> None:
    assert hours_said(hours) == said
