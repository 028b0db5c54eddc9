"""Editing a page, for those who write it; for everybody else a way to say what should change."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.screens.choose import ChooseScreen

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from tui.screens.base import PlaybookScreen
    from tui.screens.feedback import About

AUTHORS = ("author", "liaison")


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
    from playbook.errors import PlaybookError
    from tui.editor import edit_page

    try:
        edit_page(screen.playbook, entry.page.id, line)
    except PlaybookError as error:
        screen.say(str(error), "error")
        return
    done()
