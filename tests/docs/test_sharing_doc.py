"""docs/sharing.md: its examples run as they stand, and its table of who reads what is what the hub does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from playbook.syncing import open_hub
from playbook.workspace import Workspace
from tests.docs.markdown import LONGEST, code, fences, read, section, tables
from tests.docs.terminal import Terminal

DOC = read("sharing.md")


@pytest.fixture
def own(terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in a playbook that may be changed."""
    shutil.copytree(terminal.root, tmp_path / "acme")
    monkeypatch.chdir(tmp_path / "acme")
    return terminal


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST


def test_its_examples_run_from_top_to_bottom(own: Terminal, tmp_path: Path) -> None:
    for fence in fences(DOC, "sh"):
        for line in fence.splitlines():
            code_, out, err = own.try_(line)
            assert code_ == 0, (line, out, err)
            if line.endswith("../dana feedback list"):
                assert "A shorter opener" in out
    assert (tmp_path / "dana").is_dir()


def test_its_keys_are_those_that_are_printed(own: Terminal) -> None:
    own.run("git init --quiet --bare ../records.git")
    own.run("playbook hub use ../records.git")
    told = {code(row[0])[0]: code(row[1]) for row in tables(section(DOC, "## Commands"))[1][1:]}
    plain, checked = (keys.split() for keys in (told["sync"][0], told["sync"][2]))
    assert list(json.loads(own.run("playbook --as lee sync --json"))) == plain
    assert list(json.loads(own.run("playbook --as lee sync --check --json"))) == checked
    journal = next(own.data.rglob("team/*.jsonl"), None)
    assert journal is None
    own.try_("playbook --as lee import-records playbook.toml")
    (row, *_) = json.loads(own.run("playbook --as lee quarantine list --json"))
    assert list(row) == told["quarantine list"][0].split()


@pytest.mark.parametrize("said", [True, False])
def test_runs_leave_only_where_the_playbook_says_so(own: Terminal, tmp_path: Path, said: bool) -> None:
    settings = tmp_path / "acme" / "playbook.toml"
    words = f'[records]\nhub = "../records.git"\nline-on-git = {str(said).lower()}\n'
    settings.write_text(settings.read_text("utf-8") + words, "utf-8")
    hub = open_hub(Workspace(tmp_path / "acme", data=own.data, person="lee"))
    assert {audience: bool(hub.why_not(audience)) for audience in ("team", "liaison", "line", "pair-kim", "self")} == {
        "team": False, "liaison": False, "line": not said, "pair-kim": True, "self": True,
    }  # fmt: skip
