"""Work off the event loop: one thread that writes in order, and threads that read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from typing import Any

from textual.app import App
from textual.widget import Widget
from textual.worker import get_current_worker

from tui.at_once import AtOnce


class OffLoop(AtOnce):
    """An app whose disk and git are never waited for on the event loop.

    What is done there may ask the screen that gave it for its app, also once that screen has been left.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._owed: dict[object, Callable[[], object]] = {}

    def submit(
        self, work: Callable[[], Any], done: Callable[[Any], object], failed: Callable[[Exception], None]
    ) -> None:
        """Run `work` on the one writer thread; then `done(result)` or `failed(error)` on the event loop."""

        def run() -> None:
            self.answered.wait(self.longest)
            try:
                result = work()
            except Exception as error:  # every failure becomes words on the screen
                self.call_from_thread_soon(partial(failed, error))
            else:
                self.call_from_thread_soon(lambda: done(result))

        self.once_painted(partial(self._give, partial(copy_context().run, run)))

    def _give(self, work: Callable[[], object]) -> None:
        with suppress(
            RuntimeError
        ):  # somebody has settled up: what was owed then is saved, and nothing came since
            self._writer.submit(work)

    async def written(self) -> None:
        """Wait until the writer thread has nothing left to do."""
        self.begin_what_waits()
        await asyncio.wrap_future(self._writer.submit(lambda: None))

    def owe(self, owner: object, save: Callable[[], object]) -> Callable[[], object]:
        """Keep in mind what somebody has yet to save, in place of what they owed before, and return it."""
        self._owed[owner] = save
        return save

    def owes_no_more(self, owner: object, save: Callable[[], object]) -> None:
        """Forget what somebody had yet to save, once it is saved; what they owe since then stays."""
        if self._owed.get(owner) is save:
            self._owed.pop(owner, None)

    def settle_up(self) -> None:
        """Save what is owed too, and let the writer finish: whoever leaves may leave at any moment, from any thread."""
        self.begin_what_waits()
        while self._owed:
            self._give(self._owed.popitem()[1])
        self._writer.shutdown(wait=True)

    def call_from_thread_soon(self, callback: Callable[[], object]) -> None:
        """Call back on the event loop without waiting for it."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(partial(self.call_later, callback))

    def load(
        self,
        owner: Widget | App[Any],
        work: Callable[[], Any],
        done: Callable[[Any], None],
        group: str,
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Run `work` in a thread for `owner`; only the newest of a group is heard, `ended` whatever came of it."""
        context = copy_context()

        def run() -> None:
            worker = get_current_worker()
            try:
                result = context.run(work)
            except Exception as error:
                complain = getattr(owner, "complain", None)
                if complain is not None and not worker.is_cancelled:
                    self.call_from_thread_soon(partial(complain, error))
            else:
                if not worker.is_cancelled:
                    self.call_from_thread_soon(partial(_if_mounted, owner, done, result))
            finally:
                if ended is not None:
                    self.call_from_thread_soon(ended)

        owner.run_worker(run, thread=True, exclusive=True, group=group, exit_on_error=False)


def _if_mounted(owner: Widget | App[Any], done: Callable[[Any], None], result: Any) -> None:
    if owner.is_attached:
        done(result)
