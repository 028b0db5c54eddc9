"""Syncing in the background: part of the app. Never on a key press, never in a call's way, gone with the app."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, cast

from playbook.in_step import InStep, in_step
from playbook.progress import Progress

if TYPE_CHECKING:
    from textual.timer import Timer

    from playbook.sync.engine import Report
    from tui.app import PlaybookApp

SYNC_AFTER = 3.0
"""Seconds after the first screen stands until this device's standing is looked at, and again until it syncs."""


class Syncing:
    """Syncs now and then, and after a record was made; what came in is shown where it is looked at."""

    in_step = InStep()
    """How this device stood with the others when that was looked at last."""
    syncs_by_itself = True
    """Off where a test wants nothing to happen by itself."""
    _due: Timer | None = None
    _tried: float | None = None
    _every = 0.0
    _sync_progress: Progress | None = None

    def begin_syncing(self) -> None:
        """Look how this device stands, and sync soon where there is a hub."""
        app = cast("PlaybookApp", self)
        app.workspace.wrote = lambda: app.call_from_thread_soon(self.record_made)
        self.look_in_step()
        if self.syncs_by_itself:
            self._in(SYNC_AFTER)

    def look_in_step(self) -> None:
        """See from this disk how this device stands with the others."""
        app = cast("PlaybookApp", self)
        app.load(app, lambda: in_step(app.workspace), self.stands, "in step")

    def record_made(self) -> None:
        """Hear that a record was made: it goes out soon, with those that come along."""
        from playbook.sync import pace

        self.look_in_step()
        if self._every and self.syncs_by_itself:
            app = cast("PlaybookApp", self)
            since = None if self._tried is None else app.workspace.clock.seconds() - self._tried
            self._in(
                pace.after_record(self._every, since=since, fails=self.in_step.fails, dice=random.random())
            )

    def _in(self, seconds: float) -> None:
        """Let the next sync be due then."""
        if self._due is not None:
            self._due.stop()
        self._due = cast("PlaybookApp", self).set_timer(seconds, self.sync_behind)

    def sync_behind(self) -> None:
        """Sync in a thread, without a word unless something needs a look."""
        app = cast("PlaybookApp", self)
        if self._sync_progress is not None and self._sync_progress.is_under_way:
            return
        progress = self._sync_progress = Progress()
        self._tried = app.workspace.clock.seconds()

        def work() -> tuple[Report | None, InStep, float]:
            from playbook.syncing import every, sync_quietly

            report = sync_quietly(app.workspace, progress)
            return report, in_step(app.workspace), every(app.workspace)

        app.load(app, work, self._synced, "sync")

    def _synced(self, got: tuple[Report | None, InStep, float]) -> None:
        from playbook.sync import pace

        report, stands, self._every = got
        self.stands(stands)
        if report is not None and report.pulled:
            self.show_new()
        if self._every and self.syncs_by_itself:
            self._in(pace.after(self._every, fails=self.in_step.fails, dice=random.random()))

    def show_new(self) -> None:
        """Let the mode that stands read anew; what lies under other screens does so when it is seen again."""
        app = cast("PlaybookApp", self)
        app.things = None
        screen = cast("Any", app.screen)
        if hasattr(screen, "show_modes"):
            screen.reload()
            app.count_modes()

    def stands(self, stands: InStep) -> None:
        """Show how this device stands now."""
        app = cast("PlaybookApp", self)
        if stands != self.in_step:
            self.in_step = stands
            show = getattr(app.screen, "show_modes", None)
            if show is not None:
                show()
            told = getattr(app.screen, "show_in_step", None)
            if told is not None:
                told()

    def stop_syncing(self) -> None:
        """Let nothing go on that nobody waits for any longer: what was exchanged until then stands."""
        if self._sync_progress is not None:
            self._sync_progress.stop()

    def sync_now(self, progress: Progress) -> tuple[Report, InStep]:
        """Sync because somebody asked for it, in a thread; raises what says why it could not."""
        from playbook.syncing import open_engine

        app = cast("PlaybookApp", self)
        engine = open_engine(app.workspace, progress)
        try:
            return engine.sync(), in_step(app.workspace)
        finally:
            engine.close()
