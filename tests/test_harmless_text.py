"""Text from outside: harmless on a terminal, on one line, counted, and with the nearest name offered."""

from __future__ import annotations

import unicodedata

import pytest

from playbook.text import count_of, first_words, nearest, one_line, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("Plain words.", "Plain words."),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x1b[2J", "␛[2J"),
        ("a\x00b", "a␀b"),
        ("bell\x07", "bell␇"),
        ("back\x08", "back␈"),
        ("over\rwritten", "over␍written"),
        ("form\x0cfeed", "form␌feed"),
        ("\x7f", "␡"),
        ("\x9b2J", "\ufffd2J"),
        ("\x85", "\ufffd"),
        ("abc\u202edef", "abc\ufffddef"),
        ("\u2066hidden\u2069", "\ufffdhidden\ufffd"),
        ("\ufeffbegins", "\ufffdbegins"),
        ("\u2028", "\ufffd"),
        ("見積もり", "見積もり"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("e\u0301", "e\u0301"),
        ("שלום", "שלום"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_instead(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_no_control_character_but_tab_and_newline_ever_comes_through() -> None:
    every = "".join(map(chr, range(0x3000)))
    left = {letter for letter in plain(every) if unicodedata.category(letter) == "Cc"}
    assert left == {"\n", "\t"}
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not [letter for letter in plain(every) if unicodedata.bidirectional(letter) in turning]


def test_each_character_stays_one_so_that_columns_hold() -> None:
    every = "".join(map(chr, range(0x2100)))
    assert len(plain(every)) == len(every)
    assert plain(plain(every)) == plain(every)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ""),
        (" \n\t ", ""),
        ("  one \n two\t\tthree  ", "one two three"),
        ("one\r\ntwo", "one two"),
        ("one\u2028two", "one two"),
        ("wide\u3000space", "wide space"),
        ("no\u00a0break", "no break"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("a\x1fb", "a b"),
        ("x" * 10_000, "x" * 10_000),
    ],
)
def test_one_line_is_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("number", "word", "many", "said"),
    [
        (0, "run", "", "0 runs"),
        (1, "run", "", "1 run"),
        (2, "run", "", "2 runs"),
        (1_000, "run", "", "1,000 runs"),
        (1_234_567, "run", "", "1,234,567 runs"),
        (1, "reply", "replies", "1 reply"),
        (2, "reply", "replies", "2 replies"),
        (0, "person", "people", "0 people"),
    ],
)
def test_one_is_one_and_all_others_are_many(number: int, word: str, many: str, said: str) -> None:
    assert count_of(number, word, many) == said


NAMES = ["first-call", "First-Call", "renewal", "forecast", "forecasts", "find-the-cost"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("forecst", ["forecast", "forecasts"]),
        ("FORECAST", ["forecast", "forecasts"]),
        ("renewals", ["renewal"]),
        ("first call", ["first-call"]),
        ("zebra", []),
        ("", []),
        ("\x1b[2J", []),
    ],
)
def test_the_nearest_names_are_offered_best_first(typed: str, offered: list[str]) -> None:
    assert nearest(typed, NAMES) == offered


def test_as_many_are_offered_as_are_wanted() -> None:
    pool = [f"forecast-{letter}" for letter in "abcdef"]
    assert len(nearest("forecast", pool)) == 3
    assert len(nearest("forecast", pool, limit=1)) == 1
    assert nearest("forecast", iter(pool), limit=6) != []
    assert nearest("forecast", []) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short", "short"),
        ("two\nlines", "two lines"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        ("word " * 20, ("word " * 20)[:59].rstrip() + "…"),
        ("a\x1b[2J", "a␛[2J"),
    ],
)
def test_first_words_are_one_harmless_line(text: str, shown: str) -> None:
    assert first_words(text) == shown
