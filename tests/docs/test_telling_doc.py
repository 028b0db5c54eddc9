"""docs/telling.md: the kinds there are, with what each asks."""

from __future__ import annotations

from typing import get_args

from playbook.desk.asked import QUESTIONS
from playbook.records.model import FeedbackKind
from tests.docs.markdown import LONGEST, code, read, section, tables

DOC = read("telling.md")


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST


def test_every_kind_stands_there_with_what_it_asks() -> None:
    (table,) = tables(section(DOC, "## What each kind asks"))
    assert [row[0] for row in table[1:]] == list(get_args(FeedbackKind))
    asked = {row[0]: code(row[-1])[0] for row in table[1:] if code(row[-1])}
    assert asked == {kind: f"--{question.word}" for kind, question in QUESTIONS.items()}
