"""Keys typed behind the command, before anything is on the screen: all of them count."""

from __future__ import annotations

import os
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


def test_who_picked_up_and_the_first_answer_are_typed_before_the_call_is_there(
    starter: Path, terminals: Open
) -> None:
    terminal = terminals("-C", starter, "call", "plays/connect/demo-request-callback", "--as", "lee")
    terminal.press("1", "1")
    Walker(terminal).sees("1/5 Open", "● Yes", "● saved")


def test_from_the_shell_to_a_call_without_looking(starter: Path, terminals: Open) -> None:
    """Until a program has taken it over, a terminal makes line feeds of Enter."""
    terminal = terminals("-C", starter, "--as", "lee")
    terminal.press("2", "tab", "enter", "enter", "1")
    Walker(terminal).sees("Demo-request callback", "1/5 Open", "1 ○ Yes")


def test_feedback_is_typed_and_sent_before_today_is_there(starter: Path, terminals: Open) -> None:
    terminal = terminals("-C", starter, "--as", "lee")
    terminal.press("f4", "8").type("A play for churn").press("enter")
    Walker(terminal).sees("Feedback F-", "saved")
