"""Which documents have which words, by where they stand: as made, as packed, and as a typed word finds them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.library.lexicon import Lexicon
from playbook.library.matching import ANYWHERE, IN_NAMES, IN_TITLE, Matcher, Shard

DOCUMENTS = [
    ("price call", "cost money", "open size", "we talk of price and of the cost"),
    ("security review", "pentest", "files", "where is our data"),
    ("too expensive", "pricey cheap", "", "price again and again"),
]
"""Title, other names, headings, text of each."""


def lexicon(documents: Sequence[Sequence[str]] = DOCUMENTS) -> Lexicon:
    return Lexicon.of(documents)


def found(
    word: str, fields: int = ANYWHERE, *, forgiving: bool = False, shards: Sequence[Shard] = ()
) -> set[int]:
    (match,) = Matcher(shards or [Shard(lexicon())]).matches([word], forgiving=forgiving)
    return match.having(fields)


def test_every_word_stands_once_in_order() -> None:
    words = lexicon().vocabulary
    assert words == sorted(set(words)) and "price" in words and "pentest" in words


def test_a_word_is_found_field_by_field() -> None:
    made = lexicon()
    place = made.vocabulary.index("price")
    assert made.having(0, range(place, place + 1)) == {0}
    assert made.having(3, [place]) == {0, 2}
    assert made.having(1, [place]) == set()
    assert made.having(9, [place]) == set()
    assert made.having(3, [place], 100) == {100, 102}


def test_neighbours_and_scattered_words_say_the_same() -> None:
    made = lexicon()
    run = range(2, 6)
    assert made.having(3, run) == made.having(3, list(run))
    assert made.frequency(run) == made.frequency(list(run))


def test_of_nothing_is_nothing() -> None:
    made = Lexicon.of([])
    assert made.vocabulary == [] and made.having(0, range(0)) == set()
    assert list(Lexicon.unpacked(made.packed()).vocabulary) == []


@given(st.lists(st.lists(st.sampled_from(["a", "b", "ab", "ba", "cc"]), max_size=4), max_size=5))
def test_packed_and_unpacked_it_is_the_same(words: list[list[str]]) -> None:
    made = Lexicon.of([(" ".join(one), "x " + " ".join(one)) for one in words])
    again = Lexicon.unpacked(made.packed())
    every = range(len(made.vocabulary))
    assert list(again.vocabulary) == again.walked == made.vocabulary
    assert [again.having(field, every) for field in (0, 1)] == [made.having(field, every) for field in (0, 1)]
    assert again.frequency(every) == made.frequency(every)


def test_torn_pieces_are_refused() -> None:
    pieces = lexicon().packed()
    with pytest.raises(ValueError):
        Lexicon.unpacked([pieces[0], *pieces[1:-1], pieces[-1][:-4]])
    with pytest.raises(ValueError):
        Lexicon.unpacked([pieces[0] + b"\nmore", *pieces[1:]])
    with pytest.raises(ValueError):
        Lexicon.unpacked(pieces[:-1])
    with pytest.raises(ValueError):
        Lexicon.unpacked([*pieces[:1], pieces[1][:-1], *pieces[2:]])


# Typed words


def test_beginnings_find_titles_first_and_text_last() -> None:
    assert found("pri", IN_TITLE) == {0}
    assert found("pri", IN_NAMES) == {0, 2}
    assert found("pri") == {0, 2}
    assert found("data", IN_NAMES) == set()
    assert found("data") == {1}


def test_a_whole_word_counts_more_than_a_beginning() -> None:
    (match,) = Matcher([Shard(lexicon())]).matches(["price"])
    best, *rest = match.levels(ANYWHERE)
    assert best == (10.0, {0})
    assert all(weight < 10.0 for weight, _ in rest)


def test_a_mistyped_word_is_forgiven_only_where_nothing_begins_so() -> None:
    assert found("expnsive") == {2}
    assert found("sechrity") == {1}
    assert found("pri") == {0, 2}  # nothing near it is mixed in
    assert found("xyzzy") == set()


def test_documents_that_are_gone_are_not_found() -> None:
    assert found("price", shards=[Shard(lexicon(), gone={0})]) == {2}


def test_shards_answer_together_by_places_of_their_own() -> None:
    shards = [Shard(lexicon()), Shard(lexicon([("price list", "", "", "")]), first=3)]
    assert found("price", IN_TITLE, shards=shards) == {0, 3}
    (match,) = Matcher(shards).matches(["price"])
    assert match.frequency >= 4 and "price" in match.terms


def test_asked_again_word_by_word_it_says_the_same() -> None:
    matcher = Matcher([Shard(lexicon())])
    first = matcher.matches(["price", "call"])
    again = matcher.matches(["price", "cal"])
    assert again[0] is first[0]
    assert again[1].having(ANYWHERE) == first[1].having(ANYWHERE) == {0}
