"""The second start of a day shows at once what the first one left, and the screen takes its place."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.system.conftest import Walker
from tests.system.held import Held, Open, held

__all__ = ["held"]

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal is needed"),
]


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
    rep.sees("⏎ plays", "Exit: ")  # Plays: the key was not lost
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


def test_another_person_sees_what_is_due_for_them(starter: Path, terminals: Open, held: Held) -> None:
    leave_today(starter, terminals)
    other = Walker(terminals("-C", starter, "--as", "mia", **held.env))
    other.sees("Nothing is due, Mia", "Mia Novak")
    assert "Lee" not in other.terminal.settle()
    held.let()
    other.sees("1 Today", "Mia Novak")


def test_a_liaison_does_not_see_it(starter: Path, terminals: Open, held: Held) -> None:
    leave_today(starter, terminals)
    other = Walker(terminals("-C", starter, "--as", "dana", **held.env))
    assert "Today" not in other.terminal.settle()
    held.let()
    other.sees("3 Desk", "Dana Ortiz")
