from __future__ import annotations

import itertools
import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.library.prose_diff import Segment, changed_lines, in_plain, word_diff


@pytest.mark.parametrize(
    ("old", "new", "segments"),
    [
        ("", "", []),
        ("same\n", "same\n", [("same", "same\n")]),
        ("", "new", [("added", "new")]),
        ("old", "", [("removed", "old")]),
        (
            "Say the price now.",
            "Say the value now.",
            [("same", "Say the "), ("removed", "price"), ("added", "value"), ("same", " now.")],
        ),
        (
            "a red car here",
            "a blue bus here",
            [("same", "a "), ("removed", "red car"), ("added", "blue bus"), ("same", " here")],
        ),
        (
            "one\ntwo\nthree\n",
            "one\n2\nthree\n",
            [("same", "one\n"), ("removed", "two"), ("added", "2"), ("same", "\nthree\n")],
        ),
        ("one\n", "one\ntwo\n", [("same", "one\n"), ("added", "two\n")]),
        ("one two", "one", [("same", "one"), ("removed", " two")]),
        (
            "価格は高い",
            "価格は安い",
            [("same", "価格は"), ("removed", "高"), ("added", "安"), ("same", "い")],
        ),
    ],
)
def test_what_changed_is_marked_by_the_word(old: str, new: str, segments: list[Segment]) -> None:
    assert word_diff(old, new) == segments


WORDS = st.lists(
    st.sampled_from(["we", "win", "lose", " ", "  ", "\n", "\n\n", "価", "格"]), max_size=40
).map("".join)


@given(WORDS, WORDS)
def test_the_pieces_give_both_texts_back(old: str, new: str) -> None:
    segments = word_diff(old, new)
    assert "".join(text for op, text in segments if op != "added") == old
    assert "".join(text for op, text in segments if op != "removed") == new
    assert all(text for _, text in segments)
    pairs = list(itertools.pairwise(segments))
    assert all(left[0] != right[0] for left, right in pairs)
    assert all((left[0], right[0]) != ("added", "removed") for left, right in pairs)


def test_a_page_rewritten_whole_takes_no_time_to_speak_of() -> None:
    old = " ".join(f"old{count}" for count in range(100_000))
    new = " ".join(f"new{count}" for count in range(100_000))
    began = time.thread_time()
    assert word_diff(old, new) == [("removed", old), ("added", new)]
    assert time.thread_time() - began < 5


def test_thousands_of_equal_lines_take_no_time_to_speak_of() -> None:
    began = time.thread_time()
    segments = word_diff("same\n" * 50_000, "same\n" * 40_000 + "other\n")
    assert "".join(text for op, text in segments if op != "removed").endswith("other\n")
    assert time.thread_time() - began < 5


def lines_of(old: str, new: str) -> list[str]:
    """Return the changed lines as one would write them."""
    signs = {"same": "{}", "removed": "-{}-", "added": "+{}+"}
    return [
        "…" if line is None else "".join(signs[op].format(text) for op, text in line)
        for line in changed_lines(word_diff(old, new))
    ]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("", "one\n\ntwo\n", ["+one+", "", "+two+"]),
        ("one\ntwo\nthree\n", "", ["-one-", "-two-", "-three-"]),
        ("a\nb\nc\nd\ne\nf\n", "A\nb\nc\nd\ne\nF\n", ["-a-+A+", "b", "…", "e", "-f-+F+"]),
        ("a\nb\nc\n", "A\nb\nC\n", ["-a-+A+", "b", "-c-+C+"]),
        ("a\nb\n", "a\nb\n\n\n", []),
        ("same\n", "same\n", []),
    ],
)
def test_changed_lines_stand_with_one_around_them(old: str, new: str, lines: list[str]) -> None:
    assert lines_of(old, new) == lines


@given(st.text("ab\n ", max_size=60), st.text("ab\n ", max_size=60))
def test_no_changed_word_is_left_out(old: str, new: str) -> None:
    def words(pieces: Iterable[Segment], op: str) -> list[str]:
        return "".join(text if kind == op else " " for kind, text in pieces).split()

    shown = [
        piece for line in changed_lines(word_diff(old, new)) for piece in (*(line or ()), ("same", "\n"))
    ]
    for op in ("removed", "added"):
        assert words(shown, op) == words(word_diff(old, new), op)


def test_a_change_as_plain_text_holds_both_texts_between_its_marks() -> None:
    assert (
        in_plain(word_diff("Say the price now.", "Say the value now.")) == "Say the [-price-]{+value+} now."
    )
    assert in_plain([]) == ""
