"""What falls due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from playbook.coaching.dates import Due, dated, due
from tests.coaching.calls import Log

TODAY = date(2026, 11, 20)


def of(log: Log, *me: str, **how: Any) -> list[Due]:
    return due(log.rows.values(), me or ("lee",), TODAY, **how)


def test_a_next_step_is_due_on_its_day(log: Log) -> None:
    log.run("r1", account="acme", next="Send the study", next_date="2026-11-20")
    assert of(log) == [
        Due(
            "next",
            TODAY,
            "Send the study",
            "r1",
            "plays/first-call",
            "First call",
            "acme",
            "lee",
            moved=False,
        )
    ]


@pytest.mark.parametrize(
    ("day", "ahead", "is_due"),
    [
        ("2026-11-19", 0, True),
        ("2026-11-20", 0, True),
        ("2026-11-21", 0, False),
        ("2026-11-21", 1, True),
        ("2026-11-27", 7, True),
        ("2026-11-28", 7, False),
        ("2025-01-01", 0, True),
        ("2026-11-20T09:00:00Z", 0, True),
    ],
)
def test_days_are_counted(log: Log, day: str, ahead: int, is_due: bool) -> None:
    log.run("r1", next="x", next_date=day)
    assert bool(of(log, days_ahead=ahead)) is is_due


def test_a_promise_is_due_until_something_became_of_it(log: Log) -> None:
    log.run("r1", commitment="promised", commitment_by="2026-11-18")
    (one,) = of(log)
    assert (one.kind, one.due, one.what, one.moved) == ("commitment", date(2026, 11, 18), "First call", False)
    log.kept("r1", "commitment", "moved", "2026-11-20")
    (moved,) = of(log)
    assert (moved.due, moved.moved) == (TODAY, True)
    log.kept("r1", "commitment", "moved", "2026-12-20")
    assert of(log) == []
    log.kept("r1", "commitment", "kept")
    assert of(log, days_ahead=365) == []


@pytest.mark.parametrize("state", ["kept", "broken"])
def test_kept_and_broken_end_it(log: Log, state: str) -> None:
    log.run("r1", commitment="promised", commitment_by="2026-11-18", next="x", next_date="2026-11-18")
    log.kept("r1", "next", state)
    assert [one.kind for one in of(log)] == ["commitment"]
    log.kept("r1", "commitment", state)
    assert of(log) == []


@pytest.mark.parametrize("commitment", ["done", "refused", "not-asked", ""])
def test_only_promises_fall_due(log: Log, commitment: Any) -> None:
    log.run("r1", commitment=commitment, commitment_by="2026-11-18")
    assert of(log) == []


def test_not_now_until_is_asked_again(log: Log) -> None:
    log.run("r1", result="not-now", result_until="2026-11-19")
    (one,) = of(log)
    assert (one.kind, one.what, one.due) == ("next", "Ask again", date(2026, 11, 19))
    log.run("r2", result="declined", result_until="2026-11-19")
    assert len(of(log)) == 1
    log.run("r3", result="not-now", result_until="2026-11-19", next="Write", next_date="2026-11-18")
    assert [(each.run, each.what) for each in of(log)] == [("r3", "Write"), ("r1", "Ask again")]


def test_it_follows_what_was_corrected(log: Log) -> None:
    log.run("r1", next="x", next_date="2026-11-18")
    log.correct("r1", next_date="2026-12-01")
    assert of(log) == []


def test_a_day_that_cannot_be_read_is_due_now_and_first(log: Log) -> None:
    log.run("r1", next="x", next_date="2026-11-18")
    log.run("r2", next="y", next_date="after the fair")
    assert [(one.run, one.due) for one in of(log)] == [("r2", None), ("r1", date(2026, 11, 18))]


def test_no_day_no_due(log: Log) -> None:
    log.run("r1", next="some day", commitment="promised")
    assert of(log) == []


def test_mine_alone_private_ones_too(log: Log) -> None:
    log.run("r1", "lee", next="x", next_date="2026-11-18", private=True)
    log.run("r2", "ray", next="y", next_date="2026-11-18")
    log.run("r3", "lee.park", next="z", next_date="2026-11-18")
    assert [one.run for one in of(log)] == ["r1"]
    assert [one.run for one in of(log, "lee", "lee.park")] == ["r1", "r3"]


def test_redacted_runs_and_wrong_plays_ask_for_nothing(log: Log) -> None:
    log.run("r1", next="x", next_date="2026-11-18")
    log.redact("r1")
    log.run("r2", next="x", next_date="2026-11-18", wrong_play=True)
    assert of(log) == []


def test_a_voicemail_may_have_a_next_step(log: Log) -> None:
    log.run("r1", connect="voicemail", result="", next="Try again", next_date="2026-11-18")
    assert [one.what for one in of(log)] == ["Try again"]


def test_all_that_has_a_day_whether_due_or_not(log: Log) -> None:
    log.run("r1", next="x", next_date="2027-11-18", commitment="promised", commitment_by="2027-01-01")
    assert [(one.kind, one.due) for one in dated(log.row("r1"))] == [
        ("commitment", date(2027, 1, 1)),
        ("next", date(2027, 11, 18)),
    ]
