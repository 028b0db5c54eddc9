from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.library.words import LONGEST, MOST_ASKED, asked_terms, is_unspaced, terms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Mid-Market, 2nd call!", ["mid", "market", "2nd", "call"]),
        ("We don't; O’Neill", ["we", "dont", "oneill"]),
        ("snake_case {{account.name}}", ["snake", "case", "account", "name"]),
        ("Müller Straße CAFÉ", ["muller", "strasse", "cafe"]),
        (unicodedata.normalize("NFD", "Müller café"), ["muller", "cafe"]),
        ("ﬁnance ２０２６", ["finance", "2026"]),
        ("価格", ["価格", "格"]),
        ("価", ["価"]),
        ("高すぎる", ["高す", "すぎ", "ぎる", "る"]),
        ("ｶﾞﾗｽ", ["ガラ", "ラス", "ス"]),
        ("CRM価格", ["crm", "価格", "格"]),
        ("가격이 비싸요", ["가격이", "비싸요"]),
        ("İstanbul", ["istanbul"]),
        ("\0\x1b[31mred", ["31mred"]),
        ("🙂 ok", ["ok"]),
    ],
)
def test_terms(text: str, found: list[str]) -> None:
    assert terms(text) == found


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Price price PRICE", ["price"]),
        ("the  mid-market ", ["the", "mid", "market"]),
        ("価格", ["価格"]),
        ("価", ["価"]),
        ("高すぎる", ["高す", "すぎ", "ぎる"]),
        ("don't", ["dont"]),
        ("  ", []),
        ("!?", []),
    ],
)
def test_asked_terms(typed: str, asked: list[str]) -> None:
    assert asked_terms(typed) == asked


def test_a_pasted_page_is_asked_for_by_its_first_words() -> None:
    assert len(asked_terms(" ".join(f"word{count}" for count in range(500)))) == MOST_ASKED
    assert asked_terms("a" * 5_000) == ["a" * LONGEST]


@given(st.text(max_size=60))
def test_what_is_written_is_found_by_what_is_typed(text: str) -> None:
    written = terms(text)
    for term in asked_terms(text):
        assert any(other.startswith(term) for other in written)


@given(st.text(max_size=60))
def test_composed_or_not_is_the_same(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert terms(unicodedata.normalize("NFC", decomposed)) == terms(decomposed)


def test_scripts_without_spaces() -> None:
    assert is_unspaced("価格")
    assert is_unspaced("ราคา")
    assert not is_unspaced("price")
    assert not is_unspaced("가격")
