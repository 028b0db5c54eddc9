"""What was answered, in the page's words; and the values of merge fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from playbook.plays.model import Page, Question
from playbook.records.model import Run
from playbook.runs.fold import State
from playbook.runs.model import Given
from playbook.runs.plan import Plan


class Said(NamedTuple):
    """The answer to a question in a finished run."""

    id: str
    """The question's."""
    question: str
    """Its text; empty where the page does not ask it."""
    text: str


def said_in(run: Run, page: Page | None) -> list[Said]:
    """Return the answers of a run in the words of `page`, the revision that was run; as recorded without it."""
    questions = {one.id: one for step in page.steps for one in step.questions} if page else {}
    found = []
    for answer in run.answers:
        question = questions.get(answer.question)
        asked = question.text if question else ""
        found.append(Said(answer.question, asked, in_words(question, answer.values)))
    return found


def said(plan: Plan, question: str, given: Given) -> str:
    """Return an answer in the page's words: the texts of those chosen, or what was typed."""
    return _joined(plan.texts.get(question, {}), given.values)


def in_words(question: Question | None, values: Iterable[str]) -> str:
    """Return an answer by its ids in the words of its question; what the question does not know, as it is."""
    return _joined({answer.id: answer.text for answer in question.answers} if question else {}, values)


def _joined(texts: Mapping[str, str], values: Iterable[str]) -> str:
    return ", ".join([texts.get(value, value) for value in values])


def field_values(plan: Plan, state: State) -> dict[str, str]:
    """Return the run's merge fields, its answers among them as `answer.slug-of-question`.

    Where two steps ask a question of the same slug, the newest answer counts.
    """
    values = {key: value for key, value in state.fields.items() if value}
    for id_, given in sorted(state.answers.items(), key=lambda pair: pair[1].order):
        values[f"answer.{id_.rpartition('/')[2]}"] = said(plan, id_, given)
    return values
