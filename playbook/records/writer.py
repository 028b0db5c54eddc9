"""Saving in the background: one thread, the newest of each thing, and word of how it went."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from pathlib import Path

from playbook.files import write_atomic

Work = Callable[[], object]


def _nothing(*_: object) -> None:
    """Say nothing to nobody."""


class Writer:
    """Carries out work in the order it came; work under a key that has not begun gives way to newer.

    The thread lives while there is work, and keeps the program from ending before it is done. Callbacks come
    from that thread.
    """

    def __init__(
        self,
        saved: Callable[[Hashable], None] = _nothing,
        failed: Callable[[Hashable, Exception], None] = _nothing,
    ) -> None:
        self._saved = saved
        self._failed = failed
        self._changed = threading.Condition()
        self._waiting: dict[Hashable, Work] = {}
        self._failures: dict[Hashable, Work] = {}
        self._under_way: set[Hashable] = set()
        self._busy = False
        self._closed = False

    def submit(self, key: Hashable, work: Work) -> None:
        """Do `work` soon, in place of earlier work under `key` that has not begun or has failed."""
        with self._changed:
            if self._closed:
                raise RuntimeError("the writer is closed")
            self._failures.pop(key, None)
            self._waiting[key] = work
            self._go()

    def save(self, path: Path, data: bytes) -> None:
        """Replace a file, durably, soon; the path is the key."""
        self.submit(path, lambda: write_atomic(path, data))

    def retry(self) -> None:
        """Do again what failed."""
        with self._changed:
            self._waiting = {**self._failures, **self._waiting}
            self._failures.clear()
            self._go()

    def unsaved(self) -> set[Hashable]:
        """Return the keys whose newest work is not done: waiting, under way or failed."""
        with self._changed:
            return {*self._waiting, *self._failures, *self._under_way}

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until nothing waits or is under way (at most `timeout` seconds); says whether all is saved."""
        with self._changed:
            done = self._changed.wait_for(lambda: not (self._waiting or self._busy), timeout)
            return done and not self._failures

    def close(self, timeout: float | None = None) -> bool:
        """Finish and take no more; says whether all is saved."""
        with self._changed:
            self._closed = True
        return self.flush(timeout)

    def _go(self) -> None:
        if self._waiting and not self._busy:
            self._busy = True
            threading.Thread(target=self._run, name="playbook-writer", daemon=False).start()

    def _run(self) -> None:
        try:
            while self._next():
                pass
        finally:
            with self._changed:
                self._busy, self._under_way = False, set()
                self._go()  # a callback that raised ends this thread, not the saving
                self._changed.notify_all()

    def _next(self) -> bool:
        with self._changed:
            if not self._waiting:
                return False
            key = next(iter(self._waiting))
            work = self._waiting.pop(key)
            self._under_way = {key}
        try:
            work()
        except Exception as error:  # whatever it is, the caller is told and can try again
            with self._changed:
                self._under_way = set()
                if key not in self._waiting:
                    self._failures[key] = work
            self._failed(key, error)
        else:
            with self._changed:
                self._under_way = set()
            self._saved(key)
        return True
