"""A closed window, a dropped SSH line: the program ends, and what was entered is on the disk."""

from __future__ import annotations

import os
import signal
import time
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


def answered(starter: Path, terminals: Open) -> Terminal:
    """Return a terminal in which a question of a call has just been answered."""
    rep = Walker(terminals("-C", starter, "call", "plays/connect/demo-request-callback", "--as", "lee"))
    rep.sees("Who picked up?").terminal.press("1")
    rep.sees("1/5 Open").terminal.press("1")
    rep.sees("● Yes", "● saved")
    return rep.terminal


def goes_on(starter: Path, terminals: Open) -> None:
    again = Walker(terminals("-C", starter, "--as", "lee"))
    again.sees("▶ open call").terminal.press("enter")
    again.sees("● Yes")


def test_when_the_terminal_is_gone_the_program_ends_and_the_call_goes_on_later(
    starter: Path, terminals: Open
) -> None:
    terminal = answered(starter, terminals)
    terminal.hang_up()
    assert terminal.process.wait(15) == 129
    goes_on(starter, terminals)


def test_a_hang_up_in_the_middle_of_a_key_saves_it_first(starter: Path, terminals: Open) -> None:
    terminal = answered(starter, terminals)
    terminal.press("n")
    terminal.process.send_signal(signal.SIGHUP)
    assert terminal.process.wait(15) == 129
    goes_on(starter, terminals)


def test_what_is_typed_as_feedback_survives_it(
    starter: Path, environment: dict[str, str], terminals: Open
) -> None:
    rep = Walker(terminals("-C", starter, "--as", "lee"))
    rep.sees("1 Today", "Nothing is due").terminal.press("f4", "8")
    rep.terminal.sees("8  idea")
    rep.terminal.type("A play for churn")
    draft = Path(environment["PLAYBOOK_DATA"]) / "fernyard" / "drafts" / "lee.json"
    end = time.monotonic() + 20
    while not (draft.exists() and "churn" in draft.read_text()) and time.monotonic() < end:
        rep.terminal.pump(0.1)
    rep.terminal.hang_up()
    assert rep.terminal.process.wait(15) == 129
    again = Walker(terminals("-C", starter, "--as", "lee"))
    again.sees("1 Today", "Nothing is due").terminal.press("f4")
    again.sees("goes on with “A play for churn”")
    again.terminal.press("f6")
    again.sees("8  idea").terminal.press("enter")
    again.sees("Feedback F-", "saved")
