"""The values of merge fields during and after a run."""

from __future__ import annotations

from playbook.runs.fold import State
from playbook.runs.model import Given
from playbook.runs.plan import Plan


def said(plan: Plan, question: str, given: Given) -> str:
    """Return an answer in the page's words: the texts of those chosen, or what was typed."""
    found = plan.questions.get(question)
    texts = {answer.id: answer.text for answer in found[0].answers} if found else {}
    return ", ".join(texts.get(value, value) for value in given.values)


def field_values(plan: Plan, state: State) -> dict[str, str]:
    """Return the run's merge fields, its answers among them as `answer.slug-of-question`.

    Where two steps ask a question of the same slug, the newest answer counts.
    """
    values = {key: value for key, value in state.fields.items() if value}
    for id_, given in sorted(state.answers.items(), key=lambda pair: pair[1].order):
        values[f"answer.{id_.rpartition('/')[2]}"] = said(plan, id_, given)
    return values
