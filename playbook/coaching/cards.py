"""Score cards: the questions of a page, and what may be answered to each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from playbook.errors import NotFoundError, PlaybookError
from playbook.plays.model import Hint, Page, Question
from playbook.records.coaching import ScoreAnswer
from playbook.text import count_of, nearest, one_line

Kind = Literal["scale", "yes-no", "one", "many", "text"]
YES, NO = "yes", "no"
MAY_STAY_EMPTY: tuple[Kind, ...] = ("text", "many")
"""Kinds of questions that need no answer."""


class CardError(PlaybookError):
    """A page cannot be scored by."""


class BadAnswerError(PlaybookError):
    """What was said is no answer to the question."""


@dataclass(frozen=True)
class CardQuestion:
    """One question of a card, with what may be answered and the guide to it."""

    id: str
    text: str
    kind: Kind
    options: tuple[tuple[str, str], ...] = ()
    """Value and words of what can be chosen; none for a text, and for a scale too long to choose from."""
    scale: tuple[int, int] | None = None
    auto_fail: bool = False
    guide: str = ""
    """What each answer means, for the scorer."""

    @property
    def asks(self) -> str:
        """What may be answered, in words."""
        if self.scale:
            return f"{self.scale[0]} to {self.scale[1]}"
        if self.kind == "text":
            return "in words, or nothing"
        return " · ".join(words for _, words in self.options) + (" (any)" if self.kind == "many" else "")


def questions_of(page: Page) -> tuple[CardQuestion, ...]:
    """Return the questions of a score card in their order; raises CardError where it is none, or has none."""
    if page.kind != "scorecard":
        raise CardError(
            f"“{one_line(page.title)}” is no score card. `playbook coach cards` lists those there are; one lies in "
            "scorecards/, or says kind: scorecard."
        )
    found = []
    for step in page.steps:
        guides = [block.text for block in step.blocks if isinstance(block, Hint)]
        for question in step.questions:
            guide = "\n\n".join(part for part in (question.body, *guides) if part)
            found.append(_question(question, guide))
    if not found:
        raise CardError(
            f"The score card “{one_line(page.title)}” has no question. Each ## heading is one: write the first, such "
            "as ## How well did you listen? (1–5)"
        )
    return tuple(found)


def _question(question: Question, guide: str) -> CardQuestion:
    options = tuple((answer.id, answer.text) for answer in question.answers)
    kind: Kind = "text"
    if question.scale:
        kind = "scale"
    elif question.choose == "many":
        kind = "many"
    elif [value for value, _ in options] == [YES, NO]:
        kind = "yes-no"
    elif options:
        kind = "one"
    return CardQuestion(question.id, question.text, kind, options, question.scale, question.auto_fail, guide)


def find_question(questions: Sequence[CardQuestion], typed: str) -> CardQuestion:
    """Return the question typed by its number, id or the beginning of either id or text; raises NotFoundError."""
    if typed.isascii() and typed.isdigit() and 0 < int(typed) <= len(questions):
        return questions[int(typed) - 1]
    ids = {one.id: one for one in questions}
    if typed in ids:
        return ids[typed]
    wanted = typed.casefold()
    begun = [one for one in questions if wanted and _begins(one, wanted)]
    if len(begun) != 1:
        raise NotFoundError("question on this card", typed, nearest(typed, ids) or list(ids)[:3])
    return begun[0]


def _begins(question: CardQuestion, wanted: str) -> bool:
    return question.id.startswith(wanted) or question.text.casefold().startswith(wanted)


def answered(question: CardQuestion, typed: Sequence[str]) -> ScoreAnswer:
    """Return what was typed or chosen as an answer; raises BadAnswerError.

    Choices by their id or words, a mark as a whole number; texts are kept as they are.
    """
    values = tuple(dict.fromkeys(_value(question, one.strip()) for one in typed if one.strip()))
    if question.kind != "many" and len(values) > 1:
        raise BadAnswerError(f"“{one_line(question.text)}” takes one answer: {question.asks}.")
    known = dict(question.options)
    return ScoreAnswer(
        question=question.id,
        text=question.text,
        kind=question.kind,
        values=values,
        words=tuple(known[value] for value in values if known.get(value, value) != value),
        scale=question.scale,
        auto_fail=question.auto_fail,
    )


def _value(question: CardQuestion, typed: str) -> str:
    if question.kind == "text":
        return typed
    if question.scale:
        low, high = question.scale
        if typed.isascii() and typed.isdigit() and low <= int(typed) <= high:
            return str(int(typed))
    folded = typed.casefold()
    for value, words in question.options:
        if folded in (value, words.casefold()):
            return value
    if question.kind == "yes-no" and folded in ("y", "n"):
        return YES if folded == "y" else NO
    raise BadAnswerError(
        f"“{one_line(typed)}” is no answer to “{one_line(question.text)}”: {question.asks}. Nothing was saved."
    )


def fails(answer: ScoreAnswer) -> bool:
    """Say whether an answer to an auto-fail question fails the run: a no, or the lowest mark of a scale."""
    if not answer.auto_fail or not answer.values:
        return False
    return answer.values[0] == (str(answer.scale[0]) if answer.scale else NO)


def missing(
    questions: Sequence[CardQuestion], answers: Mapping[str, ScoreAnswer]
) -> tuple[CardQuestion, ...]:
    """Return the questions that are still to be answered.

    Texts may stay empty, and so may a choice of many; behind an auto-fail that has failed nothing need be answered.
    """
    left = []
    for question in questions:
        answer = answers.get(question.id)
        if answer is not None and fails(answer):
            break
        if question.kind not in MAY_STAY_EMPTY and not (answer and answer.values):
            left.append(question)
    return tuple(left)


def points(answers: Sequence[ScoreAnswer]) -> str:
    """Return a card's marks in words, without making one figure of them: `3, 4, 5 on scales of 5; 2 of 3 yes`."""
    said = []
    marks = [one for one in answers if one.kind == "scale" and one.values]
    for scale in dict.fromkeys(one.scale for one in marks if one.scale):
        of_it = ", ".join(one.values[0] for one in marks if one.scale == scale)
        said.append(f"{of_it} on {scale[0]}–{scale[1]}")
    asked = [one for one in answers if one.kind == "yes-no" and one.values]
    if asked:
        said.append(f"{sum(one.values[0] == YES for one in asked)} of {len(asked)} yes")
    failed = [one for one in answers if fails(one)]
    if failed:
        said.append(f"failed by {count_of(len(failed), 'answer')}")
    return "; ".join(said) or "in words only"
