"""How far long work has come, on one line of a terminal; Ctrl+C stops it between two of its steps."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playbook.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

PATIENCE = 1.0
"""Seconds that nobody minds to wait."""
EVERY = 0.2
"""Seconds between two words of it on a terminal; elsewhere they are rare."""
RARELY = 5.0


class ProgressLine:
    """Says on stderr what is being done and how far it has come."""

    def __init__(self, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._out, self._clock = out or sys.stderr, clock
        self._on_terminal = self._out.isatty()
        self._next = clock() + (PATIENCE if self._on_terminal else RARELY)
        self._width = 0

    def hear(self, progress: Progress) -> None:
        """Hear of a step."""
        if not progress.is_under_way:
            self.clear()
        elif self._clock() >= self._next:
            self._say(f"{progress.words} · Ctrl+C stops")
            self._next = self._clock() + (EVERY if self._on_terminal else RARELY)

    def _say(self, text: str) -> None:
        if self._on_terminal:
            self._out.write("\r" + text.ljust(self._width))
            self._width = len(text)
        else:
            self._out.write(text + "\n")
        self._out.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._width:
            self._out.write("\r" + " " * self._width + "\r")
            self._out.flush()
            self._width = 0


@contextmanager
def watched() -> Iterator[Progress]:
    """Give the work in it a progress that stands on the terminal: Ctrl+C asks it to stop, a second one ends it."""
    line = ProgressLine()
    progress = Progress(line.hear)

    def stop(number: int, _: object) -> None:
        if progress.is_stopping or not progress.is_under_way:
            raise KeyboardInterrupt
        progress.stop()

    try:
        before = signal.signal(signal.SIGINT, stop)
    except ValueError:  # not in the main thread: nobody can interrupt
        yield progress
        return
    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, before)
        line.clear()


def counted(lines: Iterable[bytes], size: int, progress: Progress) -> Iterator[bytes]:
    """Yield `lines` and tell of each; `size`: the bytes of all of them, 0 where nobody knows."""
    passed = 0
    for line in lines:
        passed += len(line)
        progress.step(share=min(passed / size, 1.0) if size else None)
        yield line
