"""1:1s folded: who may say what, actions carried over, both at once, held and withdrawn."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

from playbook.clock import shown_day
from playbook.coaching.sessions import (
    OneOnOne,
    actions_of,
    between,
    last_held,
    next_of,
    sessions_of,
)
from playbook.plays.settings_model import Person
from playbook.records.coaching import Session
from playbook.records.model import Record

PEOPLE = {
    "lee": Person("lee", manager="kim", also=("lpark",)),
    "kim": Person("kim", manager="pat"),
    "pat": Person("pat"),
}


class Diary:
    """The journals of two who meet."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def __call__(
        self, by: str, act: Any, id_: str = "s1", coach: str = "kim", device: str = "d1", **said: str
    ) -> None:
        body = Session(id_, "lee", coach, act, **said)
        audience = "pair-lee" if by == coach else f"pair-{coach}"
        journal = f"{by}/{device}/{audience}"
        seq = 1 + sum(record.journal == journal for record in self.records)
        clock = len(self.records) + 1
        self.records.append(
            Record(journal, seq, clock, f"2026-11-16T09:{clock:02d}:00.000Z", "session", body)
        )

    @property
    def found(self) -> dict[str, OneOnOne]:
        return sessions_of(self.records, PEOPLE)

    @property
    def one(self) -> OneOnOne:
        return self.found["s1"]


@pytest.fixture
def diary() -> Diary:
    """A 1:1 that Kim has planned."""
    made = Diary()
    made("kim", "plan", day="2026-11-20")
    return made


def test_both_say_note_and_pick_and_it_stands_in_their_order(diary: Diary) -> None:
    diary("lee", "say", text="The CFO")
    diary("kim", "note", text="Asks well")
    diary("lee", "note", text="I will")
    diary("kim", "pick", run="r1")
    diary("lee", "pick", run="r2")
    diary("kim", "pick", run="r1")
    one = diary.one
    assert (one.day, one.state, one.planned_by) == ("2026-11-20", "planned", "kim")
    assert [(said.by, said.text) for said in one.said] == [("lee", "The CFO")]
    assert [(said.by, said.text) for said in one.notes] == [("kim", "Asks well"), ("lee", "I will")]
    assert one.picks == ("r1", "r2")
    diary("lee", "unpick", run="r1")
    diary("lee", "unpick", run="never")
    assert diary.one.picks == ("r2",)


def test_an_action_is_agreed_reworded_done_and_open_again_by_either(diary: Diary) -> None:
    diary("kim", "action", action="a1", text="Call Mia", who="lee", day="2026-11-27")
    diary("lee", "action", action="a1", text="Listen to Mia", who="lee", day="2026-11-30")
    (action,) = diary.one.actions
    assert (action.text, action.by, action.state) == ("Listen to Mia", "2026-11-30", "open")
    diary("lee", "done", action="a1")
    (action,) = diary.one.actions
    assert (action.state, action.changed_by) == ("done", "lee")
    states = []
    for act in ("undone", "dropped"):
        diary("kim", act, action="a1")
        states.append(diary.one.actions[0].state)
    assert states == ["open", "dropped"]


def test_it_is_late_when_its_day_is_over_and_never_without_a_day(diary: Diary) -> None:
    diary("kim", "action", action="a1", text="x", who="lee", day="2026-11-27")
    diary("kim", "action", action="a2", text="y", who="kim")
    first, second = diary.one.actions
    assert not first.is_late(date(2026, 11, 27)) and first.is_late(date(2026, 11, 28))
    assert not second.is_late(date(2030, 1, 1))


def test_what_nobody_of_the_two_does_is_the_reps(diary: Diary) -> None:
    diary("kim", "action", action="a1", text="x", who="mallory")
    assert diary.one.actions[0].who == "lee"


def test_what_somebody_else_says_is_passed_over(diary: Diary) -> None:
    diary("pat", "note", text="I was not there")
    diary("pat", "withdraw")
    diary("pat", "note", coach="pat", text="Nor is this my session")
    assert (diary.one.notes, diary.one.state) == ((), "planned")


def test_nobody_meets_themselves_and_what_was_never_planned_is_nothing() -> None:
    made = Diary()
    made("lee", "note", text="x")
    made("lee", "plan", id_="s2", coach="lee", day="2026-11-20")
    made("kim", "done", action="a1")
    assert made.found == {}


def test_earlier_names_of_a_person_are_theirs(diary: Diary) -> None:
    body = Session("s1", "lpark", "kim", "say", text="It is me")
    diary.records.append(Record("lpark/d9/pair-kim", 1, 99, "2026-11-17T09:00:00.000Z", "session", body))
    assert [said.by for said in diary.one.said] == ["lee"]


def test_held_taken_up_again_moved_and_withdrawn(diary: Diary) -> None:
    states = []
    for act, day in (("close", ""), ("reopen", ""), ("plan", "2026-11-23"), ("withdraw", ""), ("plan", "")):
        diary("kim", act, day=day)
        states.append((diary.one.state, diary.one.day))
    assert states == [
        ("held", "2026-11-20"),
        ("planned", "2026-11-20"),
        ("planned", "2026-11-23"),
        ("withdrawn", "2026-11-23"),
        ("planned", "2026-11-23"),
    ]


def test_held_before_its_day_it_was_held_when_that_was_said(diary: Diary) -> None:
    diary("kim", "plan", day="2027-01-15")
    assert diary.one.on == "2027-01-15"
    diary("kim", "close")
    said = shown_day(diary.one.closed)
    assert (diary.one.day, diary.one.on) == ("2027-01-15", said)
    assert said < "2027-01-15"
    diary("kim", "reopen")
    assert diary.one.on == "2027-01-15"


def test_held_after_its_day_it_was_held_on_its_day(diary: Diary) -> None:
    diary("kim", "plan", day="2020-01-15")
    diary("kim", "close")
    assert diary.one.on == "2020-01-15"


def test_two_who_plan_at_once_on_two_devices_have_both(diary: Diary) -> None:
    diary("lee", "plan", id_="s2", device="d2", day="2026-11-19")
    theirs = between(diary.found, "lee", "kim")
    assert [one.id for one in theirs] == ["s1", "s2"]
    assert next_of(theirs) == theirs[1]  # the earlier day


def test_notes_of_two_devices_are_both_kept_in_any_order_of_arrival(diary: Diary) -> None:
    diary("kim", "note", text="one", device="d1")
    diary("kim", "note", text="two", device="d2")
    diary("lee", "action", action="a1", text="x", who="lee")
    diary("lee", "done", action="a1", device="d2")
    expected = diary.found
    dice = Random(3)
    for _ in range(10):
        mixed = [*diary.records, *diary.records]
        dice.shuffle(mixed)
        assert sessions_of(mixed, PEOPLE) == expected


def test_next_and_last_are_by_day_and_withdrawn_ones_are_neither(diary: Diary) -> None:
    assert last_held(between(diary.found, "lee", "kim")) is None
    for id_, day in (("s2", "2026-11-06"), ("s3", "2026-11-13"), ("s4", "2026-11-27")):
        diary("kim", "plan", id_=id_, day=day)
    diary("kim", "close", id_="s2")
    diary("kim", "close", id_="s3")
    diary("kim", "withdraw", id_="s4")
    theirs = between(diary.found, "lee", "kim")
    upcoming, last = next_of(theirs), last_held(theirs)
    assert upcoming is not None and upcoming.id == "s1"
    assert last is not None and last.id == "s3"
    earlier = last_held(theirs, last)
    assert earlier is not None and earlier.id == "s2"
    assert between(diary.found, "lee", "pat") == []


def test_actions_stand_open_ones_first_by_day_then_the_latest_that_ended(diary: Diary) -> None:
    for id_, day in (("a1", "2026-12-01"), ("a2", ""), ("a3", "2026-11-25"), ("a4", ""), ("a5", "")):
        diary("kim", "action", action=id_, text=id_, who="lee", day=day)
    diary("lee", "done", action="a4")
    diary("lee", "done", action="a5")
    assert [one.id for one in actions_of(diary.found.values())] == ["a3", "a1", "a2", "a5", "a4"]


def test_actions_of_a_withdrawn_one_stay(diary: Diary) -> None:
    diary("kim", "action", action="a1", text="x", who="lee")
    diary("kim", "withdraw")
    assert [one.state for one in actions_of(diary.found.values())] == ["open"]


@pytest.mark.parametrize("act", ["done", "dropped", "undone"])
def test_an_action_that_is_not_there_is_not_ended(diary: Diary, act: str) -> None:
    diary("kim", act, action="never")
    diary("kim", "action", text="without an id", who="lee")
    assert diary.one.actions == ()
