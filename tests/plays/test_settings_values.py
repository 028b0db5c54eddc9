"""Values of a settings file: read, or told with file, line, key and what is nearly meant."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.plays import settings_check as read
from playbook.plays.settings_check import Check, Reader


def told(reader: Reader, value: Any, place: tuple[str | int, ...] = ("desk", "key")) -> tuple[Any, list[str]]:
    check = Check({("desk",): 3, ("desk", "key"): 5})
    found = reader(check, place, value)
    return found, [f"{problem.line}: {problem.message}" for problem in check.problems]


@pytest.mark.parametrize(
    ("reader", "value", "found"),
    [
        (read.a_text, " word ", "word"),
        (read.a_text, "  ", None),
        (read.a_name, "north-wind.2", "north-wind.2"),
        (read.a_flag, False, False),
        (read.a_count, 0, 0),
        (read.a_count, 2**31 - 1, 2**31 - 1),
        (read.a_share, 0, 0.0),
        (read.a_share, 0.3, 0.3),
        (read.a_share, 1, 1.0),
        (read.the_hours, "Mon-Fri 09:00-17:00", "Mon-Fri 09:00-17:00"),
        (read.the_hours, "Sat 10:00-24:00 Europe/Berlin", "Sat 10:00-24:00 Europe/Berlin"),
        (read.one_of("a", "b"), "a", "a"),
        (read.list_of(read.a_text), ["a", " ", "b"], ("a", "b")),
        (read.list_of(read.a_count), [], ()),
        (read.map_of(read.a_count, read.a_name), {"x": 1}, {"x": 1}),
    ],
)
def test_what_is_right_is_read_without_a_word(reader: Reader, value: Any, found: Any) -> None:
    assert told(reader, value) == (found, [])


@pytest.mark.parametrize(
    ("reader", "value", "said"),
    [
        (read.a_text, 3, "5: desk.key: should be a text such as “word”, not a number."),
        (read.a_text, {}, "5: desk.key: should be a text such as “word”, not a table."),
        (read.a_name, "../up", "not “../up”."),
        (read.a_name, "", "should be a name of letters"),
        (read.a_name, "x" * 65, "should be a name of letters"),
        (read.a_flag, "yes", "should be true or false, not “yes”."),
        (read.a_flag, 1, "should be true or false, not a number."),
        (read.a_count, True, "not true or false."),
        (read.a_count, -1, "should be a whole number such as 3"),
        (read.a_count, 2**31, "should be a whole number such as 3"),
        (read.a_count, 1.5, "should be a whole number such as 3"),
        (read.a_share, 1.01, "should be a number from 0 to 1"),
        (read.a_share, -0.1, "should be a number from 0 to 1"),
        (read.a_share, float("nan"), "should be a number from 0 to 1"),
        (read.the_hours, "9 to 5", "should be hours such as “Mon-Fri 09:00-17:00 Europe/Berlin”"),
        (read.the_hours, "Mon 25:00-26:00", "should be hours"),
        (read.one_of("marketing", "sales"), "salse", "not “salse”. Did you mean “sales”?"),
        (read.one_of("marketing", "sales"), 7, "should be one of marketing, sales, not a number."),
        (read.list_of(read.a_text), "one", "should be a list such as [“one”, “two”], not “one”."),
        (read.map_of(read.a_text, read.a_name), [], "should be a table, not a list."),
    ],
)
def test_what_is_wrong_says_what_it_should_be(reader: Reader, value: Any, said: str) -> None:
    found, (problem,) = told(reader, value)
    assert found is None and said in problem


def test_a_wrong_value_in_a_list_is_told_by_its_place_and_the_others_stand() -> None:
    found, problems = told(read.list_of(read.a_count), [1, "x", 3])
    assert found == (1, 3)
    assert problems == ["5: desk.key[2]: should be a whole number such as 3, not “x”."]


def test_a_key_of_a_free_table_must_fit_too() -> None:
    found, problems = told(read.map_of(read.a_count, read.a_name), {"ok": 1, "no way": 2, "bad": "x"})
    assert found == {"ok": 1}
    assert len(problems) == 2 and problems[0].startswith("5: desk.key.no way: should be a name")


def test_a_table_names_the_nearest_key_and_what_is_missing() -> None:
    keys = {"title": ("title", read.a_text), "minutes": ("minutes", read.a_count)}
    reader = read.table(dict, keys, "title")
    assert told(reader, {"title": "A", "minutes": 3}) == ({"title": "A", "minutes": 3}, [])
    found, problems = told(reader, {"titl": "A"})
    assert found is None
    assert any("desk.key.titl: there is no such key. Did you mean “title”?" in one for one in problems)
    assert any("desk.key: needs the key “title”." in one for one in problems)
    _, (unknown,) = told(reader, {"title": "A", "zzz": 1})
    assert unknown.endswith("there is no such key. Known here: title, minutes.")
    assert told(reader, 3)[1] == ["5: desk.key: should be a table, not a number."]


def test_a_needed_value_that_is_wrong_makes_no_table() -> None:
    reader = read.table(dict, {"title": ("title", read.a_text)}, "title")
    found, problems = told(reader, {"title": 3})
    assert found is None and len(problems) == 1


@pytest.mark.parametrize(
    ("place", "line"),
    [(("desk", "key"), 5), (("desk", "other"), 3), (("desk", "key", 2), 5), (("elsewhere",), 1), ((), 1)],
)
def test_the_line_is_that_of_the_value_or_of_what_is_around_it(
    place: tuple[str | int, ...], line: int
) -> None:
    assert Check({("desk",): 3, ("desk", "key"): 5}).line(place) == line


def test_a_place_is_written_as_people_write_it_and_harmless() -> None:
    assert read.spoken(("desk", "assign", 1, "to")) == "desk.assign[2].to"
    assert "\x1b" not in read.spoken(("a\x1b[2J", "b\nc"))
