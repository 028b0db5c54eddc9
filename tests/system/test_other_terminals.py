"""The same call in terminals that can do less: tmux, no colours, no UTF-8, a colour for each of sixteen."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.system.conftest import Walker, playbook
from tests.system.tmux import Tmux
from tests.terminal import Terminal

pytestmark = pytest.mark.system

Open = Callable[..., Terminal]


def in_a_call(rep: Walker) -> Walker:
    """Start the first call that Plays offers, and be connected."""
    rep.press("2").sees("Demo-request callback").press("right", "c").sees("Who picked up?")
    return rep.press("1").sees("1/5 Open")


@pytest.fixture
def tmux(starter: Path, environment: dict[str, str], tmp_path: Path) -> Iterator[Tmux]:
    """Lee in tmux."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    opened = Tmux(
        playbook("-C", starter, "--as", "lee"),
        tmp_path / "tmux",
        env={**environment, "COLORTERM": "truecolor"},
    )
    yield opened
    opened.close()


def test_a_call_in_tmux_with_function_keys_escape_and_a_text(tmux: Tmux) -> None:
    tmux.sees("1 Today", "Nothing is due")
    tmux.press("2").sees("Demo-request callback")
    tmux.press("right", "c").sees("Who picked up?")
    tmux.press("1").sees("1/5 Open", "1 ○ Yes")
    tmux.press("1").sees("● Yes")
    tmux.press("enter").sees("2/5")
    tmux.press("f2").sees("two or three letters")
    tmux.type("exp").sees("That's too expensive", "⏎ back with it")
    tmux.press("enter").sees("2/5", "settle it?")
    tmux.press("y")
    # tmux holds Escape back a moment, to see whether a longer key follows: it still comes as Escape.
    tmux.press("f3").sees("esc back")
    tmux.press("escape").sees_no("esc back")
    tmux.press("f4").sees("1  worked")
    tmux.press("2").sees("how would you say it?")
    tmux.type("Too long, süß").sees("Too long, süß")
    tmux.press("enter").sees("Feedback F-", "saved", "2/5")


def test_a_pane_is_made_narrow_in_tmux_during_a_call(tmux: Tmux) -> None:
    tmux.sees("Nothing is due")
    tmux.press("2").sees("Demo-request callback")
    tmux.press("right", "c").sees("Who picked up?")
    tmux.press("1").sees("1/5 Open")
    tmux("resize-window", "-t", "test", "-x", "60", "-y", "20")
    tmux.sees("1 ○ Yes")
    tmux.press("1").sees("● Yes")
    tmux("resize-window", "-t", "test", "-x", "100", "-y", "30")
    tmux.sees("● Yes", "1/5 Open", "F9 short")


def test_without_colours_everything_can_be_read_and_done(starter: Path, terminals: Open) -> None:
    rep = in_a_call(Walker(terminals("-C", starter, "--as", "lee", NO_COLOR="1")))
    rep.press("1").sees("● Yes").press("enter").sees("✓ Open", "2/5").press("u")
    cells = [
        cell for row in rep.terminal.screen.buffer.values() for cell in row.values() if cell.data.strip()
    ]
    # Greys alone, never the same on the same: no text is as dark as what it stands on.
    assert {(cell.fg, cell.bg) for cell in cells if cell.fg == cell.bg != "default"} == set()
    assert all(_is_grey(colour) for cell in cells for colour in (cell.fg, cell.bg)), {
        cell.fg for cell in cells
    }


def _is_grey(colour: str) -> bool:
    if colour in ("default", "black", "white", "brightblack", "brightwhite"):
        return True
    return (
        len(colour) == 6 and max(parts := [int(colour[at : at + 2], 16) for at in (0, 2, 4)]) - min(parts) < 8
    )


def test_without_utf8_the_call_goes_on_in_plain_letters(starter: Path, terminals: Open) -> None:
    terminal = terminals(
        "-C", starter, "--as", "lee", LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    terminal.sees("1 Today", "Nothing is due")
    terminal.press("2")
    terminal.sees("Demo-request callback")
    terminal.press("right", "c")
    terminal.sees("Who picked up?")
    terminal.press("1")
    terminal.sees("1/5 Open", "Yes")
    terminal.press("1")
    terminal.press("enter")
    terminal.sees("2/5")
    assert "Traceback" not in terminal.text
    assert terminal.process.poll() is None


def test_sixteen_colours_are_enough(starter: Path, terminals: Open) -> None:
    rep = in_a_call(Walker(terminals("-C", starter, "--as", "lee", TERM="xterm-16color", COLORTERM="")))
    rep.press("1").sees("● Yes").press("enter").sees("2/5", "✓ Open")
    cells = [
        cell for row in rep.terminal.screen.buffer.values() for cell in row.values() if cell.data.strip()
    ]
    assert not [cell for cell in cells if cell.fg == cell.bg != "default"]


def test_a_terminal_that_takes_a_little_at_a_time_gets_whole_screens(
    starter: Path, environment: dict[str, str]
) -> None:
    # As `ssh` may leave it: what is written while it is full is refused, and must be written again.
    slow = Terminal(
        playbook("-C", starter, "--as", "lee"),
        columns=200,
        lines=60,
        env={**environment, "PYTHONUNBUFFERED": ""},
        never_waits=True,
    )
    with slow:
        rep = Walker(slow).sees("1 Today")
        for _ in range(2):
            for mode in "2156":
                os.write(slow.keyboard, mode.encode())
                time.sleep(0.1)  # nobody reads meanwhile: the terminal is full
        rep.press("2").sees("Demo-request callback", "⏎ plays", "c call now", "F1 help")
        assert slow.settle() == redrawn(slow)


def redrawn(terminal: Terminal) -> str:
    """Return the screen as it is when the window is drawn anew."""
    columns, lines = terminal.screen.columns, terminal.screen.lines
    terminal.resize(columns - 20, lines)
    terminal.settle()
    terminal.resize(columns, lines)
    return terminal.settle()
