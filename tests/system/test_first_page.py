"""A page named on the shell is there before Textual is loaded, and its screen takes its place unnoticed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.system.held import Held, Open, held
from tests.system.test_first_look import leave_today
from tests.terminal import Terminal

__all__ = ["held"]

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal is needed"),
]

PAGE = "plays/discover/first-discovery"
TITLE = "First discovery"


def open_page(starter: Path, terminals: Open, held: Held, as_: str = "lee", **env: str) -> Terminal:
    return terminals("-C", starter, "--as", as_, "open", PAGE, columns=90, lines=30, **{**held.env, **env})


def seen(terminal: Terminal) -> list[list[tuple[object, ...]]]:
    """Return what is seen in each cell, once the program rests."""
    terminal.settle()
    rows = terminal.screen.buffer
    columns, lines = range(terminal.screen.columns), range(terminal.screen.lines)
    return [[_seen(rows[line][column]) for column in columns] for line in lines]


def _seen(cell: tuple[object, ...]) -> tuple[object, ...]:
    data, _, ground, *rest = cell
    blank = data == " " and not rest[-2]  # what has no ink has no colour
    return (data, "", ground) if blank else cell


def takes_its_place(terminal: Terminal, held: Held, text: str) -> None:
    """Let the screens be loaded; assert that what they paint changes no cell of what is there."""
    terminal.sees(text, "F1 help")
    before, length = seen(terminal), len(terminal.raw)
    held.let()
    while text.encode() not in terminal.raw[length:]:  # the screen paints it too
        terminal.pump(0.5)
    assert seen(terminal) == before


@pytest.mark.parametrize("colors", ["truecolor", ""], ids=["full", "256"])
def test_its_screen_paints_the_same_in_its_place(
    starter: Path, terminals: Open, held: Held, colors: str
) -> None:
    leave_today(starter, terminals)
    takes_its_place(open_page(starter, terminals, held, COLORTERM=colors), held, TITLE)


def test_today_is_there_on_another_day_too_as_it_is_then(starter: Path, terminals: Open, held: Held) -> None:
    leave_today(starter, terminals)
    later = terminals("-C", starter, "--as", "lee", "--now", "2027-01-08T08:00:00Z", **held.env)
    takes_its_place(later, held, "Nothing is due")


def test_keys_typed_meanwhile_are_for_the_page(starter: Path, terminals: Open, held: Held) -> None:
    leave_today(starter, terminals)
    terminal = open_page(starter, terminals, held)
    terminal.sees(TITLE, "F1 help")
    terminal.press("c")
    assert "1/" not in terminal.settle()
    held.let()
    terminal.sees("● saved")  # a call: the key was not lost, and was not Today's
    assert "Nothing is due" not in terminal.text


def test_who_was_never_asked_who_they_are_is_asked_before_anything_is_shown(
    starter: Path, terminals: Open, held: Held
) -> None:
    leave_today(starter, terminals)
    terminal = terminals("-C", starter, "open", PAGE, **held.env)
    assert TITLE not in terminal.settle()
    held.let()
    terminal.sees("Who are you")


def test_escape_goes_back_to_today(starter: Path, terminals: Open, held: Held) -> None:
    leave_today(starter, terminals)
    terminal = open_page(starter, terminals, held)
    terminal.sees(TITLE, "F1 help")
    held.let()
    terminal.press("escape")
    terminal.sees("1 Today", "Nothing is due")
