"""Starting and resuming calls: the bridge between the run's core and the screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from playbook.arms_on_calls import assigned
from playbook.calling import About, begin
from playbook.errors import NotFoundError, PlaybookError
from playbook.records.model import Mode
from playbook.runs.drafts import note_begun

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.plays.model import Page
    from playbook.runs.model import OpenRun
    from tui.app import PlaybookApp
    from tui.screens.base import PlaybookScreen
    from tui.screens.call import CallScreen
    from tui.screens.debrief import DebriefScreen


OVER = "This call is open no more: it was finished or discarded meanwhile."
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
    in_the_shell: bool = False,
) -> None:
    """Start a run of `page` and open the call; the run is on disk when it opens.

    `account`, `opportunity` and `contacts` are ids, or names as typed; `fields` are merge fields filled in and
    `left_out` steps left out before the call. An account typed `in_the_shell` was not seen among those that
    there are: the call says so where nobody has that name.
    """
    if app.is_opening:
        return
    workspace = app.workspace

    def read() -> tuple[Entry, OpenRun, str]:
        meant, said = account, ""
        if account or contacts:
            book = workspace.accounts  # as they are now
            if in_the_shell:
                from playbook.accounts.typed import account_typed

                typed = account_typed(book, account)
                meant, said = typed.value, typed.said
        about = About(
            meant,
            opportunity,
            tuple(contacts),
            tuple(triggers),
            fields=dict(fields or {}),
            left_out=tuple(left_out),
        )
        entry = assigned(workspace, workspace.page(page), meant, opportunity)
        return entry, begin(workspace, entry, about, mode), said

    def opened(found: tuple[Entry, OpenRun, str]) -> None:
        entry, run, said = found
        screen = screen_for(entry.page, run)
        app.push_screen(screen)
        if said:  # once it has been composed
            screen.call_later(lambda: screen.say(f"{said} {screen.key('call.account')} chooses another."))

    app.open_soon(read, opened)


def resume_call(app: PlaybookApp, run_id: str) -> None:
    """Open a call that was left: on the revision it began with, at the same key press."""
    if app.is_opening:
        return
    workspace = app.workspace

    def read() -> CallScreen | DebriefScreen:
        try:
            run = workspace.open_runs.get(run_id)
        except NotFoundError as error:
            raise PlaybookError(OVER) from error
        return screen_for(workspace.page_of_run(run), run, resumed=True)

    def opened(screen: CallScreen | DebriefScreen) -> None:
        app.push_screen(screen)
        if note_begun(screen.run):  # once it has been composed
            screen.call_later(
                lambda: screen.hint(f"A note is half typed: {screen.key('call.note')} goes on with it.")
            )

    app.open_soon(read, opened)


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
