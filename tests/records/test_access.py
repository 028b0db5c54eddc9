"""Who may read which journal."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from playbook.records.access import managers_of, may_read, people_below


@dataclass(frozen=True)
class Person:
    roles: tuple[str, ...] = ()
    manager: str = ""
    also: tuple[str, ...] = ()


PEOPLE = {
    "lee": Person(("rep",), "kim", ("lpark",)),
    "mia": Person(("rep",), "kim"),
    "kim": Person(("manager",), "vera"),
    "vera": Person(("manager",)),
    "dana": Person(("liaison", "author")),
    "otto": Person(("rep",), "nobody-known"),
    "one": Person((), "two"),
    "two": Person((), "one"),
    "self": Person((), "self"),
}


def test_the_managers_above_nearest_first() -> None:
    assert managers_of("lee", PEOPLE) == ("kim", "vera")
    assert managers_of("kim", PEOPLE) == ("vera",)
    assert managers_of("vera", PEOPLE) == ()
    assert managers_of("stranger", PEOPLE) == ()
    assert managers_of("otto", PEOPLE) == ("nobody-known",)


def test_a_circle_of_managers_ends_where_it_closes() -> None:
    assert managers_of("one", PEOPLE) == ("two",)
    assert managers_of("two", PEOPLE) == ("one",)
    assert managers_of("self", PEOPLE) == ()


def test_everybody_below_a_manager() -> None:
    assert people_below("kim", PEOPLE) == ("lee", "mia")
    assert people_below("vera", PEOPLE) == ("lee", "mia", "kim")
    assert people_below("lee", PEOPLE) == ()


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("team", {"lee", "mia", "kim", "vera", "dana", "otto", "one", "two", "self", "stranger"}),
        ("line", {"lee", "kim", "vera"}),
        ("liaison", {"lee", "dana"}),
        ("self", {"lee"}),
        ("pair-kim", {"lee", "kim"}),
        ("pair-mia", {"lee", "mia"}),
        ("something-new", {"lee"}),
        ("", {"lee"}),
    ],
)
def test_each_audience_has_its_readers_and_nobody_else(audience: str, readers: set[str]) -> None:
    everybody = {*PEOPLE, "stranger"}
    assert {one for one in everybody if may_read(one, f"lee/00112233445566ff/{audience}", PEOPLE)} == readers


def test_what_was_begun_under_an_earlier_name_is_read_as_if_it_bore_the_present_one() -> None:
    assert may_read("lee", "lpark/d/line", PEOPLE)
    assert may_read("kim", "lpark/d/line", PEOPLE)
    assert not may_read("mia", "lpark/d/line", PEOPLE)
    assert may_read("lee", "kim/d/pair-lpark", PEOPLE)
    assert not may_read("mia", "kim/d/pair-lpark", PEOPLE)
    assert not may_read("lpark", "lee/d/line", PEOPLE)
