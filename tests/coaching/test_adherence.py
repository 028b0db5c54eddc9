"""The vectors of measures.md, and what holds of every play and every run."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.coaching.adherence import Adherence, adherence, aligned


def counts(found: Adherence) -> tuple[int, int, int, int]:
    return (found.skipped, found.out_of_order, found.repeated, found.added)


@pytest.mark.parametrize(
    ("done", "fitness", "expected"),
    [
        ("abcde", 1.0, (0, 0, 0, 0)),
        ("acde", 0.8889, (1, 0, 0, 0)),
        ("acbde", 0.8, (0, 1, 0, 0)),
        ("abbcde", 0.9091, (0, 0, 1, 0)),
        ("axbcde", 0.9091, (0, 0, 0, 1)),
        ("edcba", 0.2, (0, 4, 0, 0)),
        ("", 0.0, (5, 0, 0, 0)),
        ("xyz", 0.0, (5, 0, 0, 3)),
        ("e", 0.3333, (4, 0, 0, 0)),
        ("ea", 0.2857, (3, 1, 0, 0)),
        ("bcdea", 0.8, (0, 1, 0, 0)),
        ("abcdea", 0.9091, (0, 0, 1, 0)),
        ("ababcde", 0.8333, (0, 0, 2, 0)),
        ("edcbaedcba", 0.2667, (0, 3, 5, 0)),
    ],
)
def test_vectors_of_the_play_abcde(done: str, fitness: float, expected: tuple[int, int, int, int]) -> None:
    found = adherence("abcde", done)
    assert found.fitness is not None
    assert round(found.fitness, 4) == fitness
    assert counts(found) == expected


def test_nothing_to_do_and_nothing_done_has_no_value() -> None:
    assert adherence("", "") == Adherence(0, 0, 0, 0, None)


def test_nothing_to_do_and_something_done() -> None:
    assert adherence("", "xx") == Adherence(0, 0, 0, 2, 0.0, added_steps=("x", "x"))


def test_the_steps_behind_the_counts_are_named() -> None:
    found = adherence("abcdef", "baxccx")
    assert found.out_of_order_steps == ("b",)
    assert found.skipped_steps == ("d", "e", "f")
    assert found.repeated_steps == ("c",)
    assert found.added_steps == ("x", "x")


@pytest.mark.parametrize(
    ("done", "in_play"),
    [
        ("acbde", {0, 1, 3, 4}),  # a b d e rather than a c d e
        ("edcba", {0}),
        ("badc", {0, 2}),
        ("cdab", {0, 1}),
        ("debc", {1, 2}),
    ],
)
def test_ties_are_broken_toward_the_earliest_step_of_the_play(done: str, in_play: set[int]) -> None:
    assert aligned("abcde", done)[0] == in_play


def test_the_later_of_two_swapped_steps_is_the_one_out_of_order() -> None:
    assert adherence("abcde", "acbde").out_of_order_steps == ("c",)
    assert adherence("abcde", "edcba").out_of_order_steps == ("b", "c", "d", "e")


def test_a_step_that_the_play_has_twice() -> None:
    assert counts(adherence("aba", "aab")) == (0, 1, 0, 0)
    assert counts(adherence("aba", "ab")) == (1, 0, 0, 0)
    assert counts(adherence("aba", "abaa")) == (0, 0, 1, 0)


WORDS = st.text("abcdex", max_size=9)
PLAYS = st.lists(st.sampled_from("abcdefg"), unique=True, max_size=7).map("".join)


def longest_by_hand(play: str, done: str) -> list[tuple[int, ...]]:
    """Return the places in `play` of every longest common subsequence, by trying them all."""
    for size in range(len(play), -1, -1):
        found = [
            places
            for places in combinations(range(len(play)), size)
            if _is_within("".join(play[place] for place in places), done)
        ]
        if found:
            return found
    return []


def _is_within(part: str, whole: str) -> bool:
    letters = iter(whole)
    return all(letter in letters for letter in part)


@given(PLAYS, WORDS)
def test_the_alignment_is_longest_and_earliest(play: str, done: str) -> None:
    in_play, in_done = aligned(play, done)
    assert tuple(sorted(in_play)) == min(longest_by_hand(play, done))
    assert [play[place] for place in sorted(in_play)] == [done[place] for place in sorted(in_done)]


@given(WORDS, WORDS)
def test_the_counts_add_up_to_the_cost(play: str, done: str) -> None:
    found = adherence(play, done)
    cost = found.skipped + 2 * found.out_of_order + found.repeated + found.added
    if not play and not done:
        assert found.fitness is None
    else:
        assert found.fitness == pytest.approx(1 - cost / (len(play) + len(done)))
        assert 0 <= (found.fitness or 0) <= 1
    assert (found.fitness == 1.0) == (bool(play) and play == done)
    assert found.skipped == len(found.skipped_steps)
    assert found.out_of_order == len(found.out_of_order_steps)
    assert found.repeated == len(found.repeated_steps)
    assert found.added == len(found.added_steps)


@given(PLAYS, WORDS)
def test_what_was_skipped_was_not_done_and_what_was_added_is_not_in_the_play(play: str, done: str) -> None:
    found = adherence(play, done)
    assert set(found.skipped_steps) == set(play) - set(done)
    assert Counter(found.added_steps) == Counter(letter for letter in done if letter not in play)
    assert set(found.out_of_order_steps) <= set(play) & set(done)


def test_lists_and_tuples_are_the_same_play() -> None:
    assert adherence(["a", "b"], ("a", "b")) == adherence("ab", "ab")
