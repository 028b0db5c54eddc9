"""Ids of headings, by GitHub's rules."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.plays.slug import MAX_LENGTH, Slugs, slug


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Hello World!", "hello-world"),
        ("  Open  ", "open"),
        ("I ♥ unicode", "i--unicode"),
        ("Dash-dash", "dash-dash"),
        ("en–dash", "endash"),
        ("em — dash", "em--dash"),
        ("😄 unicode emoji", "-unicode-emoji"),
        ("😄_😄 unicode emoji", "_-unicode-emoji"),
        (":ok: Risk & return (3 %)", "ok-risk--return-3-"),
        ("snake_case stays", "snake_case-stays"),
        ("Профили пользователей", "профили-пользователей"),
        ("Straße & Ärger", "straße--ärger"),
        ("日本語の見出し、テスト", "日本語の見出しテスト"),
        ("नमस्ते दुनिया", "नमस्ते-दुनिया"),
        ("a\tb", "ab"),
        ("1.2 What's new?", "12-whats-new"),
        ("x² ½ Ⅷ", "x--ⅷ"),
        ("Ⓐ plan ©", "ⓐ-plan-"),
        ("§ “quoted” ’tis", "-quoted-tis"),
        ("???", ""),
        ("", ""),
    ],
)
def test_headings_become_the_anchors_that_a_git_host_gives_them(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor


@given(st.text())
def test_a_slug_holds_letters_marks_digits_hyphens_and_underscores_only(text: str) -> None:
    found = slug(text)
    assert " " not in found
    for letter in found:
        category = unicodedata.category(letter)
        kept = category[0] in "LM" or category in ("Nd", "Nl", "Pc", "So")  # codespell:ignore
        assert kept or letter == "-", letter


@given(st.text(alphabet=st.characters(categories=["L", "Nd", "Pc", "Po", "Sm", "Zs"])))  # codespell:ignore
def test_words_agree_with_the_rule_as_a_regular_expression(text: str) -> None:
    """`\\w` is what GitHub keeps, where the text has no marks and no fractions."""
    expected = re.sub(r"[^\w\- ]", "", text.strip().lower())
    expected = "".join(c for c in expected if not unicodedata.category(c).startswith(("No", "M")))
    found = "".join(c for c in slug(text) if not unicodedata.category(c).startswith("M"))
    connectors = {"_", *(c for c in text if unicodedata.category(c) == "Pc")}
    strip = str.maketrans("", "", "".join(connectors))
    assert found.translate(strip) == expected.replace(" ", "-").translate(strip)


@given(st.text(), st.text())
def test_punctuation_never_changes_a_slug(before: str, after: str) -> None:
    assert slug(f"x{before}!{after}x") == slug(f"x{before}{after}x")


def test_equal_texts_are_numbered_in_order() -> None:
    slugs = Slugs()
    assert [slugs.of(text) for text in ("Price", "Price", "price!", "Other")] == [
        "price",
        "price-1",
        "price-2",
        "other",
    ]


def test_a_number_that_is_taken_is_passed_over() -> None:
    slugs = Slugs()
    assert [slugs.of(text) for text in ("a-1", "a", "a", "a-1")] == ["a-1", "a", "a-2", "a-1-1"]


def test_a_text_without_letters_gets_a_name_all_the_same() -> None:
    slugs = Slugs()
    assert [slugs.of("?"), slugs.of("!", "answer"), slugs.of("…", "answer")] == ["item", "answer", "answer-1"]


def test_an_id_is_never_longer_than_its_limit() -> None:
    assert Slugs().of("a" * MAX_LENGTH) == "a" * MAX_LENGTH
    assert Slugs().of("a" * (MAX_LENGTH + 1)) == "a" * MAX_LENGTH
    assert Slugs().of("a" * (MAX_LENGTH - 1) + " bcd") == "a" * (MAX_LENGTH - 1)
    assert Slugs().of("a" * (MAX_LENGTH - 1) + "-") == "a" * (MAX_LENGTH - 1) + "-"
    assert MAX_LENGTH == 200


@given(st.lists(st.sampled_from(["a", "a-1", "a-1-1", "b", "?", "A", "a 1"]), max_size=30))
def test_ids_of_one_parent_never_repeat(texts: list[str]) -> None:
    slugs = Slugs()
    given_ids = [slugs.of(text) for text in texts]
    assert len(set(given_ids)) == len(given_ids)
    again = Slugs()
    assert [again.of(text) for text in texts] == given_ids
