"""docs/sessions.md: its examples run, its keys are those that are printed, its keys of the screen are the screen's."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from playbook.coaching.agenda import FIRST
from tests.docs.markdown import LONGEST, fences, read, section
from tests.docs.terminal import Terminal
from tests.docs.test_commands_doc import told

DOC = read("sessions.md")


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST


def test_how_far_the_first_one_looks_back() -> None:
    assert FIRST == 28
    assert "looks back four weeks" in DOC


def test_its_examples_run_and_its_keys_are_those_printed(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in fences(section(DOC, "## Commands"), "sh")[0].splitlines():
        status, out, err = terminal.try_(line)
        assert status == 0, (line, out, err)
    assert (tmp_path / "acme" / "lee.html").is_file()
    for command, more in (("coach sessions", " --all"), ("coach actions", "")):
        (row, *_) = json.loads(terminal.run(f"playbook --as kim {command}{more} --json"))
        assert list(row) == told(command), command
    assert list(json.loads(terminal.run("playbook --as kim coach session lee --json"))) == told(
        "coach session"
    )


def test_its_keys_are_those_of_the_screen() -> None:
    from tui.screens.coach_acts import TELL
    from tui.screens.session_acts import ACTS

    told = section(DOC, "## On the screen").partition("On **Today**")[0]
    named = set(re.findall(r"`([a-z])`", told))
    assert {command.keys for command in ACTS} <= named
    assert named - {command.keys for command in ACTS} <= {command.keys for command in TELL}
