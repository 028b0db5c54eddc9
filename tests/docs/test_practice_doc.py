"""docs/practice.md: its examples run, its figures and keys are those of the code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from playbook import preferences
from playbook.cli.coach_goals import FIGURES as CHOICES
from playbook.coaching.goals import BEFORE, FIGURES
from playbook.practice.memory import LONGEST as LONGEST_WAIT
from playbook.practice.memory import RECALL
from playbook.practice.queue import NEW_A_DAY
from playbook.practice.readiness import KNOWN
from playbook.statistics.funnel import FEW
from tests.docs.markdown import LONGEST, fences, read, section, tables
from tests.docs.terminal import Terminal
from tests.docs.test_commands_doc import told

DOC = read("practice.md")


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST


def test_what_a_goal_counts_is_what_the_code_says() -> None:
    rows = tables(section(DOC, "## Goals"))[0][1:]
    assert {row[0].strip("`"): row[1] for row in rows} == FIGURES
    assert tuple(FIGURES) == CHOICES
    assert (BEFORE, FEW) == (12 * 7, 10)
    assert "the twelve weeks before" in DOC and "Under ten calls" in DOC


def test_its_examples_run_from_top_to_bottom(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for fence in fences(DOC, "sh"):
        for line in fence.splitlines():
            code, out, err = terminal.try_(line)
            assert code == 0, (line, out, err)


def test_the_keys_are_those_of_the_table(terminal: Terminal) -> None:
    terminal.run("playbook --as lee coach goal lee commitment 60% --by +30")
    (goal,) = json.loads(terminal.run("playbook --as lee coach goals --json"))
    assert list(goal) == told("coach goals")
    for one in json.loads(terminal.run("playbook --as lee practice due --json")):
        assert list(one) == told("practice due")
    shown = json.loads(terminal.run("playbook --as lee practice show too-expensive --json"))
    assert list(shown) == told("practice show")
    assert list(json.loads(terminal.run("playbook --as lee practice stats --json"))) == told("practice stats")
    other = json.loads(terminal.run("playbook --as kim practice stats lee --json"))
    assert list(other) == section(DOC, "## Commands").split("of another `")[1].split("`")[0].split()


def test_the_numbers_of_practice_are_those_of_the_code() -> None:
    text = section(DOC, "## Practice")
    assert f"after {LONGEST_WAIT} days" in text and f"New are {NEW_A_DAY} a day" in text
    assert f"chance of {KNOWN:.0%}".replace("%", " %") in text and RECALL == 0.9
    assert preferences.Preferences().new_a_day == NEW_A_DAY
