"""What goes over the line while nobody presses a key: nothing, and in a call what its clock takes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal import LONGEST, Terminal

Open = Callable[..., Terminal]
TICK = 200
"""Bytes that a second may cost in a call."""
SECONDS = 3


def seconds(call: Terminal) -> int:
    """Return what the call's clock shows."""
    minutes, rest = re.findall(r"(\d+):(\d\d) ", call.lines[0])[-1]
    return int(minutes) * 60 + int(rest)


def listen(terminal: Terminal, how_long: float) -> int:
    """Read for so many seconds; return how many bytes came."""
    before, end = terminal.bytes_seen, time.monotonic() + how_long
    while (left := end - time.monotonic()) > 0:
        terminal.pump(left)
    return terminal.bytes_seen - before


def ticked(call: Terminal, until: int) -> None:
    """Wait until the clock shows so many seconds, and what else that second changes has come too."""
    end = time.monotonic() + LONGEST
    while seconds(call) < until:
        assert time.monotonic() < end, f"the clock stands still\n{call.text}"
        call.pump(1)
    listen(call, 0.3)


@pytest.mark.parametrize("opened", ["", "f1", "f2", "f4", "ctrl+p"])
def test_a_second_of_a_call_costs_what_its_clock_takes_whatever_stands_over_it(
    starter: Path, terminals: Open, opened: str
) -> None:
    call = terminals(
        "-C", starter, "--as", "lee", "call", "plays/discover/first-discovery", columns=80, lines=24
    )
    call.sees("Who picked up?")
    call.press("1").sees("understood")
    if opened:
        call.press(opened)
    listen(call, 1.5)  # it has come to stand, and what it changed below has been painted
    ticked(call, seconds(call) + 1)
    before, begun = call.bytes_seen, seconds(call)
    ticked(call, begun + SECONDS)
    assert call.bytes_seen - before <= TICK * (seconds(call) - begun)


@pytest.mark.parametrize("opened", ["", "f1", "slash", "ctrl+p"])
def test_nothing_is_written_while_nobody_types(starter: Path, terminals: Open, opened: str) -> None:
    rep = terminals("-C", starter, "--as", "lee", columns=80, lines=24)
    rep.sees("1 Today", "quit")
    listen(rep, 2.5)
    if opened:
        rep.press("/" if opened == "slash" else opened)
    listen(rep, 1.5)
    assert listen(rep, 1.5) == 0
