"""Notes in plain text: one item a paragraph or bullet, its kind by the word that leads it."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.desk.notes import KIND_WORDS, Noted, kind_named, read_notes
from playbook.records.model import FeedbackKind

MEETING = """\
# Pipeline meeting, 14 November

Competitor (Velantis): a free year for the dock,
  signed now or never.

- idea: shorter opener
- [ ] **Wrong**: the list price on page two
* They love that Lee calls back.

## Objections

1. My drivers never book.
2. objection - Too dear,
   says everybody
3. Worked: the three worst mornings

## Anything else

Kern left the room.

Ideas:
A play for churn

> Customer's words (stay): nobody else picks up the phone
"""


def test_a_meetings_notes_become_items() -> None:
    assert read_notes(MEETING) == (
        Noted(3, "a free year for the dock, signed now or never.", "competitor", "Velantis"),
        Noted(6, "shorter opener", "idea"),
        Noted(7, "the list price on page two", "wrong"),
        Noted(8, "They love that Lee calls back."),
        Noted(12, "My drivers never book.", "objection"),
        Noted(13, "Too dear, says everybody", "objection"),
        Noted(15, "the three worst mornings", "worked"),
        Noted(19, "Kern left the room."),
        Noted(22, "A play for churn", "idea"),
        Noted(24, "nobody else picks up the phone", "customer-words", "stay"),
    )


@pytest.mark.parametrize("kind", get_args(FeedbackKind))
def test_every_kind_is_named_as_it_is_written_everywhere(kind: str) -> None:
    assert kind in KIND_WORDS.values()
    assert kind_named(kind) == kind_named(kind.upper()) == kind_named(kind.replace("-", " ") + ":") == kind
    assert read_notes(f"{kind}: words")[0].kind == kind


@pytest.mark.parametrize(
    "words",
    [
        "Wrong price on page two",
        "Ideas are cheap",
        "He said: too dear",
        "12:30 they rang back",
        "competitor-led deal, lost",
        "https://example.com: read it",
        "worked-around: by us",
        "Missing",
    ],
)
def test_words_that_only_begin_like_a_kind_lead_nothing(words: str) -> None:
    assert read_notes(words) == (Noted(1, words),)


def test_the_kind_of_a_heading_ends_with_the_next_heading() -> None:
    notes = read_notes("# Ideas\n\nA\n\n# Minutes\n\nB\n\n### wrong\n- C\n")
    assert [(one.text, one.kind) for one in notes] == [("A", "idea"), ("B", None), ("C", "wrong")]


def test_a_paragraph_of_several_lines_is_one_and_bullets_are_several() -> None:
    notes = read_notes("One\ntwo\nthree\n\n- four\nfive\n- six\n\nseven\n")
    assert [(one.line, one.text) for one in notes] == [
        (1, "One two three"), (5, "four five"), (7, "six"), (9, "seven"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n\n  \n", "# Minutes\n", "-\n*\n", "Ideas:\n", ">\n", "---\n***\n"])
def test_where_nothing_is_said_there_is_no_item(text: str) -> None:
    assert read_notes(text) == ()


def test_a_kind_without_words_says_nothing() -> None:
    assert read_notes("idea: ") == ()
    assert read_notes("- idea (x):") == (Noted(1, "", "idea", "x"),)


@given(st.text(max_size=400))
def test_no_text_breaks_it_and_no_word_is_invented(text: str) -> None:
    notes = read_notes(text)
    assert [one.line for one in notes] == sorted(one.line for one in notes)
    there = text.replace("**", "").replace("__", "")
    assert all(word in text or word in there for one in notes for word in one.text.split())


def test_ten_thousand_words_in_one_paragraph_are_one_item_and_quickly_read() -> None:
    words = " ".join(f"word{number}" for number in range(10_000))
    assert read_notes(f"idea: {words}") == (Noted(1, words, "idea"),)
    many = "\n".join(f"- idea: number {number}" for number in range(10_000))
    assert len(read_notes(many)) == 10_000
