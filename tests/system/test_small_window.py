"""A window made far too small, and large again: it is said, and everything is as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.system.conftest import Walker
from tests.terminal import Terminal
from tui.small import small_lines

pytestmark = pytest.mark.system


def test_a_window_of_20_by_5_says_so_and_keeps_the_words_being_typed(
    starter: Path, terminals: Callable[..., Terminal]
) -> None:
    terminal = terminals("-C", starter, "--as", "lee", columns=100, lines=30)
    rep = Walker(terminal)
    rep.sees("Nothing is due")
    terminal.press("f4")
    rep.sees("1  worked").press("1").type("They liked the open").sees("They liked the open")
    terminal.resize(20, 5)
    rep.sees("Too small", "20×5").terminal.sees_no("They liked")
    terminal.type("ing")
    terminal.press("enter", "escape", "escape")
    terminal.settle()
    terminal.resize(39, 30)
    rep.sees("39×30", "40×10")
    terminal.resize(100, 30)
    rep.sees("They liked the opening", "On the playbook as a whole").terminal.sees_no("Too small")
    rep.press("enter").sees("saved")


def test_one_can_quit_a_window_too_small(starter: Path, terminals: Callable[..., Terminal]) -> None:
    terminal = terminals("-C", starter, "--as", "lee", columns=30, lines=12)
    terminal.sees("Too small", "^q quits")
    terminal.press("ctrl+q")
    assert terminal.wait() == 0


def test_it_can_be_started_too_small_and_made_larger(
    starter: Path, terminals: Callable[..., Terminal]
) -> None:
    terminal = terminals("-C", starter, "--as", "lee", columns=39, lines=9)
    terminal.sees("Too small")
    terminal.resize(80, 24)
    terminal.sees("1 Today", "Nothing is due", "F1 help")


def test_what_is_said_fits_the_smallest_windows() -> None:
    assert small_lines(20, 5) == [
        "Too small: 20×5.",
        "Playbook needs",
        "40×10; nothing is",
        "lost. ^q quits.",
    ]
    assert small_lines(100, 1) == ["Too small: 100×1. Playbook needs 40×10; nothing is lost. ^q quits."]
    assert len(small_lines(1, 3)) == 3


def test_the_size_is_the_terminals_whatever_the_environment_says(
    starter: Path, terminals: Callable[..., Terminal]
) -> None:
    rep = terminals("-C", starter, "--as", "lee", columns=100, lines=30, COLUMNS="60", LINES="20")
    rep.sees("1 Today", "F1 help")
    assert rep.settle().splitlines()[29].endswith("F1 help")
    assert len(rep.lines[29]) > 90
    rep.resize(120, 40)
    rep.sees("F1 help")
    rep.settle()
    assert len(rep.lines[39]) > 110
