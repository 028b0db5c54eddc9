"""docs/scorecards.md: its card is one, its examples run, its keys are those that are printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from playbook.coaching.cards import questions_of
from playbook.plays.parse import parse_page
from playbook.statistics.funnel import FEW
from tests.docs.markdown import LONGEST, code, fences, read, section, tables
from tests.docs.terminal import Terminal

DOC = read("scorecards.md")


def keys(command: str) -> list[list[str]]:
    """Return the lists of keys that the table has for a command, in their order."""
    rows = tables(section(DOC, "## Commands"))[1][1:]
    return [one.split() for row in rows if command in code(row[0]) for one in code(row[1])]


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST


def test_its_card_has_each_of_the_five_kinds_that_the_table_names() -> None:
    (card,) = fences(DOC, "markdown")
    kinds = [one.kind for one in questions_of(parse_page(card, "scorecards/x.md"))]
    assert sorted(kinds) == ["many", "one", "scale", "text", "yes-no"]
    assert [row[0] for row in tables(DOC)[0][1:]] == ["scale", "yes or no", "one of", "many of", "text"]


def test_it_says_from_how_many_runs_kappa_is_told() -> None:
    assert FEW == 10
    assert "from ten runs on **kappa**" in section(DOC, "## Agreement")


def test_its_examples_run_and_its_keys_are_those_printed(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in fences(DOC, "sh")[0].splitlines():
        status, out, err = terminal.try_(line)
        assert status == 0, (line, out, err)
    listed, question = keys("coach cards")[0], keys("coach cards")[-1]
    (row, *_) = json.loads(terminal.run("playbook --as kim coach cards --json"))
    assert list(row) == listed
    one = json.loads(terminal.run("playbook --as kim coach cards first-discovery --json"))
    assert list(one["questions"][0]) == question
    standing, *_, scored, answer = keys("coach scores")
    (found,) = json.loads(terminal.run("playbook --as kim coach scores --json"))
    assert list(found) == standing
    assert list(found["mine"]) == scored
    assert list(found["mine"]["answers"][0]) == answer
