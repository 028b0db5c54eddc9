"""Folding and fitting: what a person sees of a text in a pane of some width."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from playbook.text import plain
from tui.rows import _EVEN, Row, _any_cuts, _even_cuts, fit, fold, short, width_of


def lines(text: str, width: int) -> list[str]:
    """Return the lines that `text` folds to."""
    return ["".join(part for part, _ in spans) for spans in fold([(text, "")], width)]


# Widths


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("plain", 5),
        ("日本語", 6),
        ("ｱ", 1),
        ("한국어", 6),
        ("é", 1),
        ("e\u0301", 1),
        ("🙂", 2),
        ("❤", 1),
        ("❤️", 2),
        ("👨‍👩‍👧", 2),
        ("a\u200bb", 2),
        ("―", 1),
    ],
)
def test_a_text_takes_the_cells_that_a_terminal_gives_it(text: str, cells: int) -> None:
    assert width_of(text) == cells


# Fitting one line


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Open", 6, "Open  "),
        ("Open", 4, "Open"),
        ("Open the call", 8, "Open th…"),
        ("Open the call", 6, "Open… "),
        ("日本語です", 10, "日本語です"),
        ("日本語です", 9, "日本語で…"),
        ("日本語です", 8, "日本語… "),
        ("日本語です", 1, "…"),
        ("a\nb\tc", 5, "a b c"),
        ("anything", 0, ""),
        ("anything", -3, ""),
        ("", 3, "   "),
    ],
)
def test_a_cell_is_exactly_as_wide_as_its_column_and_says_where_it_was_cut(
    text: str, width: int, shown: str
) -> None:
    assert fit(text, width) == shown


def test_a_short_text_keeps_no_space_after_it() -> None:
    assert short("Open", 9) == "Open"
    assert short("Open the call now", 9) == "Open the…"


@pytest.mark.parametrize(
    "nasty",
    [
        "\x1b[2J",
        "\x1b]52;c;aGk=\x07",
        "\x9b31m",
        "\u202egnp.exe",
        "\u2066x\u2069",
        "\x00",
        "\x7f",
        "\x85",
        "\u2028",
        "\ufeff",
    ],
)
def test_what_would_steer_the_terminal_or_turn_text_round_is_shown_instead(nasty: str) -> None:
    for shown in (fit(f"a{nasty}b", 30), short(f"a{nasty}b", 30), lines(f"a{nasty}b", 30)[0]):
        assert not any(
            ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066\u2069\u2028\ufeff" for c in shown
        )
        assert shown.startswith("a")
        assert shown.rstrip().endswith("b")


# Folding


def test_a_line_breaks_between_words() -> None:
    assert lines("Take me back to the last bad morning", 16) == ["Take me back to", "the last bad", "morning"]


def test_a_line_that_fits_to_the_last_cell_is_not_broken() -> None:
    assert lines("twelve cells", 12) == ["twelve cells"]
    assert lines("twelve cells", 11) == ["twelve", "cells"]


def test_a_word_longer_than_the_pane_is_broken_where_the_pane_ends() -> None:
    assert lines("see abcdefghij now", 5) == ["see", "abcde", "fghij", "now"]
    assert lines("abcdefghijkl", 5) == ["abcde", "fghij", "kl"]


def test_a_long_word_goes_on_where_the_line_has_room_after_it() -> None:
    assert lines("abcdefg hi jk", 5) == ["abcde", "fg hi", "jk"]


def test_japanese_breaks_anywhere_and_never_in_the_middle_of_a_character() -> None:
    assert lines("見積もりの値段が違います", 10) == ["見積もりの", "値段が違い", "ます"]
    assert lines("見積もりの値段が違います", 9) == ["見積もり", "の値段が", "違います"]


def test_an_emoji_is_not_taken_apart() -> None:
    family = "👨‍👩‍👧"
    assert lines(f"{family}{family}{family}", 4) == [family * 2, family]
    assert lines("aa❤️", 3) == ["aa", "❤️"]
    assert lines("x1️⃣y", 2) == ["x", "1️⃣", "y"]


def test_a_mark_stays_on_its_letter() -> None:
    assert lines("cafe\u0301cafe\u0301", 4) == ["cafe\u0301", "cafe\u0301"]


def test_a_newline_starts_a_line_and_an_empty_one_stays() -> None:
    assert lines("one\n\ntwo", 20) == ["one", "", "two"]
    assert lines("", 20) == [""]
    assert lines("one\n", 20) == ["one", ""]


def test_a_tab_is_four_spaces() -> None:
    assert lines("\tx", 20) == ["    x"]


def test_indentation_stays_where_it_fits_and_goes_where_it_would_push_the_text_out_of_sight() -> None:
    assert lines("    four", 8) == ["    four"]
    assert lines("    four more", 8) == ["    four", "more"]
    assert lines(" " * 30 + "deep", 10) == ["deep"]
    assert lines(" " * 30 + "deepandlonger", 10) == ["deepandlon", "ger"]
    assert lines(" " * 8 + "deep", 10) == ["deep"]
    assert lines(" " * 30, 10) == [""]


def test_the_space_at_a_break_is_not_carried_to_the_next_line() -> None:
    assert lines("one     two", 4) == ["one", "two"]
    assert lines("one two   ", 4) == ["one", "two"]


def test_styles_stay_on_their_words_across_a_break() -> None:
    spans = [("Say ", ""), ("their own words", "strong"), (" twice", "dim")]
    assert fold(spans, 10) == [
        (("Say ", ""), ("their", "strong")),
        (("own words", "strong"),),
        (("twice", "dim"),),
    ]


def test_a_break_may_fall_inside_a_styled_word_that_two_styles_share() -> None:
    assert fold([("ab", "strong"), ("cdef", "")], 4) == [(("ab", "strong"), ("cd", "")), (("ef", ""),)]


def test_a_row_says_its_text_without_styles() -> None:
    row = Row((("Say ", ""), ("it", "strong")), 7, "say-it")
    assert (row.text, row.line, row.anchor) == ("Say it", 7, "say-it")
    assert Row(()).text == ""


# Properties

TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab cd\n日本 語한é\u0301🙂👍\u200d\ufe0f❤1\u20e3\u3000\t \u00a0…"),
        st.characters(codec="utf-8"),
    ),
    max_size=80,
)
SPANS = st.lists(st.tuples(TEXTS, st.sampled_from(["", "strong", "dim", "talk strong"])), max_size=5)


def solid(text: str) -> str:
    """Return `text` without white space: what folding must never lose."""
    return "".join(text.split())


@settings(deadline=None)
@given(SPANS, st.integers(2, 40))
@example([("aa❤️", "")], 3)
@example([(" " * 20 + "x", "")], 10)
@example([("日", ""), ("\ufe0f", "dim")], 2)
@example([("1", "strong"), ("\ufe0f\u20e3", "")], 2)
def test_no_line_is_wider_than_its_pane_and_no_text_is_lost(spans: list[tuple[str, str]], width: int) -> None:
    folded = fold(spans, width)
    whole = "".join(text for text, _ in spans)
    shown = ["".join(text for text, _ in line) for line in folded]
    assert all(width_of(line) <= width for line in shown)
    assert solid("".join(shown)) == solid(plain(whole))


@settings(deadline=None)
@given(SPANS, st.integers(2, 40))
def test_every_letter_keeps_its_style(spans: list[tuple[str, str]], width: int) -> None:
    before = [(letter, style) for text, style in spans for letter in plain(text) if not letter.isspace()]
    after = [(letter, style) for line in fold(spans, width) for text, style in line for letter in text]
    assert [pair for pair in after if not pair[0].isspace()] == before
    assert all(text for line in fold(spans, width) for text, _ in line)


@settings(deadline=None)
@given(TEXTS, st.integers(1, 60))
def test_a_fitted_text_is_exactly_as_wide_as_its_column(text: str, width: int) -> None:
    assert width_of(fit(text, width)) == width
    assert "\n" not in fit(text, width)
    assert width_of(short(text, width)) <= width


@settings(deadline=None)
@given(TEXTS, st.integers(2, 40))
def test_what_fits_is_left_on_one_line(text: str, width: int) -> None:
    shown = plain(text.replace("\n", " ").replace("\t", " "))
    if width_of(shown) <= width:
        assert lines(shown, width) == [shown]


# Even text, which is folded without looking at each word


@given(
    st.text(st.sampled_from("ab é—’\u00ad\u00a0日\u0301\t"), max_size=60)
    | st.lists(st.text("abcé’", min_size=1, max_size=12), max_size=12).map(" ".join),
    st.integers(1, 20),
)
@example("word " * 30 + "end", 16)
@example("a b", 1)
@example("abc de", 3)
def test_even_text_folds_as_any_text_does(text: str, width: int) -> None:
    assert _even_cuts(text, width) in ([], _any_cuts(text, width))


def test_words_that_have_room_are_even() -> None:
    assert _even_cuts("It's “worth” it—café", 9) == [(0, 4), (5, 12), (13, 20)]
    assert _even_cuts("a longerword", 5) == []


def test_what_is_even_takes_a_cell_a_letter_and_breaks_at_spaces_alone() -> None:
    even = [chr(code) for code in range(0x3000) if _EVEN.fullmatch(chr(code))]
    assert len(even) > 300
    assert {cell_len(letter) for letter in even} == {1}
    assert [letter for letter in even if letter.isspace()] == [" "]
    assert all(letter.isprintable() for letter in even)
