"""A start that is held up where Textual would be loaded: what is on the screen until then came without it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal import Terminal

Open = Callable[..., Terminal]

HELD_UP = '''
"""Stands before the real package, and lets it be loaded once somebody says so."""
import os, sys
with open(os.environ["GO_ON"]) as go_on:
    said = go_on.read()
if said == "fail":
    raise RuntimeError("the disk is gone")
del sys.modules["textual"]
sys.path.remove(os.path.dirname(os.path.dirname(__file__)))
import textual
'''


class Held:
    """A start that is held up where the screens would be loaded."""

    def __init__(self, folder: Path) -> None:
        self.go_on = folder / "go-on"
        os.mkfifo(self.go_on)
        self.packages = folder / "first"
        (self.packages / "textual").mkdir(parents=True)
        (self.packages / "textual" / "__init__.py").write_text(HELD_UP, encoding="utf-8")

    @property
    def env(self) -> dict[str, str]:
        return {
            "PYTHONPATH": os.pathsep.join((str(self.packages), str(Path(__file__).parents[2]))),
            "GO_ON": str(self.go_on),
        }

    def let(self, how: str = "load") -> None:
        self.go_on.write_text(how, encoding="utf-8")


@pytest.fixture
def held(tmp_path: Path, terminals: Open) -> Held:
    """What holds a start up; the terminals, which end those that wait, are closed after it."""
    return Held(tmp_path)
