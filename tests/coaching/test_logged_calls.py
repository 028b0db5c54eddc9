"""Calls that were logged, counted in the index as in memory, however often they were written."""

from __future__ import annotations

import random
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.coaching.completeness import Completeness, completeness, is_within, logged
from playbook.coaching.indexed_calls import CallShelf, indexed_completeness
from playbook.records.customers import Touch
from playbook.records.index import Filed
from playbook.records.model import Record, Vote
from tests.coaching.calls import Log
from tests.records.arrivals import Folder

DAYS = ("2026-10-30", "2026-11-02", "2026-11-20", "someday", "")
WINDOWS = [
    (None, None),
    (date(2026, 11, 1), None),
    (None, date(2026, 11, 20)),
    (date(2026, 11, 1), date(2026, 11, 3)),
]


def touches(chance: random.Random, count: int) -> list[Record]:
    """Return touches of three people, some written twice, some without a run."""
    log = Log()
    for _ in range(count):
        log.write(
            chance.choice(["lee", "ray", "kim"]),
            Touch(
                chance.choice(["acme", "byte"]), chance.choice(["", "c1"]),
                connect=chance.choice(["connected", "connected", "voicemail"]),
                date=chance.choice(DAYS), run=chance.choice(["", "", "r1", "r2", "r3"]),
            ),
        )  # fmt: skip
    return log.records


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_index_and_memory_know_the_same_share(chance: random.Random) -> None:
    records = touches(chance, chance.randint(0, 40))
    chance.shuffle(records)
    half = len(records) // 2
    with tempfile.TemporaryDirectory() as root:
        folder = Folder(Path(root))
        index = folder.index([CallShelf()], [Filed("touch")])
        for arrived in (records[:half], records[half:]):
            folder.arrive(arrived)
            index.refresh()
        in_order = sorted(records, key=lambda record: record.order)
        for window in WINDOWS:
            assert indexed_completeness(index, *window) == completeness(in_order, *window)
        assert index.records(["touch"]) == in_order, "they are found by their kind as well"
        index.close()


def test_what_is_no_call_that_reached_somebody_is_none(log: Log) -> None:
    assert logged(log.write("lee", Touch("acme", connect="no-answer"))) is None
    assert logged(log.write("lee", Vote("f1"))) is None
    assert CallShelf().subject(log.records[0]) == ""


def test_a_touch_written_twice_is_one_call_and_two_days_are_two(log: Log) -> None:
    first = log.write("lee", Touch("acme", date="2026-11-02"))
    again = log.write("lee", Touch("acme", date="2026-11-02"))
    other = log.write("lee", Touch("acme", date="2026-11-03"))
    shelf = CallShelf()
    assert shelf.subject(first) == shelf.subject(again) != shelf.subject(other)
    assert completeness(log.records)["lee"] == Completeness(0, 2)


@pytest.mark.parametrize(
    ("day", "since", "until", "counts"),
    [
        ("2026-11-02", None, None, True),
        ("", None, None, True),
        ("", date(2026, 11, 1), None, False),
        ("", None, date(2026, 11, 1), False),
        ("2026-11-01", date(2026, 11, 1), date(2026, 11, 2), True),
        ("2026-11-02", date(2026, 11, 1), date(2026, 11, 2), False),
    ],
)
def test_the_last_day_is_not_one_of_them_and_an_unreadable_one_only_of_all(
    day: str, since: date | None, until: date | None, counts: bool
) -> None:
    assert is_within(day, since, until) is counts
