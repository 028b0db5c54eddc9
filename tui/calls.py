"""Starting and resuming calls: the bridge between the run's core and the screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from playbook.arms_on_calls import assigned
from playbook.calling import About, begin
from playbook.errors import PlaybookError
from playbook.records.model import Mode

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.plays.model import Page
    from playbook.runs.model import OpenRun
    from tui.app import PlaybookApp
    from tui.screens.base import PlaybookScreen
    from tui.screens.call import CallScreen
    from tui.screens.debrief import DebriefScreen


ELSEWHERE = "This call is open in another window too. What is done in either is kept in both."


def start_call(
    app: PlaybookApp,
    page: str,
    *,
    account: str = "",
    opportunity: str = "",
    contacts: Sequence[str] = (),
    triggers: Sequence[str] = (),
    fields: Mapping[str, str] | None = None,
    left_out: Sequence[str] = (),
    mode: Mode = "call",
) -> None:
    """Start a run of `page` and open the call; the run is on disk when it opens.

    `account`, `opportunity` and `contacts` are ids, or names as typed; `fields` are merge fields filled in and
    `left_out` steps left out before the call.
    """
    workspace = app.workspace
    if app.is_opening:
        return
    app.is_opening = True
    about = About(
        account,
        opportunity,
        tuple(contacts),
        tuple(triggers),
        fields=dict(fields or {}),
        left_out=tuple(left_out),
    )

    def read() -> tuple[Entry, OpenRun]:
        if account or contacts:
            _ = workspace.accounts  # as they are now
        entry = assigned(workspace, workspace.page(page), account, opportunity)
        return entry, begin(workspace, entry, about, mode)

    def opened(found: tuple[Entry, OpenRun]) -> None:
        app.is_opening = False
        entry, run = found
        app.push_screen(screen_for(entry.page, run))

    app.submit(read, opened, _complain(app))


def resume_call(app: PlaybookApp, run_id: str) -> None:
    """Open a call that was left: on the revision it began with, at the same key press."""
    workspace = app.workspace
    if app.is_opening:
        return
    app.is_opening = True

    def read() -> CallScreen | DebriefScreen:
        run = workspace.open_runs.get(run_id)
        return screen_for(workspace.page_of_run(run), run, resumed=True)

    def opened(screen: CallScreen | DebriefScreen) -> None:
        app.is_opening = False
        app.push_screen(screen)

    app.submit(read, opened, _complain(app))


def enter_window(screen: PlaybookScreen[None], run_id: str) -> None:
    """Open a run in this window, behind the screen; say so where another has it open too."""
    windows = screen.workspace.windows
    screen.save(lambda: windows.enter(run_id), lambda alone: None if alone else screen.say(ELSEWHERE))


def leave_window(screen: PlaybookScreen[None], run_id: str) -> None:
    """Close a run in this window; at the end of the program the system does."""
    if screen.app.is_running:
        windows = screen.workspace.windows
        screen.save(lambda: windows.leave(run_id))


def screen_for(page: Page, run: OpenRun, *, resumed: bool = False) -> CallScreen | DebriefScreen:
    """Return the screen that a run is worked on in: step by step, or all of it on one form."""
    if run.mode == "debrief":
        from tui.screens.debrief import DebriefScreen

        return DebriefScreen(page, run, resumed=resumed)
    from tui.screens.call import CallScreen

    return CallScreen(page, run, resumed=resumed)


def _complain(app: PlaybookApp) -> Callable[[Exception], None]:
    def complain(error: Exception) -> None:
        app.is_opening = False
        say = getattr(app.screen, "say", None)
        if say is not None:
            say(str(error) if isinstance(error, PlaybookError) else repr(error), "error")

    return complain
