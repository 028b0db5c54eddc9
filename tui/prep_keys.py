"""The keys of prep, and which of those in its key bar are possible; knows no Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.runs.wording import track_at
from tui.commands import Command
from tui.prep_text import fields_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playbook.plays.model import Page, Step
    from tui.rows import Row

ACTS = (
    Command("prep.call", "c,enter", "call now", "Start a call with this play.", bar=True),
    Command("prep.account", "a", "account", "Say which customer this is for.", bar=True),
    Command("prep.my-words", "w", "my words", "Put the talk track under the cursor in your own words.", bar=True),
    Command("prep.leave-out", "x", "leave out", "Leave the step under the cursor out of the call.", bar=True),
    Command("prep.fill", "m", "fill in", "Fill in the blanks: names and the like.", bar=True),
    Command("prep.feedback", "f4,f", "feedback", "Tell marketing something about this line.", bar=True),
    Command("prep.outline", "o", "outline", "Jump to a heading.", bar=True),
    Command("prep.debrief", "d", "debrief", "Log a conversation afterwards, on one screen."),
    Command("prep.people", "i", "who", "Say who is on the call."),
    Command("prep.propose", "p", "propose", "Propose your words for this talk track to those who write it."),
    Command("prep.undo", "u", "undo", "Take back the last change of your words or of what is left out."),
    Command("prep.pane", "tab,shift+tab", "pane", "Go between the page and what stands beside it."),
    Command("prep.edit", "e", "edit", "Edit the page, or propose a change to those who write it."),
    Command("prep.find-objection", "f2", "objection", "Find the answer to an objection."),
    Command("prep.find-battlecard", "f3", "battlecard", "Find a battlecard."),
    Command("prep.heard", "s", "you said", "What was said of this step, and done: say thanks, or “not yet”."),
)  # fmt: skip
BACK = Command("prep.back", "escape", "back", "Back to where you came from.", bar=True, fixed=True)

NO_TRACK = "There is no talk track on this page: words behind `>` that are said aloud."


def line_at(rows: Sequence[Row], cursor: int) -> int:
    """Return the line of the file under the cursor, or above what stands between its lines; 0: none."""
    return next((row.line for row in reversed(rows[: cursor + 1]) if row.line), 0)


def step_at(page: Page, line: int) -> Step | None:
    """Return the step that a line of the page's file belongs to."""
    return (
        next((step for step in page.run_steps if step.line <= line <= step.end_line), None) if line else None
    )


def why_not_here(command: str, page: Page, line: int) -> str:
    """Return why a command is not possible on this page, with the cursor on that line of its file."""
    if command in ("prep.call", "prep.debrief") and not page.runnable:
        return "This page has fewer than two steps, so it can be read but not run."
    if command == "prep.my-words" and track_at(page, line or 1) is None:
        return NO_TRACK
    if command == "prep.leave-out" and step_at(page, line) is None:
        return "Put the cursor on a step first."
    if command == "prep.fill" and not fields_of(page):
        return "This page has no blanks to fill."
    return ""
