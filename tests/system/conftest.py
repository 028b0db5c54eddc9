"""A real terminal, a real git repository, a home of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.starter import ReadOnce, copy_part_of_starter
from tests.terminal import Terminal

SHOWN = {
    "enter": "⏎", "escape": "esc", "space": "space", "backspace": "⌫", "down": "↑↓", "up": "↑↓",
    "right": "→", "left": "←", "tab": "tab", "ctrl+q": "^q", "ctrl+f": "^f", "ctrl+p": "^p",
}  # fmt: skip


def shown_key(key: str) -> str:
    """Return the pattern of a key as a screen names it."""
    shown = SHOWN.get(key, key.upper() if re.fullmatch(r"f\d+", key) else key)
    return rf"(?<![\w\d]){re.escape(shown)}(?![\w\d])"


class Walker:
    """A person at a real terminal who presses only keys that can be read on the screen."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def press(self, *keys: str) -> Walker:
        """Press keys, each after the screen has come to rest and shows it."""
        for key in keys:
            self.terminal.settle()
            self.terminal.shows(shown_key(key))
            self.terminal.press(key)
        return self

    def press_from_help(self, key: str, words: str) -> Walker:
        """Press a key that has no room in the bar: look it up in the help by `words`, go back, press it."""
        self.press("f1").sees("type to search").type(words)
        self.terminal.shows(rf"Keys here[^⏎]*{shown_key(key)}")
        self.press("escape").terminal.sees_no("Keys here")
        self.terminal.settle()
        self.terminal.press(key)
        return self

    def type(self, text: str) -> Walker:
        """Type text into the line that has the focus."""
        self.terminal.settle()
        self.terminal.type(text)
        return self

    def sees(self, *texts: str) -> Walker:
        """Wait for texts."""
        self.terminal.sees(*texts)
        return self


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Folders of its own for everything that the program writes."""
    return {
        "PLAYBOOK_DATA": str(tmp_path / "data"),
        "PLAYBOOK_CACHE": str(tmp_path / "cache"),
        "PLAYBOOK_CONFIG": str(tmp_path / "config"),
        "HOME": str(tmp_path),
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


OnDisk = Callable[[str], None]


@pytest.fixture
def on_disk(environment: dict[str, str]) -> OnDisk:
    """Wait until an open call that holds a text has reached the disk: the screen shows it a moment before."""

    def wait(text: str) -> None:
        end = time.monotonic() + 30
        while not any(text in run.read_text("utf-8") for run in _open_runs(environment)):
            assert time.monotonic() < end, f"never saved: {text}"
            time.sleep(0.02)

    return wait


def _open_runs(environment: dict[str, str]) -> Iterator[Path]:
    return Path(environment["PLAYBOOK_DATA"]).glob("*/open/[!.]*.json")


def git(folder: Path, *arguments: str) -> None:
    """Run git in `folder`, as nobody in particular."""
    who = ("-c", "user.name=Dana Ortiz", "-c", "user.email=dana@fernyard.example")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null"}
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, env=environment, capture_output=True)


def under_git(folder: Path) -> Path:
    """Put a folder under git."""
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Begin")
    return folder


@pytest.fixture(scope="session")
def starter_template(tmp_path_factory: pytest.TempPathFactory) -> ReadOnce:
    folder = tmp_path_factory.mktemp("starter")
    return ReadOnce.of(under_git(copy_part_of_starter(folder / "playbook")), folder / "cache")


@pytest.fixture
def starter(starter_template: ReadOnce, tmp_path: Path) -> Path:
    """The starter playbook under git; its pages were read before."""
    return starter_template.copy(tmp_path / "playbook", tmp_path / "cache")


def playbook(*arguments: str | Path) -> list[str]:
    """Return the command line of `playbook`."""
    return [sys.executable, "-m", "playbook", *map(str, arguments)]


@pytest.fixture
def corpora() -> Path:
    """The folder of real handbooks."""
    named = os.environ.get("PLAYBOOK_CORPORA")
    if not named:
        pytest.skip("PLAYBOOK_CORPORA is not set: the real handbooks are not at hand")
    return Path(named)


@pytest.fixture
def terminals(environment: dict[str, str]) -> Iterator[object]:
    """Open terminals, and close them all."""
    opened: list[Terminal] = []

    def open_one(*arguments: str | Path, columns: int = 120, lines: int = 40, **env: str) -> Terminal:
        terminal = Terminal(
            playbook(*arguments),
            columns=columns,
            lines=lines,
            env={**environment, **env},
            cwd=Path(environment["HOME"]),
        )
        opened.append(terminal)
        return terminal

    yield open_one
    for terminal in opened:
        terminal.close()
