"""Editing a page, for those who write it; for everybody else a way to say what should change."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.screens.choose import ChooseScreen

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.sheets import Sheet
    from tui.screens.base import PlaybookScreen
    from tui.screens.feedback import About

REVIEWS = "mode.reviews"
AUTHORS = ("author", "liaison")
UNFINISHED = (
    ("put", "put it in the page's place"),
    ("edit", "go on with it in the editor"),
    ("drop", "throw it away, and begin with the page as it is"),
)


def edit_or_propose(
    screen: PlaybookScreen[None], entry: Entry, line: int, about: About, done: Callable[[], object]
) -> None:
    """Open `entry` in the editor at `line`, ask first, or take a proposal: by who asks and what is set up.

    An author with an editor of their own gets it at once. Anybody else is told what would open, and can say what
    should change instead; who is neither author nor has set an editor is asked for that alone.
    """
    editor = (os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()).partition(" ")[0]
    author = screen.workspace.has_role(*AUTHORS)
    if screen.app.is_web:
        screen.say(
            f"A browser has no editor: {entry.page.path} is edited in a terminal. Say what should change."
        )
        propose(screen, about)
    elif author and editor:
        _edit(screen, entry, line, done)
    elif author or editor:
        _ask(screen, entry, line, about, done, editor)
    else:
        screen.say("Plays are edited by those who write them; say what should change, and they hear of it.")
        propose(screen, about)


def propose(screen: PlaybookScreen[None], about: About, text: str = "") -> None:
    """Take a proposal as feedback of the kind idea."""
    from tui.screens.feedback import FeedbackScreen

    screen.app.push_screen(
        FeedbackScreen(about, kind="idea", text=text),
        lambda told: screen.say(told or "", "good" if told else ""),
    )


def _ask(
    screen: PlaybookScreen[None],
    entry: Entry,
    line: int,
    about: About,
    done: Callable[[], object],
    editor: str,
) -> None:
    program = Path(editor).name if editor else "vi"
    leave = "" if editor else " Set EDITOR to one you know; vi is left with Escape, then :q! and Enter."
    body = (
        f"{entry.page.path} is a file on this machine. {program} takes over the terminal until you close it; "
        f"nobody else sees the change before it is committed.{leave}"
    )
    options = [("edit", f"Edit the page in {program}"), ("propose", "Propose a change instead, in words")]

    def chosen(what: str | None) -> None:
        if what == "edit":
            _edit(screen, entry, line, done)
        elif what == "propose":
            propose(screen, about)

    screen.app.push_screen(ChooseScreen("Edit this page?", options, body=body), chosen)


def _edit(screen: PlaybookScreen[None], entry: Entry, line: int, done: Callable[[], object]) -> None:
    edit_on_sheet(screen, entry.page.path, line, _then(screen, done))


def _then(screen: PlaybookScreen[Any], done: Callable[[], object]) -> Done:
    def told(words: str) -> None:
        done()
        screen.say(words, "good")

    return told


Done = Callable[[str], object]
"""What is done when the page is as it is to be; told in words."""


def edit_on_sheet(screen: PlaybookScreen[Any], path: str, line: int, done: Done) -> None:
    """Open a page in the editor, on a sheet of its own, and put it in its place; where two changed it, one chooses."""
    from playbook.sheets import drop, lay_out

    workspace = screen.workspace

    def laid(sheet: Sheet) -> None:
        if sheet.unfinished:
            screen.app.push_screen(
                ChooseScreen("You wrote here before, and did not put it back", UNFINISHED), chosen
            )
            found.append(sheet)
        else:
            _on_sheet(screen, sheet, line, done)

    def chosen(what: str | None) -> None:
        if what == "put":
            _put_back(screen, found[0], done)
        elif what == "edit":
            _on_sheet(screen, found[0], line, done)
        elif what == "drop":
            screen.save(lambda: drop(found[0]), lambda _: edit_on_sheet(screen, path, line, done))

    found: list[Sheet] = []

    screen.save(lambda: lay_out(workspace, path), laid)


def _on_sheet(screen: PlaybookScreen[Any], sheet: Sheet, line: int, done: Done) -> None:
    from playbook.errors import PlaybookError
    from tui.editor import edit_file

    try:
        at_once = edit_file(screen.playbook, sheet.file, line)
    except PlaybookError as error:
        screen.say(str(error), "error")
        return
    if at_once:
        return  # its window may still be open: the sheet waits for what is saved there
    _put_back(screen, sheet, done)


def _put_back(screen: PlaybookScreen[Any], sheet: Sheet, done: Done) -> None:
    """Put a sheet in the page's place; where somebody changed that meanwhile, show both."""
    from playbook.sheets import BothChangedError, put_back
    from tui.screens.both import BothScreen

    workspace = screen.workspace

    def failed(error: Exception) -> None:
        if isinstance(error, BothChangedError):
            screen.app.push_screen(BothScreen(error.both, done), again)
        else:
            screen.complain(error)

    def again(merged: Sheet | None) -> None:
        if merged is not None:
            _on_sheet(screen, merged, 1, done)

    screen.save(
        lambda: put_back(workspace, sheet),
        lambda changed: done(_saved(screen, sheet) if changed else "Nothing was changed."),
        failed,
    )


def _saved(screen: PlaybookScreen[Any], sheet: Sheet) -> str:
    """Return what was saved, and how others come to have it."""
    known = any(command.id == REVIEWS for command in screen.commands())
    how = f": {screen.key(REVIEWS)} proposes it" if known else ". The reviews propose it"
    return f"Saved {sheet.path}, for you alone{how}."
