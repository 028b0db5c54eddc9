"""Rules about score cards, under the codes of plays: PB006 and PB009."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.plays.lint.context import Context
from playbook.plays.lint.model import Finding
from playbook.plays.lint.source import Source
from playbook.plays.model import Question

_NO_SCALE = re.compile(r"[(（]\s*(\d+)\s*(?:-|–|—|to)\s*(\d+)[^()（）]*[)）]\s*$")
YES_NO = ("yes", "no")


def answerable(source: Source, context: Context) -> Iterator[Finding]:
    """PB006: a card that asks nothing; what is no scale, no choice; an auto-fail that cannot fail."""
    page = source.page
    if page.kind != "scorecard":
        return
    asked = [question for step in page.steps if not step.reference for question in step.questions]
    if not asked:
        yield Finding(
            page.path, 1, "PB006",
            "This score card asks nothing. Write each question as a heading: ## How well did you listen? (1–5)",
        )  # fmt: skip
    for question in asked:
        if wrong := _wrong(question):
            yield Finding(page.path, question.line, "PB006", wrong)


def _wrong(question: Question) -> str:
    told = f"“{question.text}”"
    if question.choose == "text" and question.scale is None and (mark := _NO_SCALE.search(question.text)):
        return (
            f"{told} is asked as a text: ({mark[1]}–{mark[2]}) is no scale. Write the lowest mark first, such as "
            "(1–5), each of at most three digits."
        )
    if question.choose == "one" and len(question.answers) == 1:
        return f"{told} has one answer to choose from. Add another, or make it (yes/no)."
    if question.auto_fail and question.scale is None and tuple(one.id for one in question.answers) != YES_NO:
        return (
            f"{told} can fail nobody: (auto-fail) is for (yes/no), and for scales, whose lowest mark fails."
        )
    return ""


def one_id_each(source: Source, context: Context) -> Iterator[Finding]:
    """PB009: two questions of a card with one heading."""
    page = source.page
    if page.kind != "scorecard":
        return
    seen: set[str] = set()
    for step in page.steps:
        if step.title.casefold() in seen:
            yield Finding(
                page.path, step.line, "PB009",
                f"Two questions are called “{step.title}”. Scores tell them apart by their order only; give this one "
                "another name.",
            )  # fmt: skip
        seen.add(step.title.casefold())
