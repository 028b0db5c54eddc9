"""A person at a real terminal with a camera."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rich.terminal_theme import TerminalTheme

from tests.looks.photo import LIGHT_TERMINAL, svg, too_faint
from tests.terminal import Terminal
from tui.filters import XTERM


@dataclass(frozen=True)
class Look:
    """How a terminal paints: its theme, its colours, what it has where nothing is painted."""

    name: str
    theme: str
    environ: Mapping[str, str]
    terminal: TerminalTheme


LOOKS = {
    look.name: look
    for look in (
        Look("dark", "", {}, XTERM),
        Look("light", "playbook-light", {}, LIGHT_TERMINAL),
        Look("16", "", {"TERM": "xterm", "COLORTERM": ""}, XTERM),
    )
}
SIZES = {"80x24": (80, 24), "100x30": (100, 30), "140x45": (140, 45), "200x60": (200, 60)}

_CODE = str(Path(__file__).parents[2])

_LONGER_KEY = 0.15
"""Seconds, more than the app waits for the rest of a key that begins with Escape."""

NARROW = 100
"""Columns below which most screens show a list or a page, not both."""


@dataclass
class Demo:
    """A demo that was laid, copied for each walk: what one does another does not see."""

    laid: Path
    now: str
    scratch: Path
    copies: int = 0

    def copy(self) -> Path:
        """Return the folder of a new copy."""
        self.copies += 1
        return Path(shutil.copytree(self.laid, self.scratch / f"demo-{self.copies}", symlinks=True))


@dataclass
class Eye:
    """Opens Playbook in one size and look, presses keys, and takes pictures by name."""

    demo: Demo
    size: str
    look: Look
    folder: Path
    walk: str = ""
    taken: list[str] = field(default_factory=list)
    faint: list[str] = field(default_factory=list)
    root: Path = Path()
    _terminal: Terminal | None = None

    @property
    def terminal(self) -> Terminal:
        """The terminal one sits at."""
        assert self._terminal is not None, "open it first"
        return self._terminal

    @property
    def narrow(self) -> bool:
        """Lists and pages stand one at a time."""
        return SIZES[self.size][0] < NARROW

    def fresh(self) -> Eye:
        """Take a new copy of the demo."""
        self.root = self.demo.copy()
        return self

    def fresh_empty(self) -> Eye:
        """Take a new playbook with one stage and no play."""
        self.root = self.demo.scratch / f"{self.size}-{self.look.name}-empty"
        named = {"rep": "Lee Park <lee@a.example>", "marketing": "Dana Ortiz <dana@a.example>"}
        people = [f"--{role}={name}" for role, name in {**named, "manager": named["rep"]}.items()]
        begin = ["init", str(self.root / "playbook"), "--from", "empty", *people, "--yes"]
        subprocess.run(
            [sys.executable, "-m", "playbook", "--data", str(self.root / "data"), *begin],
            env={**os.environ, "PYTHONPATH": _CODE, "GIT_CONFIG_GLOBAL": "/dev/null"},
            check=True,
            capture_output=True,
        )
        return self

    def open(self, person: str, *arguments: str) -> Eye:
        """Open Playbook as a person, in the look."""
        self.close()
        config = self.root / "config"
        config.mkdir(exist_ok=True)
        theme = f'[look]\ntheme = "{self.look.theme}"\n' if self.look.theme else ""
        (config / "settings.toml").write_text(theme, "utf-8")
        where = ["-C", str(self.root / "playbook"), "--data", str(self.root / "data"), "--now", self.demo.now]
        who = ["--as", person] if person else []
        columns, lines = SIZES[self.size]
        self._terminal = Terminal(
            [sys.executable, "-m", "playbook", *where, *who, *arguments],
            columns=columns,
            lines=lines,
            env={
                "PLAYBOOK_CONFIG": str(config),
                "PLAYBOOK_CACHE": str(self.root / "cache"),
                "HOME": str(self.root),
                "GIT_CONFIG_GLOBAL": "/dev/null",
                "PYTHONPATH": _CODE,
                **self.look.environ,
            },
            cwd=self.root,
        )
        return self

    def close(self) -> None:
        """Leave the terminal."""
        if self._terminal is not None:
            self._terminal.close()
        self._terminal = None

    def press(self, *keys: str) -> Eye:
        """Press keys, each after the screen has come to rest."""
        for key in keys:
            self.terminal.settle()
            self.terminal.press(key)
            if key == "escape":
                self._until_it_is_alone()
        self.terminal.settle()
        return self

    def _until_it_is_alone(self) -> None:
        """Wait until Escape is known to begin no longer key: what is typed at once would be its end."""
        end = time.monotonic() + _LONGER_KEY
        while (left := end - time.monotonic()) > 0:
            self.terminal.pump(left)

    def type(self, text: str) -> Eye:
        """Type text into the line that has the focus."""
        self.terminal.settle()
        self.terminal.type(text)
        self.terminal.settle()
        return self

    def sees(self, *texts: str) -> Eye:
        """Wait for texts; a picture is of what its name says, or there is none."""
        self.terminal.sees(*texts, seconds=20)
        return self

    def until(self, key: str, *texts: str) -> Eye:
        """Press a key again and again until all `texts` are on the screen."""
        for _ in range(80):
            if all(text in self.terminal.settle() for text in texts):
                return self
            self.terminal.press(key)
        raise AssertionError(f"{key} never leads to {texts}\n{self.terminal.text}")

    def through(self, **keys: str) -> Eye:
        """Open what each key opens, take its picture by name, and leave it by Escape: the screen is as it was."""
        for name, key in keys.items():
            before = self.terminal.settle()
            self.press(key)
            if self.terminal.text == before:
                raise AssertionError(f"{key} opened nothing for {name}\n{before}")
            self.take(name).press("escape")
        return self

    def take(self, name: str, *texts: str) -> Eye:
        """Take a picture, once all `texts` are on the screen."""
        self.sees(*texts)
        self.terminal.settle()
        screen, name = self.terminal.screen, f"{self.walk}-{name}"
        (self.folder / f"{name}.svg").write_text(svg(screen, name, self.look.terminal), "utf-8")
        (self.folder / f"{name}.txt").write_text(self.terminal.text + "\n", "utf-8")
        self.taken.append(name)
        self.faint += [f"{name}: {found}" for found in too_faint(screen, self.look.terminal)]
        return self

    def beside(self, name: str, *texts: str, key: str = "v") -> Eye:
        """Take what stands beside the list, on a narrow screen in its place; go back to the list."""
        if self.narrow:
            self.press(key).take(name, *texts).press(key)
        else:
            self.take(name, *texts)
        return self


Walk = Callable[[Eye], None]
