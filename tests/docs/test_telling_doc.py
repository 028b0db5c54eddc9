"""docs/telling.md: the kinds there are, with what each asks."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from playbook.desk.asked import QUESTIONS
from playbook.records.model import FeedbackKind
from tests.docs.markdown import LONGEST, code, fences, read, section, tables
from tests.docs.terminal import Terminal

DOC = read("telling.md")


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST


def test_every_kind_stands_there_with_what_it_asks() -> None:
    (table,) = tables(section(DOC, "## What each kind asks"))
    assert [row[0] for row in table[1:]] == list(get_args(FeedbackKind))
    asked = {row[0]: code(row[-1])[0] for row in table[1:] if code(row[-1])}
    assert asked == {kind: f"--{question.word}" for kind, question in QUESTIONS.items()}


def test_the_examples_run_from_top_to_bottom(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (notes,) = fences(DOC, "txt")
    (examples,) = fences(DOC, "sh")
    said = []
    for line in examples.splitlines():
        code_, out, err = terminal.try_(line)
        assert code_ == 0, (line, out, err)
        if "feedback import" in line:
            said.append(err)
        if line == "cd acme":
            Path("meeting.txt").write_text(notes, encoding="utf-8")
    new, again = "4 new, 0 there already.", "0 new, 4 there already."
    assert [err.partition(" Nothing was")[0].strip() for err in said] == [new, new, again, new]
