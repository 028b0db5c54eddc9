"""`playbook call` and `playbook open`: the screens, straight at a thing."""

from __future__ import annotations

from playbook.clock import FixedClock, parse_stamp
from playbook.workspace import Workspace
from tests.cli.shell import NOW, Shell
from tests.tui.driver import Driver
from tui.app import PlaybookApp

PAGE = "plays/discover/first-call"


async def opened(shell: Shell, kind: str, id_: str, **more: str) -> tuple[str, PlaybookApp]:
    """Return the name of the screen that stands once the app was told to open a thing, and the app."""
    workspace = Workspace.open(shell.root, person="lee", clock=FixedClock(parse_stamp(NOW)))
    app = PlaybookApp(workspace, start=lambda app: app.open_at(kind, id_, **more))
    async with app.run_test(size=(100, 30)) as pilot:
        await Driver(app, pilot).settle()
        return type(app.screen).__name__, app


async def test_call_starts_a_run_with_the_account(shell: Shell) -> None:
    screen, _ = await opened(shell, "call", PAGE, account="Kallio")
    assert screen == "CallScreen"
    (row,) = shell.ok("runs list --open --json").data
    assert (row["play"], row["account"]) == (PAGE, "Kallio")


async def test_an_open_run_is_taken_up_again(shell: Shell) -> None:
    run = shell.start()
    screen, _ = await opened(shell, "open-run", run)
    assert screen == "CallScreen"
    assert [row["id"] for row in shell.ok("runs list --open --json").data] == [run]


async def test_pages_finished_runs_and_the_desk(shell: Shell) -> None:
    run = shell.finished()
    assert (await opened(shell, "page", PAGE, step="open"))[0] == "PrepScreen"
    assert (await opened(shell, "run", run))[0] == "RunsScreen"
    assert (await opened(shell, "desk", ""))[0] == "DeskScreen"
