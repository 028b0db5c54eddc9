"""Texts end to end are what they were as a list."""

from __future__ import annotations

from array import array
from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.library.packed_texts import PackedTexts

WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=8)


def packed(texts: list[str]) -> PackedTexts:
    data, ends = PackedTexts.pack(texts)
    return PackedTexts(memoryview(data), memoryview(ends).cast("I"))


@given(WORDS)
def test_every_text_is_what_it_was(texts: list[str]) -> None:
    made = packed(texts)
    assert len(made) == len(texts)
    assert list(made) == [made[place] for place in range(len(made))] == texts
    assert made[1:] == texts[1:] and made[::-1] == texts[::-1]
    assert list(reversed(made)) == texts[::-1]


@given(WORDS.map(sorted), st.text(st.characters(exclude_categories=["Cs"]), max_size=3))
def test_sorted_texts_are_searched_as_a_list_is(texts: list[str], asked: str) -> None:
    assert bisect_left(packed(texts), asked) == bisect_left(texts, asked)
    assert (asked in packed(texts)) == (asked in texts)


def test_a_place_beyond_the_ends_is_none() -> None:
    made = packed(["one", "zwei", "三"])
    assert (made[-1], made[-3]) == ("三", "one")
    for place in (3, -4):
        with pytest.raises(IndexError):
            made[place]


@pytest.mark.parametrize(("data", "ends"), [(b"abc", [0, 2]), (b"abc", []), (b"", [1])])
def test_pieces_that_do_not_belong_together_are_refused(data: bytes, ends: list[int]) -> None:
    with pytest.raises(ValueError, match="not whole"):
        PackedTexts(data, array("I", ends))
