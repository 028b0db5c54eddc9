"""The user's own settings and their terminal, in a real one: editor and back, mouse, theme, no UTF-8, no screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.system.conftest import Walker
from tests.terminal import Terminal

pytestmark = pytest.mark.system

Open = Callable[..., Terminal]

MOUSE = b"\x1b[?1000h"


def editor(folder: Path, script: str) -> str:
    """Return an editor that does what `script` says with the file `$1`."""
    program = folder / "my-editor"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


def test_the_settings_are_edited_in_the_editor_and_hold_at_once(
    starter: Path, terminals: Open, tmp_path: Path
) -> None:
    program = editor(
        tmp_path, 'sed -i \'s/^# clock.*/clock = "12h"/; s/^# theme.*/theem = "nord"/\' "$1"; sleep 1'
    )
    rep = Walker(terminals("-C", starter, "--as", "lee", EDITOR=program))
    rep.sees("Nothing is due").terminal.press(",")
    rep.sees("24h:").press("e").sees("12h:", "In your settings: line 6").press("escape").sees(
        "Nothing is due"
    )


def test_an_editor_that_comes_back_at_once_is_said(starter: Path, terminals: Open, tmp_path: Path) -> None:
    rep = Walker(terminals("-C", starter, "--as", "lee", EDITOR=editor(tmp_path, "exit 0")))
    rep.sees("Nothing is due").terminal.press(",")
    rep.sees("24h:").press("e").sees("came back at once")


def test_an_editor_that_fails_is_said(starter: Path, terminals: Open, tmp_path: Path) -> None:
    rep = Walker(terminals("-C", starter, "--as", "lee", EDITOR=editor(tmp_path, "exit 3")))
    rep.sees("Nothing is due").terminal.press(",")
    rep.sees("24h:").press("e").sees("ended with code 3")


def test_ctrl_c_quits_nothing_and_says_what_does(starter: Path, terminals: Open) -> None:
    terminal = terminals("-C", starter, "--as", "lee")
    terminal.sees("Nothing is due")
    terminal.press("\x03")
    terminal.sees("Nothing is selected to copy. ^q quits.")
    assert terminal.process.poll() is None
    terminal.press("ctrl+q")
    assert terminal.wait() == 0


def test_the_mouse_is_left_to_the_terminal_once_or_for_good(
    starter: Path, terminals: Open, environment: dict[str, str]
) -> None:
    with_mouse = terminals("-C", starter, "--as", "lee")
    with_mouse.sees("Nothing is due")
    assert MOUSE in bytes(with_mouse.raw)
    once = terminals("-C", starter, "--as", "lee", "--no-mouse")
    once.sees("Nothing is due")
    assert MOUSE not in bytes(once.raw)
    folder = Path(environment["PLAYBOOK_CONFIG"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text("[look]\nmouse = false\n")
    for_good = terminals("-C", starter, "--as", "lee")
    for_good.sees("Nothing is due")
    assert MOUSE not in bytes(for_good.raw)
    # Switched on again, it works at once.
    for_good.press(",", "j", "j", "j", "enter")
    for_good.sees("Mouse: saved")
    for_good.settle()
    assert MOUSE in bytes(for_good.raw)


def test_a_light_ground_has_the_light_theme(starter: Path, terminals: Open) -> None:
    for ground, color in (("0;15", "fbfaf7"), ("15;0", "12151a")):
        terminal = terminals("-C", starter, "--as", "lee", COLORFGBG=ground)
        terminal.sees("Nothing is due")
        assert terminal.screen.buffer[4][60].bg == color


def test_an_output_of_ascii_alone_gets_ascii_alone(starter: Path, terminals: Open) -> None:
    terminal = terminals("-C", starter, "--as", "lee", PYTHONIOENCODING="ascii", columns=100, lines=30)
    terminal.sees("1 Today", "Nothing is due", "^q quit")
    terminal.press("2")
    terminal.sees("Stages", "+--", "F1 help")
    terminal.settle()
    assert bytes(terminal.raw).isascii()


def test_a_locale_without_utf_8_has_plain_frames_and_whole_letters(starter: Path, terminals: Open) -> None:
    terminal = terminals("-C", starter, "--as", "lee", LC_ALL="C", columns=100, lines=30)
    terminal.sees("1 Today", "Nothing is due")
    terminal.press("f4")
    terminal.sees("worked")
    terminal.press("1")
    terminal.type("Müller")
    terminal.sees("Müller", "+--")
    assert "─" not in terminal.text


def test_a_terminal_that_shows_no_screens_is_told_of_the_commands(starter: Path, terminals: Open) -> None:
    terminal = terminals("-C", starter, "--as", "lee", TERM="dumb", COLORTERM="")
    terminal.sees("TERM=dumb", "cannot show screens", "playbook --help")
    assert terminal.wait() == 2


def test_sixteen_colours_over_ssh_show_the_cursor_line(starter: Path, terminals: Open) -> None:
    terminal = terminals(
        "-C", starter, "--as", "lee", TERM="xterm", COLORTERM="", SSH_CONNECTION="10.0.0.1 1 10.0.0.2 22"
    )
    terminal.sees("1 Today", "Nothing is due")
    terminal.press("2")
    terminal.sees("1 Connect", "Stages")
    terminal.settle()
    row = next(number for number, line in enumerate(terminal.lines) if " 1 Connect" in line)
    cell = terminal.screen.buffer[row][terminal.lines[row].index("1 Connect")]
    other = terminal.screen.buffer[row + 1][terminal.lines[row].index("1 Connect")]
    assert (cell.bg, other.bg) == ("blue", "black")
