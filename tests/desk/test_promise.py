"""When an item is due, and what stops the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from playbook.desk.hours import WorkingHoursError, parse_hours
from playbook.desk.promise import Promise, Span, moment, parse_promise, parse_span
from playbook.plays.settings import parse_settings
from tests.desk.field import Field

PROMISE = parse_promise("2 business days", "10 business days", "Mon-Fri 09:00-17:00 UTC", ["2026-11-26"])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def due(desk: Field, id_: str = "a1", promise: Promise = PROMISE) -> datetime | None:
    return promise.due(desk.item(id_))


def test_a_new_item_is_due_by_the_first_answer(desk: Field) -> None:
    desk.capture("a1")
    assert due(desk) == at("2026-11-17T17:00")


def test_once_somebody_has_taken_it_it_is_due_by_the_resolution(desk: Field) -> None:
    desk.capture("a1")
    desk.wait(hours=5)
    desk.act("dana", "accept", "a1")
    assert due(desk) == at("2026-11-30T17:00")  # two weeks and a holiday, from its capture


def test_the_clock_stands_while_the_rep_is_asked(desk: Field) -> None:
    desk.capture("a1")
    desk.wait(hours=4)
    desk.act("dana", "ask", "a1", "which?")
    assert due(desk) is None
    assert PROMISE.left(desk.item("a1"), desk.now) is None
    assert not PROMISE.is_overdue(desk.item("a1"), at("2030-01-01T00:00"))
    desk.wait(days=7)
    desk.act("lee", "reply", "a1", "this one")
    assert due(desk) == at("2026-12-07T17:00")


@pytest.mark.parametrize("action", ["answer", "decline", "withdraw"])
def test_nothing_is_due_of_what_is_settled(desk: Field, action: str) -> None:
    desk.capture("a1")
    desk.act("lee" if action == "withdraw" else "dana", action, "a1", "so")  # type: ignore[arg-type]
    assert due(desk) is None


def test_what_was_published_is_told_by_that_and_nobody_owes_it_another_answer(desk: Field) -> None:
    desk.capture("a1")
    desk.wait(days=1)
    desk.act("dana", "publish", "a1", commit="c1")  # one business day gone
    assert due(desk) is None
    desk.wait(days=6)  # Monday
    desk.act("lee", "reopen", "a1", "not yet", role="rep")
    assert due(desk) == at("2026-12-04T17:00")  # nine more, without the holiday


def test_reopening_goes_on_where_the_clock_stood(desk: Field) -> None:
    desk.capture("a1")
    desk.wait(days=1)
    desk.act("dana", "answer", "a1", "yes")  # one business day gone
    desk.wait(days=6)  # Monday
    desk.act("dana", "reopen", "a1")
    assert due(desk) == at("2026-12-04T17:00")  # nine more, without the holiday


def test_undone_actions_never_stopped_the_clock(desk: Field) -> None:
    desk.capture("a1")
    before = due(desk)
    answer = desk.act("dana", "answer", "a1", "yes")
    desk.wait(days=30)
    desk.undo("dana", answer)
    assert due(desk) == before


def test_waiting_twice(desk: Field) -> None:
    desk.capture("a1")
    for _ in range(2):
        desk.act("dana", "ask", "a1", "which?")
        desk.wait(days=1)
        desk.act("lee", "reply", "a1", "this")
        desk.wait(days=1)
    assert due(desk) == at("2026-12-02T17:00")


def test_redacted_is_never_due(desk: Field) -> None:
    desk.capture("a1")
    desk.redact("lee", "a1")
    assert due(desk) is None


def test_overdue_begins_after_the_promised_moment(desk: Field) -> None:
    desk.capture("a1")
    item = desk.item("a1")
    assert not PROMISE.is_overdue(item, at("2026-11-17T17:00"))
    assert PROMISE.is_overdue(item, at("2026-11-17T17:00:01"))


def test_what_is_left_is_working_time(desk: Field) -> None:
    desk.capture("a1")
    item = desk.item("a1")
    assert PROMISE.left(item, at("2026-11-16T09:00")) == 16 * 3600
    assert PROMISE.left(item, at("2026-11-16T22:00")) == 8 * 3600
    assert PROMISE.left(item, at("2026-11-18T10:00")) == -3600


def test_spans_by_the_wall_clock_run_at_night(desk: Field) -> None:
    promise = parse_promise("36 hours", "1 week", "Mon-Fri 09:00-17:00")
    desk.capture("a1")
    assert due(desk, promise=promise) == at("2026-11-17T21:00")
    desk.wait(hours=2)
    desk.act("dana", "ask", "a1", "which?")
    desk.wait(days=1)
    desk.act("lee", "reply", "a1", "this")
    assert due(desk, promise=promise) == at("2026-11-24T09:00")


def test_a_clock_that_went_back_counts_nothing(desk: Field) -> None:
    promise = parse_promise("24 hours", "24 hours")
    desk.capture("a1")
    desk.wait(days=-5)
    desk.act("dana", "ask", "a1", "which?")
    desk.wait(days=5)
    desk.act("lee", "reply", "a1", "this")
    assert due(desk, promise=promise) == at("2026-11-17T09:00")


WEEK = parse_hours("Mon-Fri 09:00-17:00")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2 business days", Span(57_600, True)),
        ("1 business day", Span(28_800, True)),
        ("2 Working Days", Span(57_600, True)),
        ("4 business hours", Span(14_400, True)),
        ("1.5 working hours", Span(5_400, True)),
        ("2 business weeks", Span(288_000, True)),
        ("36 hours", Span(129_600, False)),
        ("1 day", Span(86_400, False)),
        (" 2 weeks ", Span(1_209_600, False)),
        ("30 minutes", Span(1_800, False)),
        ("90 working minutes", Span(5_400, True)),
        ("2 months", Span(5_253_120, False)),
        ("1 year", Span(31_557_600, False)),
        ("1 business month", Span(625_371.429, True)),
        ("0 hours", Span(0, False)),
    ],
)
def test_lengths_of_time_are_read(text: str, span: Span) -> None:
    assert parse_span(text, WEEK) == span


def test_whatever_the_settings_accept_can_be_promised() -> None:
    for unit in ("minute", "hour", "day", "week", "month", "year"):
        for text in (f"1 {unit}", f"2 {unit}s", f"3 business {unit}s", f"4 working {unit}s"):
            settings = parse_settings(f"[desk]\nfirst-answer = '{text}'\nresolution = '{text}'\n")
            promise = parse_promise(settings.desk.first_answer, settings.desk.resolution)
            assert promise.first_answer.seconds == promise.resolution.seconds > 0


@pytest.mark.parametrize(
    "text", ["soon", "2", "two days", "2 moons", "-1 days", "2 business", "1 hour 30", "99999 days"]
)
def test_what_is_no_length_of_time_says_how_to_write_one(text: str) -> None:
    with pytest.raises(WorkingHoursError) as caught:
        parse_span(text, WEEK)
    assert (
        str(caught.value) == f"“{text}” is no length of time. Write it like “2 business days” or “4 hours”."
    )


def test_empty_settings_are_the_defaults() -> None:
    assert parse_promise("", "", "") == parse_promise()
    assert parse_promise().first_answer == Span(57_600, True)
    assert parse_promise().resolution == Span(288_000, True)


def test_a_time_that_cannot_be_read_is_long_ago() -> None:
    assert moment("2026-11-16T09:00:00.000Z") == at("2026-11-16T09:00")
    assert moment("yesterday") == at("1990-01-01T00:00")
    assert moment("") == at("1990-01-01T00:00")


def test_a_promise_over_a_thousand_items_is_asked_in_no_time(desk: Field) -> None:
    desk.capture("a1")
    item = desk.item("a1")
    years = {PROMISE.due(item) for _ in range(1000)}
    assert years == {at("2026-11-17T17:00")}
    assert PROMISE.is_overdue(item, desk.now + timedelta(days=400))
