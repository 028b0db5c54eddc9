"""docs/figures.md: its examples run, its numbers and keys are those of the code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from playbook.coaching.people import ENOUGH
from playbook.records.figures import Figures, MetCount, PlayCount, StepCount, WordsCount
from tests.docs.markdown import LONGEST, code, fences, read, section
from tests.docs.terminal import Terminal
from tests.docs.test_commands_doc import told

DOC = read("figures.md")


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST


def test_how_many_are_many_is_what_the_code_says() -> None:
    assert set(re.findall(r"at least\s+(\d+)", DOC)) == {str(ENOUGH)}


def test_its_examples_run_and_its_keys_are_those_printed(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in fences(section(DOC, "## Commands"), "sh")[0].splitlines():
        status, out, err = terminal.try_(line)
        assert status == 0, (line, out, err)
    assert list(json.loads(terminal.run("playbook --as lee coach figures --json"))) == told("coach figures")
    with_check = json.loads(terminal.run("playbook --as kim coach figures-publish --check --json"))
    assert with_check is None
    assert list(Figures.__struct_fields__) == told("coach figures-publish")
    keys = [cell.split() for cell in code(DOC.rpartition("| `coach figures` |")[2])]
    for struct in (PlayCount, StepCount, MetCount, WordsCount):
        assert list(struct.__struct_fields__) in keys
