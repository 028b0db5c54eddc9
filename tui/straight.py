"""Straight at a thing that the shell named (`playbook call`, `playbook open`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.app import PlaybookApp


def open_at(app: PlaybookApp, kind: str, id_: str, *, account: str = "", step: str = "") -> None:
    """Open a `call` with a play, a `page`, an `open-run`, a finished `run`, or the `desk` for feedback."""
    from tui.calls import resume_call, start_call
    from tui.screens.person import RunsScreen
    from tui.screens.prep import PrepScreen

    if kind == "call":
        start_call(app, id_, account=account)
    elif kind == "open-run":
        resume_call(app, id_)
    elif kind == "run":
        row = app.workspace.runs()[id_]
        app.push_screen(RunsScreen(rep=row.rep, run=id_))
    elif kind == "page":
        app.push_screen(PrepScreen(id_, step, account=account))
    else:
        app.switch_mode("desk")
