"""Straight at a thing that the shell named (`playbook call`, `playbook open`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.app import PlaybookApp
    from tui.found import Found


def open_at(app: PlaybookApp, kind: str, id_: str, *, account: str = "", step: str = "") -> None:
    """Open a `call` with a play, a `page`, an `open-run`, a finished `run`, or the `desk` for feedback."""
    if kind == "call":
        from tui.calls import start_call

        start_call(app, id_, account=account, in_the_shell=True)
    elif kind == "open-run":
        from tui.calls import resume_call

        resume_call(app, id_)
    elif kind == "run":
        open_run(app, id_)
    elif kind == "page":
        from tui.screens.prep import PrepScreen

        laid, app.laid = app.laid, None
        app.push_screen(PrepScreen(id_, step, account=account, laid=laid))
    else:
        open_feedback(app, id_)


def open_run(app: PlaybookApp, id_: str) -> None:
    """Open a finished run among those of whose it is."""
    from tui.screens.person import RunsScreen

    workspace = app.workspace

    def opened(rep: str) -> None:
        app.push_screen(RunsScreen(rep=rep, run=id_))

    app.open_soon(lambda: workspace.run_index.rows([id_])[id_].rep, opened)


def open_found(app: PlaybookApp, found: Found) -> None:
    """Open what was found where it belongs: a page, an account, an item of feedback."""
    from playbook.things import ACCOUNT, FEEDBACK
    from tui.screens.accounts import AccountsScreen

    if found.kind == ACCOUNT:
        app.account = found.page
        app.switch_mode("accounts")
        if isinstance(app.screen, AccountsScreen):
            app.screen.go_to(found.page)
    elif found.kind == FEEDBACK:
        open_feedback(app, found.page)
    else:
        from tui.screens.prep import PrepScreen

        page, _, anchor = found.page.partition("#")
        app.push_screen(PrepScreen(page, anchor or found.step))


def open_feedback(app: PlaybookApp, id_: str) -> None:
    """Open an item where I work on it: a liaison on the desk, everybody else among their own."""
    from tui.screens.desk import DeskScreen
    from tui.screens.my_feedback import MyFeedbackScreen

    items = {} if app.things is None else app.things.items
    item = items.get(id_)
    mine = item is not None and any(person in app.workspace.names for person in item.people)
    if not id_ or (app.workspace.has_role("liaison") and not mine):
        app.switch_mode("desk")
        if id_ and isinstance(app.screen, DeskScreen):
            app.screen.go_to(id_)
    else:
        app.push_screen(MyFeedbackScreen(id_))
