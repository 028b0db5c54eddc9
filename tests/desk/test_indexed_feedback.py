"""Feedback asked of the index is the feedback folded in memory, however its records arrived."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.desk.answers import SAYING, told_to
from playbook.desk.asking import IndexedFeedback, Viewer
from playbook.desk.fold import fold
from playbook.desk.indexed import FeedbackShelf
from playbook.desk.model import Item
from playbook.desk.promise import parse_promise
from playbook.desk.tabs import TABS
from playbook.records.index import Index
from playbook.records.model import Record
from tests.desk.field import START, Field
from tests.desk.folded_desk import counts, listed
from tests.desk.test_fold_properties import HISTORIES
from tests.records.arrivals import Folder, read_by, reads_as

PROMISE = parse_promise()
LATER = START + timedelta(days=20)


def shelf() -> FeedbackShelf:
    return FeedbackShelf(PROMISE, "as usual")


def viewer(person: str = "lee", *, liaison: bool = True, days: float = 0) -> Viewer:
    return Viewer(person, frozenset({person}), liaison, START + timedelta(days=days))


def asked(folder: Folder, person: str = "lee") -> IndexedFeedback:
    index = folder.index([shelf()], person=person)
    index.refresh()
    return IndexedFeedback(index)


def agree(feedback: IndexedFeedback, expected: dict[str, Item], person: str = "lee") -> None:
    """Hold everything the index says against the items folded in memory."""
    assert feedback.ids() == list(expected)
    assert feedback.items(expected) == expected
    who = Viewer(person, frozenset({person}), True, LATER, frozenset({"a1", "a2"}))
    assert feedback.counts(who) == counts(expected, who.names, PROMISE, who.now, who.gone)
    for tab in TABS:
        shown = [item.id for item in listed(expected, tab, who.names, PROMISE, who.now, who.gone)]
        assert feedback.listed(tab, who) == shown
    assert {item.assignee for item in expected.values()} <= set(feedback.values("assignee"))
    for days in (0, 3):
        who = viewer(person, days=days)
        assert feedback.counts(who) == counts(expected, who.names, PROMISE, who.now)
        for tab in TABS:
            shown = [item.id for item in listed(expected, tab, who.names, PROMISE, who.now)]
            assert feedback.listed(tab, who) == shown
    behind = {id_: item for id_, item in expected.items() if person in item.people}
    assert feedback.behind({person}) == behind
    assert told_to(feedback.behind({person}, SAYING), {person}) == told_to(expected, {person})


def arriving(records: list[Record], chance: random.Random, person: str, reads: Callable[[str], bool]) -> None:
    """Let records arrive in batches, and hold what the index says after each against the fold in memory."""
    with tempfile.TemporaryDirectory() as root:
        folder = Folder(Path(root))
        index = folder.index([shelf()], person=person, reads=reads)
        arrived: list[Record] = []
        rest = list(records)
        while rest:
            batch, rest = rest[: (size := chance.randint(1, 12))], rest[size:]
            folder.arrive(batch)
            arrived += batch
            index.refresh()
            agree(IndexedFeedback(index), fold(read_by(person, arrived, reads)), person)
        index.close()
        made_anew = Folder(Path(root))
        made_anew.cache = Path(root) / "another"
        again: Index = made_anew.index([shelf()], person=person, reads=reads)
        again.refresh()
        agree(IndexedFeedback(again), fold(read_by(person, arrived, reads)), person)


@settings(max_examples=15, deadline=None)
@given(HISTORIES, st.randoms(use_true_random=False))
def test_in_the_order_they_were_written(records: list[Record], chance: random.Random) -> None:
    arriving(records, chance, "lee", lambda _: True)


@settings(max_examples=15, deadline=None)
@given(HISTORIES, st.randoms(use_true_random=False))
def test_in_any_order_with_records_that_come_late(records: list[Record], chance: random.Random) -> None:
    chance.shuffle(records)
    arriving(records, chance, "lee", lambda _: True)


AUDIENCES = st.lists(st.sampled_from(["team", "liaison"]), min_size=40, max_size=40)


@settings(max_examples=15, deadline=None)
@given(HISTORIES, AUDIENCES, st.sampled_from(["lee", "dana", "kim"]), st.randoms(use_true_random=False))
def test_where_some_is_among_liaisons_and_told_only_to_whom_it_is_about(
    records: list[Record], audiences: list[str], person: str, chance: random.Random
) -> None:
    field = Field()
    for record, audience in zip(records, audiences, strict=False):
        field.clock = record.clock - 1
        field.write(record.person, record.body, audience=audience)
    made = field.records
    chance.shuffle(made)
    arriving(made, chance, person, reads_as(person, frozenset({"dana", "sam"})))


def test_a_page_of_a_tab(tmp_path: Path) -> None:
    desk = Field()
    for number in range(10):
        desk.capture(f"f{number}")
    folder = Folder(tmp_path)
    folder.arrive(desk.records)
    feedback, who = asked(folder), viewer()
    every = feedback.listed("new", who)
    assert every == [f"f{number}" for number in range(10)]
    assert feedback.listed("new", who, limit=3) == every[:3]
    assert feedback.listed("new", who, limit=3, skip=3) == every[3:6]


def test_what_was_given_to_the_liaisons_alone_hides_from_others(tmp_path: Path) -> None:
    desk = Field()
    desk.capture("f1", "lee", audience="liaison")
    desk.capture("f2", "lee")
    folder = Folder(tmp_path)
    folder.arrive(desk.records)
    feedback = asked(folder)
    assert feedback.counts(viewer("ray", liaison=False))["new"] == 1
    assert feedback.counts(viewer("lee", liaison=False))["new"] == 2
    assert feedback.counts(viewer("dana", liaison=True))["new"] == 2


def test_about_a_page(tmp_path: Path) -> None:
    desk = Field()
    desk.capture("f1", play="plays/a")
    desk.capture("f2", play="plays/b")
    desk.capture("f3", play="plays/c")
    desk.act("dana", "merge", "f1", to="f2")
    folder = Folder(tmp_path)
    folder.arrive(desk.records)
    assert list(asked(folder).about_page(["plays/a"])) == ["f1", "f2"]
    assert asked(folder).about_page(["plays/d"]) == {}


@pytest.mark.parametrize("days", [0, 2, 3])
def test_overdue_is_a_matter_of_now_and_of_the_promise(tmp_path: Path, days: float) -> None:
    desk = Field()
    desk.capture("f1")
    folder = Folder(tmp_path)
    folder.arrive(desk.records)
    feedback, who = asked(folder), viewer(days=days)
    assert feedback.overdue_first(who) == ("f1" if PROMISE.is_overdue(desk.item("f1"), who.now) else "")
    at = PROMISE.due(desk.item("f1"))
    assert at is not None
    assert feedback.overdue_first(Viewer("lee", frozenset({"lee"}), True, at)) == ""
    assert (
        feedback.overdue_first(Viewer("lee", frozenset({"lee"}), True, at + timedelta(microseconds=1)))
        == "f1"
    )


def test_other_words_of_the_promise_make_the_rows_anew(tmp_path: Path) -> None:
    desk = Field()
    desk.capture("f1")
    folder = Folder(tmp_path)
    folder.arrive(desk.records)
    assert asked(folder).overdue_first(viewer(days=0.5)) == ""
    sooner = FeedbackShelf(parse_promise("1 hour"), "1 hour")
    index = folder.index([sooner])
    index.refresh()
    assert IndexedFeedback(index).overdue_first(viewer(days=0.5)) == "f1"
