"""Score cards and scores written by hand."""

from __future__ import annotations

from playbook.coaching.cards import CardQuestion, answered, questions_of
from playbook.plays.parse import parse_page
from playbook.records.coaching import Score, ScoreAnswer

CARD = """\
# Call review

## Consent asked? (yes/no, auto-fail)

> A nod is no.

## Listened (1–5)

## Who named the number?

- They did
- We did

## What was a cost?

- [ ] Overtime
- [ ] Waiting

## One thing to keep
"""


def questions(text: str = CARD) -> tuple[CardQuestion, ...]:
    """Return the questions of a card."""
    return questions_of(parse_page(text, "scorecards/call.md"))


def answers(*said: str, card: str = CARD) -> tuple[ScoreAnswer, ...]:
    """Return answers to the questions in their order, many parted by `+`; an empty text is no answer."""
    return tuple(
        answered(question, one.split("+") if question.kind == "many" else [one])
        for question, one in zip(questions(card), said, strict=False)
        if one
    )


def score(*said: str, id_: str = "s1", run: str = "r1", blind: bool = True, card: str = CARD) -> Score:
    """Return a score of a run of Lee's."""
    return Score(id_, run, "lee", "scorecards/call", "b1", "Call review", answers(*said, card=card), blind)
