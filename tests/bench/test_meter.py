"""The stopwatch at the terminal: when something was shown, and how many bytes it took."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bench.meter import Meter
from tests.terminal import GoneError

pytestmark = pytest.mark.system

ECHO = """
import sys, time, tty
tty.setcbreak(0)
time.sleep(0.2)
print("ready", flush=True)
while (key := sys.stdin.read(1)) != "q":
    sys.stdout.write(f"\\r<{key}>")
    sys.stdout.flush()
"""


@pytest.fixture
def program(tmp_path: Path) -> list[str]:
    file = tmp_path / "echo.py"
    file.write_text(ECHO, encoding="utf-8")
    return [sys.executable, str(file)]


def test_time_until_something_is_shown(program: list[str]) -> None:
    with Meter(program, dict(os.environ)) as meter:
        assert 0.2 <= meter.seconds_until("ready") < 20


def test_key_counts_what_it_wrote_and_no_more(program: list[str]) -> None:
    with Meter(program, dict(os.environ)) as meter:
        meter.seconds_until("ready")
        repaint = meter.key("x", lambda screen: "<x>" in screen)
        assert repaint.written == len("\r<x>")
        assert 0 < repaint.seconds < 5
        assert meter.written_in(0.05) == 0


def test_key_that_shows_nothing_is_an_error(program: list[str]) -> None:
    with Meter(program, dict(os.environ)) as meter:
        meter.seconds_until("ready")
        with pytest.raises(AssertionError, match="was not shown"):
            meter.key("x", lambda screen: "never" in screen, limit=0.3)


def test_program_that_ends_is_noticed(program: list[str]) -> None:
    with Meter(program, dict(os.environ)) as meter:
        meter.seconds_until("ready")
        with pytest.raises(GoneError, match="ended"):
            meter.key("q", lambda screen: False)


def test_memory_is_that_of_the_program(program: list[str]) -> None:
    with Meter(program, dict(os.environ)) as meter:
        meter.seconds_until("ready")
        assert meter.peak_memory() > 1_000_000 or not Path("/proc/self/status").exists()
