"""Copying reaches the terminal and this machine's clipboard, and the words about it are honest."""

from __future__ import annotations

import base64
import os
import stat
import time
from pathlib import Path

import pytest

from tests.tui.driver import Driver, opened
from tests.tui.world import World
from tui.clipboard import OSC52_BYTES, copy, is_short_enough, to_system


@pytest.fixture
def clipboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose clipboard is a file: what `xclip` gets lies in it."""
    programs, file = tmp_path / "bin", tmp_path / "clipboard"
    programs.mkdir()
    program(programs / "xclip", f'case "$*" in *-o*) cat "{file}";; *) cat > "{file}";; esac')
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return file


def program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def written(driver: Driver) -> list[str]:
    """Collect what the app writes to its terminal from now on."""
    told: list[str] = []
    terminal = driver.app._driver
    assert terminal is not None
    terminal.write = told.append  # type: ignore[assignment,method-assign]
    return told


async def test_a_text_goes_to_the_terminal_and_to_this_machine(world: World, clipboard: Path) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        told = written(driver)
        said = copy(driver.app, "Überweisung 日本 ✓", otherwise="press w to write a file")
        await driver.settle()
        assert (
            "".join(told).count(
                "\x1b]52;c;" + base64.b64encode("Überweisung 日本 ✓".encode()).decode() + "\a"
            )
            == 1
        )
    assert said == (
        "Copied 16 characters. If paste brings nothing, the terminal refused it; press w to write a file."
    )
    assert clipboard.read_text() == "Überweisung 日本 ✓"


async def test_what_is_too_long_for_a_terminal_goes_to_this_machine_alone(
    world: World, clipboard: Path
) -> None:
    text = "x" * (OSC52_BYTES + 1)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        told = written(driver)
        assert copy(driver.app, text) == (
            "74,995 characters are too long for a terminal's clipboard; trying this machine's …"
        )
        await driver.settle()
        assert "]52;" not in "".join(told)
        driver.sees("✓ Copied 74,995 characters.")
    assert clipboard.read_text() == text


async def test_where_neither_takes_it_that_is_said_with_the_way_out(world: World, clipboard: Path) -> None:
    program(clipboard.parent / "bin" / "xclip", "exit 1")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        copy(driver.app, "x" * (OSC52_BYTES + 1), otherwise="w writes a file")
        await driver.settle()
        driver.sees("✗ Not copied: this machine has no clipboard; w writes a file.")


async def test_nothing_is_not_copied(world: World, clipboard: Path) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        assert copy(driver.app, "") == "There is nothing to copy."
        await driver.settle()
    assert not clipboard.exists()


def test_bytes_are_counted_not_letters() -> None:
    assert is_short_enough("x" * OSC52_BYTES)
    assert not is_short_enough("é" * (OSC52_BYTES // 2 + 1))


def test_a_clipboard_that_hangs_or_complains_is_none(
    clipboard: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tui.clipboard.SECONDS", 0.5)
    program(clipboard.parent / "bin" / "xclip", "echo cannot open display >&2; sleep 600")
    began = time.monotonic()
    assert not to_system("words")
    assert time.monotonic() - began < 60
    assert capfd.readouterr() == ("", "")
