"""Where there is no playbook: the screen that asks how to begin, in a real terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal

PROGRAM = [sys.executable, "-m", "playbook"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with nothing in it, and nothing above it."""
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


@pytest.fixture
def terminal(folder: Path, tmp_path: Path) -> Iterator[Terminal]:
    """A terminal in that folder, of somebody who never used the program."""
    env = {
        **os.environ,
        "PLAYBOOK_DATA": str(tmp_path / "data"),
        "PLAYBOOK_CACHE": str(tmp_path / "cache"),
        "PLAYBOOK_CONFIG": str(tmp_path / "config"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    with Terminal(PROGRAM, env=env, cwd=folder) as opened:
        yield opened


def test_one_makes_a_playbook_and_stands_in_it(terminal: Terminal, folder: Path) -> None:
    terminal.sees("There is no playbook in", "1  Look around in a living demo", "4  Join your team's")
    terminal.press("2")
    terminal.sees("In which new folder?")
    terminal.press("enter")
    terminal.sees("Who are you?", "Lee Park", seconds=60)
    terminal.press("enter")
    terminal.sees("1 Today", seconds=60)
    assert (folder / "playbook" / "playbook.toml").is_file()
    assert (folder / "playbook" / ".git").is_dir()


def test_what_is_not_there_is_said_and_asked_again(terminal: Terminal) -> None:
    terminal.sees("Open a playbook")
    terminal.press("down", "down", "enter")
    terminal.sees("Which folder?")
    terminal.type("nowhere")
    terminal.press("enter")
    terminal.sees("✗ There is no folder")
    terminal.press("escape")
    assert terminal.process.wait(timeout=20) == 0


def test_a_teams_repository_is_copied_and_opened(terminal: Terminal, folder: Path, tmp_path: Path) -> None:
    team = tmp_path / "team"
    (team / "plays").mkdir(parents=True)
    (team / "plays/a.md").write_text("# A\n\n## One\n\n> Hi.\n\n## Two\n\n> Bye.\n", "utf-8")
    who = ("-c", "user.name=Dana", "-c", "user.email=dana@fernyard.example")
    for arguments in (("init", "-q", "-b", "main"), ("add", "-A"), (*who, "commit", "-q", "-m", "Begin")):
        subprocess.run(["git", "-C", str(team), *arguments], check=True)
    terminal.sees("4  Join")
    terminal.press("4")
    terminal.sees("as you would give it to git clone")
    terminal.type(str(team))
    terminal.press("enter")
    terminal.sees("1 Today", seconds=60)
    assert (folder / "team" / "plays/a.md").is_file()
