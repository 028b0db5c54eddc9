"""The second start of a day shows at once what the first one left, and the screen takes its place."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.system.conftest import Walker
from tests.terminal import Terminal

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal is needed"),
]

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


def leave_today(starter: Path, terminals: Open, as_: str = "lee") -> None:
    """Have Today on the screen, and leave."""
    rep = Walker(terminals("-C", starter, "--as", as_))
    rep.sees("1 Today", "Nothing is due")
    rep.press("ctrl+q")
    assert rep.terminal.wait() == 0


def test_today_is_there_before_the_screens_are_loaded_and_keys_typed_meanwhile_count(
    starter: Path, terminals: Open, held: Held
) -> None:
    leave_today(starter, terminals)
    rep = Walker(terminals("-C", starter, "--as", "lee", **held.env))
    rep.sees("1 Today", "Nothing is due")  # nothing of Textual is loaded yet
    rep.terminal.press("2")
    before = rep.terminal.settle()
    held.let()
    rep.sees("⏎ prep", "Exit: ")  # Plays: the key was not lost
    assert "Nothing is due" in before
    assert "Exit: " not in before


def test_an_interrupt_meanwhile_gives_the_shell_back_as_it_was(
    starter: Path, terminals: Open, held: Held
) -> None:
    leave_today(starter, terminals)
    rep = Walker(terminals("-C", starter, "--as", "lee", **held.env))
    rep.sees("Nothing is due").terminal.settle()
    rep.terminal.process.send_signal(signal.SIGINT)
    assert rep.terminal.wait() == 130
    rep.terminal.settle()
    assert rep.terminal.raw.rstrip().rfind(b"\x1b[?1049l") > rep.terminal.raw.rfind(b"\x1b[?1049h")
    assert rep.terminal.echoes


def test_a_start_that_fails_meanwhile_is_told_on_the_shell(
    starter: Path, terminals: Open, held: Held
) -> None:
    leave_today(starter, terminals)
    rep = Walker(terminals("-C", starter, "--as", "lee", **held.env))
    rep.sees("Nothing is due").terminal.settle()  # all of it: a terminal that is not read holds up who writes
    held.let("fail")
    assert rep.terminal.wait() == 2
    rep.sees("the disk is gone")
    raw = rep.terminal.raw
    assert raw.rfind(b"\x1b[?1049l") < raw.rfind(b"the disk is gone")


def test_another_person_does_not_see_it(starter: Path, terminals: Open, held: Held) -> None:
    leave_today(starter, terminals)
    other = Walker(terminals("-C", starter, "--as", "mia", **held.env))
    other.terminal.settle()
    assert "Today" not in other.terminal.text
    held.let()
    other.sees("1 Today", "Mia Novak")
