"""A program run before a terminal that it could ask on: what it says, and whether it waits for an answer."""

from __future__ import annotations

import os
import pty
import select
import signal
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

LONGEST = 60.0
"""Seconds after which a program counts as waiting for somebody."""


def run(
    command: Sequence[str | Path], env: Mapping[str, str], *, answers: Sequence[tuple[str, str]] = ()
) -> tuple[int, str]:
    """Return a program's exit code and all it said; each of `answers` is typed once its question is there.

    A program that waits for anything else is killed, and the code is -9.
    """
    child, leader = pty.fork()  # with a terminal of its own, unlike a pipe: `/dev/tty` can be opened
    if child == 0:
        os.execvpe(str(command[0]), [str(part) for part in command], dict(env))
    said, todo = bytearray(), list(answers)
    waiting = select.poll()  # select() knows no descriptor above 1023
    waiting.register(leader, select.POLLIN | select.POLLHUP)
    until = time.monotonic() + LONGEST
    while True:
        ready = waiting.poll(max(0.0, until - time.monotonic()) * 1000)
        if not ready:
            os.kill(child, signal.SIGKILL)
            break
        try:
            data = os.read(leader, 65_536)
        except OSError:  # nobody holds its other end any longer
            break
        if not data:
            break
        said += data
        if todo and todo[0][0].encode() in said:
            os.write(leader, todo.pop(0)[1].encode() + b"\n")
    _, status = os.waitpid(child, 0)
    os.close(leader)
    return os.waitstatus_to_exitcode(status), said.decode("utf-8", "replace").replace("\r\n", "\n")
