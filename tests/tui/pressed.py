"""Which commands the tests have pressed, and whether what changed was asserted: every command must be in here.

A command is proved by a test that passes when three things hold: its key was pressed and the command carried out (not
refused); what the screen shows was another thing afterwards; and then something was asserted that did not hold before:
`driver.sees` of what was not there, `sees_no` of what was, or a plain `assert` in the lines that follow the key.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

NEAR = 12
"""Lines after a key in which a plain `assert` is about it."""

TESTS = Path(__file__).parents[1]


@dataclass(frozen=True)
class Press:
    """A command that was carried out, and changed what the screen shows."""

    id: str
    before: str
    """What the screen showed before, as text."""
    places: tuple[tuple[str, int], ...]
    """File and line of each function of the tests on the way to the key."""


class Presses:
    """What one test has pressed, and what of it is proved."""

    def __init__(self) -> None:
        self.waiting: list[Press] = []
        """Since the last assertion."""
        self.proved: set[str] = set()
        self._asserted = False

    def pressed(self, ids: Iterable[str], before: str, frame: FrameType | None) -> None:
        """Note commands that were carried out by one key."""
        if self._asserted:
            self.waiting, self._asserted = [], False
        places = _places(frame)
        for id_ in ids:
            press = Press(id_, before, places)
            if any(_asserts_near(file, line) for file, line in places):
                self.proved.add(id_)
            else:
                self.waiting.append(press)

    def saw(self, texts: Iterable[str], *, there: bool) -> None:
        """Note that `texts` were found on the screen, or not found (`there` false)."""
        self._asserted = True
        texts = tuple(texts)
        for press in self.waiting:
            if any((text not in press.before) is there for text in texts):
                self.proved.add(press.id)


def _places(frame: FrameType | None) -> tuple[tuple[str, int], ...]:
    found = []
    while frame is not None:
        file = frame.f_code.co_filename
        if Path(file).name.startswith("test_") and file.startswith(str(TESTS)):
            found.append((file, frame.f_lineno))
        frame = frame.f_back
    return tuple(found)


@cache
def _functions(file: str) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
    """Return first line, last line, and the lines of the `assert`s of each function of a file, innermost first."""
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    found = []
    for function in functions:
        lines = tuple(node.lineno for node in ast.walk(function) if isinstance(node, ast.Assert))
        found.append((function.lineno, function.end_lineno or function.lineno, lines))
    return tuple(sorted(found, key=lambda one: one[1] - one[0]))


def _asserts_near(file: str, line: int) -> bool:
    for first, last, asserts in _functions(file):
        if first <= line <= last:
            return any(line < at <= line + NEAR for at in asserts)
    return False


PROVED: set[str] = set()
"""By all tests of this process that passed."""


# What the run of all tests makes of it


class Collector:
    """Collects from all processes of a run, and says at its end which command no test has proved."""

    def __init__(self, config: Any) -> None:
        self.config = config
        self.proved: set[str] = set()
        self.whole = False
        self.deselected = False
        self.missing: list[str] | None = None

    def pytest_deselected(self, items: list[Any]) -> None:
        """Hear that only some tests run."""
        self.deselected |= bool(items)

    def pytest_collection_finish(self, session: Any) -> None:
        """See whether all tests of the screens are to run."""
        files = {Path(item.path) for item in session.items}
        wanted = set((TESTS / "tui").glob("test_*.py"))
        self.whole = wanted <= files and not self.deselected

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take what a process of xdist has proved."""
        output = getattr(node, "workeroutput", {})
        self.proved |= set(output.get("proved", ()))
        self.whole |= bool(output.get("whole"))

    def pytest_sessionfinish(self, session: Any) -> None:
        """Hand over what was proved, or judge it."""
        self.proved |= PROVED
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput["proved"] = sorted(self.proved)
            self.config.workeroutput["whole"] = self.whole
        elif self.whole:
            self.missing = missing(self.proved)
            if self.missing and session.exitstatus == 0:
                session.exitstatus = 1

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say it."""
        if self.missing is None:
            if self.proved:
                terminalreporter.write_line(
                    f"commands: {len(self.proved)} pressed and asserted; not judged, only some of the tests ran"
                )
        elif self.missing:
            terminalreporter.section(
                "commands that no test has pressed with a changed state asserted", red=True
            )
            for id_ in self.missing:
                terminalreporter.write_line(id_)
        else:
            terminalreporter.write_line(
                f"commands: all {len(self.proved)} pressed with a changed state asserted"
            )


def missing(proved: Iterable[str]) -> list[str]:
    """Return the ids of commands that nobody has proved."""
    from tui.registry import every_command

    return sorted({command.id for command in every_command()} - set(proved))
