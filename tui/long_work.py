"""Work that may take more than a moment: says on the screen how far it has come, and Escape stops it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from textual import events
from textual.screen import Screen

from playbook.progress import Progress
from tui.sure_timers import SureTimers
from tui.widgets.bars import KeyBar
from tui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from tui.app import PlaybookApp

PATIENCE = 0.5
"""Seconds that nobody minds to wait: work that takes no longer shows nothing."""

Result = TypeVar("Result")
Got = TypeVar("Got")


class LongWork(SureTimers, Screen[Result]):
    """A screen that can do long work; mixed into all screens and dialogs."""

    _under_way: Progress | None = None

    def long(
        self,
        what: str,
        work: Callable[[Progress], Got],
        done: Callable[[Got], None],
        *,
        group: str = "long",
        progress: Progress | None = None,
    ) -> None:
        """Run `work` in a thread, the newest of its group only; then call `done` on the event loop.

        `work` is given what it tells its steps to. Where it is stopped, `complain` hears WasStoppedError, unless it
        returns something all the same: what it had done until then.
        """
        one = progress or Progress()
        self.stop_long()
        self._under_way = one

        under_way = ExitStack()
        under_way.enter_context(one.over(what))  # from now on, not from when a thread is free

        def run() -> Got:
            with under_way:
                return work(one)

        app = cast("PlaybookApp", self.app)
        app.load(self, run, done, group)
        self.set_timer(app.patience, partial(self.show_progress, one))

    def show_progress(self, progress: Progress) -> None:
        """Show a line above the keys for as long as work is under way."""
        shown = any(line.progress is progress for line in self.query(ProgressLine))
        if progress.is_under_way and not shown:
            self.mount(ProgressLine(progress), before=self.query(KeyBar).last())

    def stop_long(self) -> bool:
        """Stop what is under way here, or is shown here; say whether there was anything."""
        shown = [line.progress for line in self.query(ProgressLine)]
        under_way = [one for one in (self._under_way, *shown) if one is not None and one.is_under_way]
        for progress in under_way:
            progress.stop()
        return bool(under_way)

    def take(self, event: events.Key) -> bool:
        """Take Escape, before anything else does, where there is something to stop."""
        return event.key == "escape" and self.stop_long()

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self.stop_long()
