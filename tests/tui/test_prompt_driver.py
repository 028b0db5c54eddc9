"""What is painted goes to the terminal at once, in its order, and as one where it is to be shown as one."""

from __future__ import annotations

import os
import pty
import select
from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import pytest
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.app import App

from tui.prompt_driver import SHORT, PromptDriver, Writer


@pytest.fixture
def terminal() -> Iterator[tuple[PromptDriver, int]]:
    """Return a driver of a terminal, and what reads it."""
    leader, follower = pty.openpty()
    with os.fdopen(follower, "w") as file:
        driver = PromptDriver.__new__(PromptDriver)
        driver._file = file
        driver._app = cast("App[object]", SimpleNamespace(workers=()))
        driver._writer_thread = Writer(file)
        driver._writer_thread.start()
        yield driver, leader
        while not driver._writer_thread.is_idle:  # what a failed test has not read would hold it up
            there(leader, 0.1)
        driver._writer_thread.stop()
    os.close(leader)


def there(leader: int, seconds: float = 0.0) -> bytes:
    """Return what has come to the terminal."""
    waiting = select.poll()  # select() knows no descriptor above 1023
    waiting.register(leader, select.POLLIN)
    return os.read(leader, 65_536) if waiting.poll(seconds * 1_000) else b""


def all_of(leader: int, length: int) -> bytes:
    """Wait for so many bytes."""
    found = b""
    while len(found) < length and (data := there(leader, 30.0)):
        found += data
    return found


def test_what_is_short_is_written_by_whoever_paints_it(
    terminal: tuple[PromptDriver, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, leader = terminal
    queued: list[str] = []
    monkeypatch.setattr(driver._writer_thread, "write", queued.append)
    driver.write("a step")
    assert all_of(leader, 6) == b"a step" and queued == []
    driver.write("x" * (SHORT + 1))
    assert queued == ["x" * (SHORT + 1)]


def test_what_is_shown_as_one_is_written_as_one(terminal: tuple[PromptDriver, int]) -> None:
    driver, leader = terminal
    for part in (SYNC_START, "the step ", "and its clock"):
        driver.write(part)
    assert there(leader, 0.05) == b""
    driver.write(SYNC_END)
    whole = f"{SYNC_START}the step and its clock{SYNC_END}".encode()
    assert all_of(leader, len(whole)) == whole
    driver.write("after")
    assert all_of(leader, 5) == b"after"


def test_nothing_overtakes_what_is_long(terminal: tuple[PromptDriver, int]) -> None:
    driver, leader = terminal
    parts = ["a" * (SHORT * 3), "b", SYNC_START, "c" * SHORT, SYNC_END, "d"]
    for part in parts:
        driver.write(part)
    whole = "".join(parts).encode()
    assert all_of(leader, len(whole)) == whole
