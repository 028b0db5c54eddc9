"""Leaving when the terminal is gone: a closed window, a dropped SSH line, a server that ended."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Callable

CODE = 129
"""What a shell calls "ended by a hang-up"."""
PATIENCE = 10.0
"""Seconds that what was entered may take to reach the disk."""


def watch(finish: Callable[[], object], leave: Callable[[int], object] = os._exit) -> None:
    """Leave the program once its terminal is gone, after `finish` has saved what was entered.

    Nothing can be painted then, and the event loop may hang on a write, so a thread of its own does it. Textual
    would read the end of its input again and again.
    """
    once = threading.Lock()

    def hang_up() -> None:
        if not once.acquire(blocking=False):
            return
        finishing = threading.Thread(target=finish, daemon=True)
        finishing.start()
        finishing.join(PATIENCE)
        leave(CODE)

    if hasattr(signal, "SIGHUP"):
        # The signal says the same as the descriptor, and may come without it.
        with contextlib.suppress(ValueError):  # not in the main thread
            signal.signal(signal.SIGHUP, lambda *_: threading.Thread(target=hang_up, daemon=True).start())
    source = sys.__stdin__
    if source is not None and hasattr(select, "poll"):
        with contextlib.suppress(OSError, ValueError):
            descriptor = source.fileno()

            def wait() -> None:
                if is_gone(descriptor):
                    hang_up()

            threading.Thread(target=wait, daemon=True).start()


def is_gone(descriptor: int) -> bool:
    """Wait until the other end of `descriptor` is closed; false at once where that cannot be told."""
    waiting = select.poll()
    waiting.register(descriptor, 0)  # a hang-up or an error is always told
    happened = waiting.poll()
    return any(event & (select.POLLHUP | select.POLLERR) for _, event in happened)
