"""`playbook plays edit`: a page in one's own editor, put in its place unless somebody changed it meanwhile."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from playbook.cli.output import narrate
from playbook.text import plain

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.sheets import Both, Sheet
    from playbook.workspace import Workspace

AT_ONCE = 1.0
"""Seconds; nobody reads, changes and saves a page in less."""


def edit(workspace: Workspace, entry: Entry, line: int) -> int:
    """Edit a page on a sheet of its own, and put it back."""
    from playbook.sheets import lay_out

    sheet = lay_out(workspace, entry.page.path)
    if sheet.unfinished:
        narrate(f"What you wrote before and did not put back is taken up again: {sheet.path}.")
    return _edit(workspace, entry, sheet, line)


def _edit(workspace: Workspace, entry: Entry, sheet: Sheet, line: int) -> int:
    from playbook.editor import editor_command, run_editor
    from playbook.sheets import BothChangedError, drop, put_back

    began, before = time.monotonic(), sheet.file.read_bytes()
    try:
        run_editor(editor_command(sheet.file, line, os.environ))
    except Exception:
        if not sheet.unfinished and sheet.file.read_bytes() == sheet.base:
            drop(sheet)
        raise
    if sheet.file.read_bytes() == before and time.monotonic() - began < AT_ONCE and not sheet.unfinished:
        narrate(
            f"The editor returned at once and nothing has changed yet. If it is still open, save there, then run "
            f"`playbook plays edit {entry.page.id}` once more; most editors wait when they are told to, as in "
            "`export EDITOR='code --wait'`."
        )
        return 0
    try:
        changed = put_back(workspace, sheet)
    except BothChangedError as error:
        if not sys.stdin.isatty():
            raise
        return _choose(workspace, entry, error.both)
    return _saved(workspace, entry) if changed else _unchanged()


def _unchanged() -> int:
    narrate("Nothing was changed.")
    return 0


def _saved(workspace: Workspace, entry: Entry) -> int:
    after = workspace.page(entry.page.id)
    narrate(
        f"Saved {after.page.path}. `playbook plays diff {after.page.id}` shows what changed; "
        f"`plays propose {after.page.path}` asks both sides to approve it."
    )
    for problem in after.page.problems:
        narrate(f"{after.page.path}:{problem.line}: {problem.message}")
    return 0


def _choose(workspace: Workspace, entry: Entry, both: Both) -> int:
    """Show both texts, and do what is chosen."""
    from playbook.cli.reviews import marked
    from playbook.plays.decode import decode
    from playbook.sheets import keep_mine, keep_theirs, merge

    narrate(
        f"{both.sheet.path} was changed by somebody else while you edited it. [-theirs-] and {{+yours+}}:"
    )
    narrate(plain(marked(decode(both.theirs)[0], decode(both.mine)[0])))
    while True:
        try:
            said = (
                input("Put yours in its place (m), let theirs stand (t), both in the editor (b), later (l): ")
                .strip()
                .casefold()[:1]
            )
        except EOFError:
            said = "l"
        if said == "m":
            keep_mine(workspace, both)
            return _saved(workspace, entry)
        if said == "t":
            keep_theirs(both)
            return _unchanged()
        if said == "b":
            sheet, _ = merge(workspace, both)
            return _edit(workspace, entry, sheet, 1)
        if said == "l":
            narrate(f"Yours is kept in {both.sheet.file}; edit the page again to choose.")
            return 1
