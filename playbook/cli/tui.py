"""`playbook` alone: open the TUI."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from playbook.cli.common import clock_of, open_workspace
from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.workspace import Workspace


def open_tui(
    options: argparse.Namespace, start: Callable[[Any], None] | None = None, *, demo: bool = False
) -> int:
    """Open the TUI on the playbook that the options name; `start` is called with the app once it stands."""
    from playbook.device import NoPlaybookError

    try:
        workspace = open_workspace(options)
    except NoPlaybookError:
        return begin_without(options)
    return run_app(workspace, mouse=not options.no_mouse, start=start, demo=demo)


def themes() -> tuple[str, ...]:
    """Return the names of the themes that are offered, ours first."""
    from tui.themes import OFFERED

    return OFFERED


def begin_without(options: argparse.Namespace) -> int:
    """Ask how to begin where there is no playbook, do it, and open what it led to."""
    from pathlib import Path

    from playbook.cli.beginning import folder_for
    from playbook.whole_output import write_whole
    from tui.beginning import BeginningApp

    write_whole(to_screen=True)
    here, told = Path.cwd(), ""
    while True:
        chosen = BeginningApp(str(here), told).run(mouse=not options.no_mouse)
        if chosen is None:
            return 0
        way, typed = chosen
        if way == "demo":
            from playbook.cli.main import main

            return main(["demo"])
        try:
            options.folder = str(folder_for(way, typed, here, clock_of(options).now().astimezone().date()))
            workspace = open_workspace(options)
            _ = workspace.settings, workspace.me
        except PlaybookError as error:
            told = str(error)
            continue
        return run_app(workspace, mouse=not options.no_mouse)


def run_app(
    workspace: Workspace,
    *,
    mouse: bool = True,
    start: Callable[[Any], None] | None = None,
    demo: bool = False,
    page: str = "",
) -> int:
    """Run the app until it is left; return its exit code. `page`: the page that `start` opens, at its beginning."""
    # What is wrong with the folder or playbook.toml is said on the shell, not on half a screen.
    _ = workspace.settings, workspace.me
    # Nothing made while starting is garbage; the app collects again once its first screen stands.
    gc.disable()
    from playbook.preferences import load
    from playbook.terminal import ask_for_size, terminal_of
    from playbook.whole_output import write_whole
    from tui.last_look import LastLook, shown

    write_whole(to_screen=True)
    ask_for_size(os.environ, 1)
    try:
        terminal = terminal_of(os.environ, getattr(sys.__stderr__, "encoding", None) or "utf-8")
        if terminal.is_dumb:
            raise PlaybookError(
                f"This terminal (TERM={os.environ.get('TERM', '')}) cannot show screens. Every task has its command: "
                "`playbook --help` lists them."
            )
        preferences = load()
        painted, laid, due = "", None, None
        # Who was not asked yet, or opens something else, has another first screen.
        if page and not workspace.asks_who:
            from tui.page_look import look

            painted, laid = look(workspace, page, preferences, terminal)
        elif not start and not workspace.asks_who:
            painted = LastLook.of(workspace, preferences, terminal, demo=demo).for_terminal()
            if not painted:
                from tui.today_look import look as first_look

                painted, due = first_look(workspace, preferences, terminal, demo=demo)
        with shown(painted):
            from tui.app import PlaybookApp

            app = PlaybookApp(
                workspace,
                demo=demo,
                start=start,
                preferences=preferences,
                terminal=terminal,
                page=laid,
                due=due,
                painted=bool(painted),
            )
        app.run(mouse=mouse and preferences.mouse)
    finally:
        gc.enable()
    return app.return_code or 0
