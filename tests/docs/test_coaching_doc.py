"""docs/coaching.md: its examples run, its figures are those of the code, and every kind of topic is in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from playbook.coaching.people import ENOUGH
from playbook.coaching.topics.left_out import MINE
from playbook.coaching.topics.model import LABELS
from playbook.coaching.topics.shelf import NEW, NO_COMMITMENT, WEEKS
from playbook.statistics.funnel import FEW
from tests.docs.markdown import LONGEST, fences, read, section, tables
from tests.docs.terminal import Terminal
from tests.docs.test_commands_doc import told

DOC = read("coaching.md")
NUMBERS = {5: "five", 8: "eight", 10: "ten", 20: "twenty", 30: "thirty"}


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST


def test_every_kind_of_topic_has_a_line_under_the_word_that_the_list_shows() -> None:
    rows = tables(section(DOC, "## What it says, and when"))[0][1:]
    assert [row[0] for row in rows] == [LABELS[kind] for kind in (
        "left-out-by-most", "left-out-by-one", "changed", "detour", "experiment", "pilot", "stage", "objection",
        "no-commitment", "unopened", "new-play",
    )]  # fmt: skip
    assert len(rows) == len(LABELS)


def test_its_numbers_are_those_that_count() -> None:
    rows = {row[0]: row[1] for row in tables(section(DOC, "## What it says, and when"))[0][1:]}
    for label, number in (
        ("the play's", FEW), ("coaching", MINE), ("coaching", FEW), ("changed", FEW), ("fruitless", NO_COMMITMENT),
        ("not opened", WEEKS), ("new play", NEW), ("bottleneck", FEW),
    ):  # fmt: skip
        assert NUMBERS[number] in rows[label].casefold(), (label, number)
    assert f"at least {NUMBERS[ENOUGH]} people" in section(DOC, "## Who sees what")


def test_its_examples_run_from_top_to_bottom(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in fences(DOC, "sh")[0].splitlines():
        code, out, err = terminal.try_(line)
        assert code == 0, (line, out, err)
    assert (tmp_path / "acme" / "quarter.html").read_text().startswith("<!doctype html>")


def test_the_keys_are_those_of_the_table(terminal: Terminal) -> None:
    from tests.coaching.filed import filed
    from tests.coaching.logs import runs

    page, steps = "plays/discover/first-discovery", "open+ a-bad-morning- how-it-works-today+"
    filed(
        terminal.root,
        [run for rep in ("lee", "mia", "kim") for run in runs(4, rep, steps, play=page, commitment="done")],
        data=terminal.data,
    )
    kim = "playbook --as kim"
    for command in ("coach topics", "coach stages"):
        for one in json.loads(terminal.run(f"{kim} {command} --json")):
            assert list(one) == told(command), command
    assert list(json.loads(terminal.run(f"{kim} coach show left-out --json"))) == told("coach show")
    assert list(json.loads(terminal.run(f"{kim} coach report --json"))) == told("coach report")


def test_keys_of_the_screen_are_the_ones_it_names() -> None:
    from tui.screens.coach_acts import TELL

    named = {key.strip("`") for key in re.findall(r"`[a-z⏎]`", DOC)}
    assert {command.keys for command in TELL} <= named
