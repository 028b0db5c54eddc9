"""Starting, resuming and saving calls: the bridge between the run's core and the screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from playbook.clock import stamp
from playbook.errors import PlaybookError
from playbook.ids import new_id
from playbook.records.model import Mode
from playbook.runs import machine

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.runs.model import OpenRun
    from tui.app import PlaybookApp


def start_call(app: PlaybookApp, page: str, *, account: str = "", mode: Mode = "call") -> None:
    """Start a run of `page` and open the call; the run's first save happens behind it."""
    from tui.screens.call import CallScreen

    workspace = app.workspace
    if app.is_opening:
        return
    app.is_opening = True

    def read() -> tuple[Entry, OpenRun]:
        entry = workspace.page(page)
        run = machine.start(
            entry.page,
            id=new_id(),
            rep=workspace.me,
            started=stamp(workspace.clock.now()),
            blob=entry.blob,
            commit=entry.commit,
            mode=mode,
            account=account,
            fields=workspace.fields(account),
        )
        workspace.open_runs.begin(run, entry.text.encode())
        return entry, run

    def opened(found: tuple[Entry, OpenRun]) -> None:
        app.is_opening = False
        entry, run = found
        app.push_screen(CallScreen(entry.page, run))

    app.submit(read, opened, _complain(app))


def resume_call(app: PlaybookApp, run_id: str) -> None:
    """Open a call that was left: on the revision it began with, at the same key press."""
    from tui.screens.call import CallScreen

    workspace = app.workspace
    if app.is_opening:
        return
    app.is_opening = True

    def read() -> CallScreen:
        run = workspace.open_runs.get(run_id)
        return CallScreen(workspace.page_of_run(run), run, resumed=True)

    def opened(screen: CallScreen) -> None:
        app.is_opening = False
        app.push_screen(screen)

    app.submit(read, opened, _complain(app))


def _complain(app: PlaybookApp) -> Callable[[Exception], None]:
    def complain(error: Exception) -> None:
        app.is_opening = False
        say = getattr(app.screen, "say", None)
        if say is not None:
            say(str(error) if isinstance(error, PlaybookError) else repr(error), "error")

    return complain
