"""Score cards: each heading a question."""

from __future__ import annotations

from playbook.plays.model import Answer, Hint, Prose, Question
from playbook.plays.parse import parse_page

CARD = """\
# Call review

Score what you heard.

## Tone (1–3)

> Three: warm all along.

- 1 cold

## Consent asked (yes/no, auto-fail)

## Opener

Listen twice.

> First guide.

> Second guide.

- Own words
- Read out

  > Flat voice.

## What was said?

- [ ] Price
- [ ] Date

1. Mind the clock

## Anything else

## Depth (0–100)

## Background

> Why we score.
"""


def test_every_sort_of_question() -> None:
    page = parse_page(CARD, "scorecards/call.md")
    assert page.kind == "scorecard"
    assert not page.runnable
    assert page.brief == "Score what you heard."
    [tone, consent, opener, said, other, depth, background] = page.steps
    assert tone.blocks == (
        Question(
            "tone",
            "Tone",
            "one",
            (Answer("1", "1", line=5), Answer("2", "2", line=5), Answer("3", "3", line=5)),
            "- 1 cold",
            scale=(1, 3),
            line=5,
        ),
        Hint("Three: warm all along.", "Guide", 7),
    )
    assert consent.blocks == (
        Question(
            "consent-asked",
            "Consent asked",
            "one",
            (Answer("yes", "Yes", line=11), Answer("no", "No", line=11)),
            auto_fail=True,
            line=11,
        ),
    )
    assert opener.blocks == (
        Question(
            "opener",
            "Opener",
            "one",
            (Answer("own-words", "Own words", line=21), Answer("read-out", "Read out", line=22)),
            "Listen twice.",
            line=13,
        ),
        Hint("First guide.\n\nSecond guide.", "Guide", 17),
        Hint("Flat voice.", "Guide", 24),
    )
    assert said.blocks == (
        Question(
            "what-was-said",
            "What was said?",
            "many",
            (Answer("price", "Price", line=28), Answer("date", "Date", line=29)),
            line=26,
        ),
        Prose("1. Mind the clock", 31),
    )
    assert other.blocks == (Question("anything-else", "Anything else", line=33),)
    assert depth.blocks == (Question("depth", "Depth", scale=(0, 100), line=35),)
    assert background.reference
    assert background.questions == ()


def test_a_scale_of_eleven_marks_is_chosen_and_a_longer_one_typed() -> None:
    page = parse_page("---\nkind: scorecard\n---\n## A (0–10)\n## B (0–11)\n", "x.md")
    [first, second] = [step.questions[0] for step in page.steps]
    assert [answer.text for answer in first.answers] == [str(mark) for mark in range(11)]
    assert (second.answers, second.choose, second.scale) == ((), "text", (0, 11))


def test_marks_of_score_cards_mean_nothing_in_plays() -> None:
    page = parse_page("## A (1–5)\n## B (yes/no)\n", "plays/x.md")
    assert [step.title for step in page.steps] == ["A (1–5)", "B (yes/no)"]


def test_one_question_is_a_score_card_too() -> None:
    page = parse_page("# T\n\n## Only (1–5)\n\n1. first\n2. second\n", "scorecards/x.md")
    assert [step.id for step in page.steps] == ["only"]
