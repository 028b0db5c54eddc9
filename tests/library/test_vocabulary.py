from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.library.vocabulary import forgiven, is_nearly, nearly, prefix_range

TERMS = sorted({"price", "prices", "pricing", "print", "procurement", "objection", "obj", "ab", "a"})


def edits(left: str, right: str) -> int:
    """Optimal string alignment distance, as the textbook table has it."""
    table = [[max(row, column) for column in range(len(right) + 1)] for row in range(len(left) + 1)]
    for row in range(1, len(left) + 1):
        for column in range(1, len(right) + 1):
            same = left[row - 1] == right[column - 1]
            best = min(
                table[row - 1][column] + 1,
                table[row][column - 1] + 1,
                table[row - 1][column - 1] + (not same),
            )
            if (
                row > 1
                and column > 1
                and left[row - 1] == right[column - 2]
                and left[row - 2] == right[column - 1]
            ):
                best = min(best, table[row - 2][column - 2] + 1)
            table[row][column] = best
    return table[-1][-1]


def near_by_hand(terms: list[str], word: str, errors: int) -> list[str]:
    return [
        term for term in terms if min(edits(word, term[:length]) for length in range(len(term) + 1)) <= errors
    ]


def test_beginnings() -> None:
    assert [TERMS[place] for place in prefix_range(TERMS, "pri")] == ["price", "prices", "pricing", "print"]
    assert [TERMS[place] for place in prefix_range(TERMS, "obj")] == ["obj", "objection"]
    assert not prefix_range(TERMS, "x")
    assert not prefix_range(TERMS, "pricingx")
    assert len(prefix_range(TERMS, "")) == len(TERMS)
    assert not prefix_range([], "a")


@given(st.lists(st.text("ab\U0010fffe価", max_size=4)), st.text("ab\U0010fffe価", max_size=3))
def test_beginnings_are_all_and_only_those(terms: list[str], prefix: str) -> None:
    vocabulary = sorted(set(terms))
    found = [vocabulary[place] for place in prefix_range(vocabulary, prefix)]
    assert found == [term for term in vocabulary if term.startswith(prefix)]


@pytest.mark.parametrize(
    ("word", "errors", "found"),
    [
        ("objection".replace("je", "ej"), 1, ["objection"]),  # swapped
        ("objecton", 1, ["objection"]),  # left out
        ("objjection", 1, ["objection"]),  # put in
        ("objextion", 1, ["objection"]),  # replaced
        ("pbjection", 1, ["objection"]),  # the first letter
        ("objcet", 1, ["objection"]),  # not yet typed to its end
        ("obgecktion", 1, []),
        ("obgecktion", 2, ["objection"]),
        ("prizing", 1, ["pricing"]),
    ],
)
def test_typing_errors(word: str, errors: int, found: list[str]) -> None:
    assert [TERMS[place] for place in nearly(TERMS, word, errors)] == found


@given(
    st.lists(st.text("abc", min_size=1, max_size=7), max_size=12),
    st.text("abcd", min_size=3, max_size=6),
    st.integers(1, 2),
)
def test_errors_are_counted_as_the_textbook_does(terms: list[str], word: str, errors: int) -> None:
    vocabulary = sorted(set(terms))
    found = [vocabulary[place] for place in nearly(vocabulary, word, errors)]
    assert found == near_by_hand(vocabulary, word, errors)


@pytest.mark.parametrize(("word", "errors"), [("ab", 0), ("abc", 1), ("abcd", 1), ("abcde", 2), ("", 0)])
def test_longer_words_are_forgiven_more(word: str, errors: int) -> None:
    assert forgiven(word) == errors


@given(st.text("abc", min_size=3, max_size=6), st.text("abcd", max_size=8), st.integers(1, 2))
def test_whole_words_are_near_as_the_textbook_has_it(word: str, term: str, errors: int) -> None:
    assert is_nearly(word, term, errors) is (edits(word, term) <= errors)
