"""What the linter takes for words that are said, and which of their figures need a source."""

from __future__ import annotations

import pytest

from playbook.plays.lint.spoken import count_words, passages, seconds_aloud
from tests.lint.test_lint_parts import found, source

# What is said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one two three", 3),
        ("*One*, **two** – [three](a.md).", 3),
        ("They cut errors[^a] by 30 %.", 5),
        ("[They nod.] Go on.", 2),
        ("don't say e-mail", 3),
        ("これはペンです。", 3.5),
        ("", 0),
    ],
)
def test_words_are_counted_as_they_are_said(text: str, words: float) -> None:
    assert count_words(text) == words
    assert seconds_aloud(text) == pytest.approx(words * 0.4)


def test_only_the_first_words_of_a_play_are_its_opener() -> None:
    text = "## A\n\n> One.\n\n> Or one.\n\nThen:\n\n> Two.\n\n## B\n\n> Three.\n"
    assert [(p.line, p.opens) for p in passages(source(text, "plays/a.md"))] == [
        (3, True),
        (5, True),
        (9, False),
        (13, False),
    ]
    assert not any(p.opens for p in passages(source(text, "know/a.md")))


def test_hints_and_reference_are_not_said_and_objections_are() -> None:
    text = (
        "## A\n\n> One.\n\n> [!TIP]\n> Not this.\n\n> **Story:** nor this.\n\n## Background\n\n> Nor this.\n\n"
        "## Objections\n\n### Too dear\n\n> Two.\n"
    )
    assert [(p.line, p.text) for p in passages(source(text, "plays/a.md"))] == [(3, "One."), (18, "Two.")]


def test_the_answer_of_an_objection_page_is_said_at_its_line() -> None:
    text = "---\ntitle: Too dear\n---\n\n> Compared to what?\n\nText.\n"
    assert [(p.line, p.text) for p in passages(source(text, "objections/a.md"))] == [(5, "Compared to what?")]


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("cuts errors by 30 %", "30 %"), ("up to 20-30% less", "20-30%"), ("is 3x as fast", "3x"),
        ("costs €490 a month", "€490"), ("costs 490 euros", "490 euros"), ("saves $1.2 million", "$1.2 million"),
        ("is three times faster", "three times faster"), ("twice as fast", "twice as"), ("by a third", "by a third"),
        ("half the cost", "half the cost"),
    ],
)  # fmt: skip
def test_figures_that_need_a_source(said: str, figure: str) -> None:
    [one] = [one for one in found(f"## A\n\n> It {said}.\n\n## B\n\nText.\n") if one.code == "PB013"]
    assert f"“{figure}”" in one.message
    assert found(f"## A\n\n> It {said}.[^s]\n\n## B\n\nText.\n\n[^s]: A study, as of 2026-01.\n") == []


@pytest.mark.parametrize(
    "said",
    [
        "takes 30 minutes", "has 5 steps", "costs $X a month", "saves [X] %", "saves $4X", "runs 24x7",
        "is version 2.0", "was at 9:30", "has 200 docks", "fits half the team", "takes two times", "is A4",
    ],
)  # fmt: skip
def test_numbers_that_need_none(said: str) -> None:
    assert [one for one in found(f"## A\n\n> It {said}.\n\n## B\n\nText.\n") if one.code == "PB013"] == []


def test_old_evidence_is_told_once_at_its_footnote() -> None:
    text = "## A\n\n> By 30 %.[^s]\n\n## B\n\n> By 30 %.[^s]\n\n[^s]: A study, as of {}.\n"
    [one] = found(text.format("2025-10"))
    assert (one.line, one.code) == (9, "PB013")
    assert found(text.format("2025-11")) == []
