"""`playbook call PLAY`: the TUI, straight in a call."""

from __future__ import annotations

import argparse

from playbook.cli.common import find_page, needs_terminal, open_workspace
from playbook.cli.tui import run_app
from playbook.errors import PlaybookError


def register(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("play", metavar="PLAY")
    parser.add_argument("--account", metavar="A", default="")
    parser.set_defaults(handler=_call)


def _call(options: argparse.Namespace) -> int:
    workspace = open_workspace(options)
    page = find_page(workspace, options.play, play=True).page
    if not page.runnable:
        raise PlaybookError(
            f"“{page.title}” has no steps to run. `playbook open {page.id}` opens it to read."
        )
    needs_terminal()
    return run_app(
        workspace,
        mouse=not options.no_mouse,
        start=lambda app: app.open_at("call", page.id, account=options.account),
    )
