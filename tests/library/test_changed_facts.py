"""What changed in the front matter, in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.library.changed_facts import changed_facts, without_facts
from playbook.library.prose_diff import in_plain


def page(*lines: str, text: str = "# A play\n") -> str:
    return "\n".join(["---", *lines, "---", text])


def told_of(old: str, new: str) -> list[str]:
    return [in_plain(fact) for fact in changed_facts(old, new)]


LONG = "value: You read in five minutes whether a free trial is worth it to you"
"""Longer than what is told as it was and as it is."""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("status: draft", "status: live", ["status: draft → live"]),
        ("status: live", "", ["status: live → nothing"]),
        ("", "verified: 2026-11-01", ["verified: nothing → 2026-11-01"]),
        ("triggers: [renewal, demo]", "triggers: [renewal]", ["triggers: renewal, demo → renewal"]),
        ("owners: {marketing: dana}", "owners: {marketing: mia}", ["owners: marketing dana → marketing mia"]),
        ("a: [1,\n  2]", "a:\n- 1\n- 2", []),
        ("a: 'x'", 'a: "x"', []),
        ("a: 1\nb: 2", "b: 2\na: 1", []),
        (LONG, LONG.replace("free", "paid"), [LONG.replace("free", "[-free-]{+paid+}")]),
        ("", LONG, ["value: {+You read in five minutes whether a free trial is worth it to you+}"]),
        (LONG, "", ["value: [-You read in five minutes whether a free trial is worth it to you-]"]),
        ("a: " + "x " * 1_001, "a: y", ["a: changed"]),
        ("", "a: " + "x " * 1_001, ["a: new"]),
        ("a: " + "x " * 1_001, "", ["a: gone"]),
        ("a: 1\nb: 1\nc: 1", "c: 2\na: 2", ["c: 1 → 2", "a: 1 → 2", "b: 1 → nothing"]),
        ("a: |\n  two\n  lines", "a: one", ["a: two lines → one"]),
        ("", "notices:\n- text: Use mine.\n  by: kim", ["notices: nothing → “Use mine.” (by kim)"]),
        ("notices:\n- text: Use mine.", "notices: []", ["notices: “Use mine.” → nothing"]),
        ("'\\e[31mk': 1", "", ["'\\e[31mk': 1 → nothing"]),
    ],
)  # fmt: skip
def test_each_key_that_changed_is_one_line(old: str, new: str, told: list[str]) -> None:
    assert told_of(page(old), page(new)) == [line.replace("'\\e[31mk'", "\\e[31mk") for line in told]


def test_a_page_without_facts_has_none() -> None:
    assert changed_facts("# A\n", "# B\n") == []
    assert told_of("# A\n", page("status: live")) == ["status: nothing → live"]


def test_the_text_without_its_facts() -> None:
    assert without_facts(page("status: live", text="\n# A play\n\nText\n")) == "# A play\n\nText\n"
    assert without_facts("# A play\n") == "# A play\n"
    assert without_facts("---\n\nA rule above\n") == "---\n\nA rule above\n"


def test_the_words_of_a_notice_are_read_before_it_is_approved() -> None:
    notice = "notices: [{text: Legal asks for the new annex, until: 2026-12-31, by: kim}]"
    (told,) = told_of(page("status: live"), page("status: live", notice))
    assert "Legal asks for the new annex" in told


def test_a_value_that_holds_itself_is_passed_over() -> None:
    assert changed_facts("", page("a: &a [*a]")) == []


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_the_texts_are_nothing_is_raised(old: str, new: str) -> None:
    assert all("\n" not in line for line in told_of(page(old), page(new)))
    assert changed_facts(page(old), page(old)) == []
    without_facts(page(old))
