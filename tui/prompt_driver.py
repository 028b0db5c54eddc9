"""The driver of a terminal that is written to at once: no thread lies between what was painted and the terminal."""

from __future__ import annotations

import select
import time
from contextlib import suppress
from typing import TextIO, cast

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver

SHORT = 8_192
"""Letters that a terminal with room for any takes with hardly ever a wait."""
REST = 0.0001
"""Seconds in which the terminal comes to read what was written."""


class Writer(WriterThread):
    """Textual's thread that writes, which knows whether anything is left for it to do."""

    @property
    def is_idle(self) -> bool:
        """All it was given is written."""
        return not self._queue.unfinished_tasks

    def run(self) -> None:
        """Write what comes, in its order, until told to stop."""
        file, queue = self._file, self._queue
        while (text := queue.get()) is not None:
            file.write(text)
            if not queue.qsize():
                file.flush()
            queue.task_done()
        file.flush()


class PromptDriver(LinuxDriver):
    """Textual's driver, without the two changes of threads that a repaint takes there.

    The thread that writes had to wait until the event loop rests, behind whatever else waits for that. What is short
    is written by the loop itself where the terminal has room; the rest, and all while the terminal is full, is the
    thread's, so that a slow line never holds up a call.
    """

    _gathered: list[str] | None = None
    """What was written of a repaint that is to be shown as one; None outside of one."""

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._writer_thread is not None:
            self._writer_thread.stop()
            self._writer_thread = Writer(cast("TextIO", self._file))
            self._writer_thread.start()

    def write(self, data: str) -> None:
        """Write, at once if that needs no waiting; what was written before always comes first.

        A repaint that the terminal is asked to show as one is written as one.
        """
        if self._gathered is None and data == SYNC_START:
            self._gathered = []
        if self._gathered is not None:
            self._gathered.append(data)
            if data != SYNC_END:
                return
            data, self._gathered = "".join(self._gathered), None
        thread, file = self._writer_thread, self._file
        is_first = isinstance(thread, Writer) and thread.is_idle
        if file is None or not is_first or len(data) > SHORT or not _has_room(file.fileno()):
            super().write(data)
            return
        with suppress(OSError):  # the terminal is gone: somebody watches for that
            file.write(data)
            file.flush()
        # The system hands it to the terminal in a thread of its own, which often waits for this processor: until this
        # program rests, a millisecond and more, with what nobody sees. So it rests at once, unless a thread of its own
        # is at work: that one would keep the interpreter for five.
        if all(worker.is_finished for worker in self._app.workers):
            time.sleep(REST)


def _has_room(descriptor: int) -> bool:
    """Return whether a terminal takes something now."""
    asked = select.poll()
    asked.register(descriptor, select.POLLOUT)
    return asked.poll(0) == [(descriptor, select.POLLOUT)]
