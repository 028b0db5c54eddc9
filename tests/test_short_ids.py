"""Ids: 80 random bits as 16 letters, shown as a prefix, and found again by what somebody types of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.errors import NotFoundError, PlaybookError
from playbook.ids import ALPHABET, LENGTH, encode, find, new_id, normal, short_ids, shorten

ONE = "abcdef0123456789"
NEAR = "abcdefg123456789"
NEARER = "abcdef0123456780"
FAR = "zzzzzz0000000000"


@pytest.mark.parametrize(
    ("number", "letters"),
    [
        (0, "0000000000000000"),
        (1, "0000000000000001"),
        (31, "000000000000000z"),
        (32, "0000000000000010"),
        (2**80 - 1, "zzzzzzzzzzzzzzzz"),
        (2**79, "g000000000000000"),
        (20, "000000000000000m"),
    ],
)
def test_ten_bytes_are_sixteen_letters_the_greatest_first(number: int, letters: str) -> None:
    assert encode(number.to_bytes(10, "big")) == letters


def test_no_letter_is_taken_for_another() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("ilou")
    assert "".join(sorted(ALPHABET)) == ALPHABET


def test_ids_sort_as_the_bytes_they_were_made_of() -> None:
    numbers = [0, 7, 40, 2**20, 2**40 + 3, 2**79, 2**80 - 1]
    ids = [encode(number.to_bytes(10, "big")) for number in numbers]
    assert sorted(ids) == ids


def test_a_new_id_asks_for_ten_bytes_and_no_more() -> None:
    asked: list[int] = []

    def chosen(count: int) -> bytes:
        asked.append(count)
        return bytes(count)

    assert new_id(chosen) == "0" * LENGTH
    assert asked == [10]


def test_new_ids_are_well_formed_and_unlike() -> None:
    ids = {new_id() for _ in range(50)}
    assert len(ids) == 50
    assert all(len(id_) == LENGTH and set(id_) <= set(ALPHABET) for id_ in ids)


@pytest.mark.parametrize(
    ("among", "letter", "shown"),
    [
        ((), "", "ABCDEF"),
        ((), "F", "F-ABCDEF"),
        ((ONE,), "F", "F-ABCDEF"),
        ((FAR,), "R", "R-ABCDEF"),
        ((NEAR,), "", "ABCDEF0"),
        ((NEARER,), "", "ABCDEF0123456789"),
        ((NEAR, FAR, NEARER), "F", "F-ABCDEF0123456789"),
        (("abcd",), "", "ABCDEF"),
    ],
)
def test_an_id_is_shown_as_short_as_it_is_still_alone(
    among: tuple[str, ...], letter: str, shown: str
) -> None:
    assert shorten(ONE, among, letter=letter) == shown


def test_an_id_that_is_itself_short_is_shown_whole() -> None:
    assert shorten("ab", ["abc", "ab"]) == "AB"


def test_what_is_shown_is_found_again() -> None:
    ids = [ONE, NEAR, NEARER, FAR]
    for id_ in ids:
        assert find(shorten(id_, ids, letter="F"), ids, what="feedback") == id_


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("F-ABCDEF", "abcdef"),
        ("f-abcdef", "abcdef"),
        ("  R-7H3K2M\n", "7h3k2m"),
        ("abc-def", "abcdef"),
        ("OIL", "011"),
        ("f-oil", "011"),
        ("", ""),
        ("   ", ""),
        ("-", ""),
        ("f-", "f"),
        ("1-2-3", "23"),
    ],
)
def test_what_is_typed_is_mended_as_it_was_meant(typed: str, stored: str) -> None:
    assert normal(typed) == stored


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("F-ABCDEFO1234S", "abcdef01234s0000"), ("a", "abcdef01234s0000"), ("zz", FAR), ("Z-ZZ", FAR)],
)
def test_a_beginning_is_enough_where_one_id_has_it(typed: str, wanted: str) -> None:
    assert find(typed, [FAR, "abcdef01234s0000"], what="run") == wanted


@pytest.mark.parametrize("typed", ["", "  ", "-", "q", "abcdef01234567890", "\x1b[2J", "株式"])
def test_what_no_id_begins_with_is_not_there(typed: str) -> None:
    with pytest.raises(NotFoundError) as told:
        find(typed, [ONE, FAR], what="run")
    assert str(told.value) == f"There is no run “{typed}”."


def test_several_are_shown_apart_and_more_letters_asked_for() -> None:
    with pytest.raises(PlaybookError) as told:
        find("ab", [FAR, NEARER, ONE, NEAR], what="run")
    assert str(told.value) == (
        "“ab” could be 3 different runs: ABCDEF0123456780, ABCDEF0123456789, ABCDEFG. Type more letters of it."
    )
    assert not isinstance(told.value, NotFoundError)


def test_of_many_five_are_shown_and_all_counted() -> None:
    ids = [f"a{letter}00000000000000" for letter in "0123456789"]
    with pytest.raises(PlaybookError) as told:
        find("a", ids, what="feedback")
    assert "could be 10 different feedbacks: A00000, A10000, A20000, A30000, A40000. Type" in str(told.value)


def test_one_id_that_is_named_twice_is_still_one() -> None:
    assert find("abc", [ONE, ONE], what="run") == ONE


@given(st.lists(st.text("ab", min_size=6, max_size=10), max_size=12, unique=True), st.integers(0, 11))
def test_many_are_shortened_at_once_as_each_would_be_alone(ids: list[str], some: int) -> None:
    wanted = ids[:some]
    assert short_ids(wanted, ids, letter="F") == {one: shorten(one, ids, letter="F") for one in wanted}
