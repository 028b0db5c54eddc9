from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.library.excerpts import WIDTH, excerpt
from playbook.text import plain

LONG = "Before that comes a good deal of text about nothing in particular. " * 3
AFTER = " And after it there is even more to be read about all sorts of things, on and on." * 3


def test_a_short_text_is_shown_whole() -> None:
    assert excerpt("Say less.", ["less"]) == "Say less."
    assert excerpt("", ["less"]) == ""


def test_a_long_text_is_shown_around_the_word() -> None:
    shown = excerpt(LONG + "The price stands here." + AFTER, ["price"])
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "The price stands here." in shown
    assert len(shown) <= WIDTH


def test_the_word_must_begin_there() -> None:
    text = "enterprise " * 30 + "the prise itself"
    assert excerpt(text, ["prise"]).endswith("the prise itself")


def test_the_first_of_several_words_counts() -> None:
    text = LONG + "first the budget" + AFTER + "then the price"
    assert "first the budget" in excerpt(text, ["price", "budget"])


def test_without_a_word_the_beginning_is_shown() -> None:
    shown = excerpt(LONG, [])
    assert shown.startswith("Before that")
    assert shown.endswith("…")
    assert excerpt(LONG, ["nowhere"]) == shown


@pytest.mark.parametrize(("written", "asked"), [("Müller", "muller"), ("don’t", "dont"), ("CAFÉ", "cafe")])
def test_words_written_otherwise_than_asked_for(written: str, asked: str) -> None:
    assert written in excerpt(LONG + written + AFTER, [asked])


def test_text_without_spaces() -> None:
    shown = excerpt("あ" * 200 + "価格が高い" + "い" * 200, ["価格"])
    assert "価格が高い" in shown
    assert len(shown) <= WIDTH


def test_lines_are_folded_and_escapes_made_harmless() -> None:
    assert excerpt("one\n\n  two\t\x1b[31mthree", ["two"]) == "one two ␛[31mthree"


@given(st.text(max_size=400), st.lists(st.text(min_size=1, max_size=5), max_size=3))
def test_any_text_gives_one_harmless_line(text: str, found: list[str]) -> None:
    shown = excerpt(text, found)
    assert len(shown) <= WIDTH
    assert "\n" not in shown
    assert plain(shown) == shown
