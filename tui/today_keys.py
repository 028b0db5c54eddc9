"""The keys of Today, and what they can do with a line; knows no Textual."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.desk.actions import DECLINED
from playbook.today.acts import State, why_not
from tui.commands import Command
from tui.today_rows import ENTER, NO, YES

if TYPE_CHECKING:
    from playbook.today.line import TodayLine
    from playbook.workspace import Workspace
    from tui.commands import Keys

ACTS = (
    Command("today.open", "enter", "open", "Do the obvious thing: resume, prepare, reply, read.", bar=True),
    Command("today.call", "c", "call", "Call now with the play of this line.", bar=True),
    Command("today.prep", "p", "prep", "Prepare the play of this line, for its account.", bar=True),
    Command(
        "today.kept",
        "y",
        "done",
        "The promise was kept, the next step is done, or it was read.",
        bar=True,
    ),
    Command(
        "today.broken", "x", "broken", "The promise was broken, or the next step fell through.", bar=True
    ),
    Command("today.moved", "m", "moved", "It moved to another day.", bar=True),
    Command("today.thanks", "t", "thanks", "Say thanks for the answer.", bar=True),
    Command("today.not-yet", "n", "not yet", "Say what is not right yet; marketing has it again.", bar=True),
    Command("today.undo", "u", "undo", "Take back what you did here last.", bar=True),
    Command("today.goals", "o", "goals", "Your goals: how they stand, and setting one."),
    Command("today.reply", "r", "reply", "Reply to marketing's question."),
    Command(
        "today.page", "v", "detail", "Show the detail instead of the list, on a narrow screen.", bar=True
    ),
)

WITHOUT_PLAY = ("desk", "runs", "goal", "calendar", "one-on-one", "agreed", "unread")
"""Kinds of line that no play can be run for."""
NOT_COUNTED = ("goal", "calendar")
"""Kinds of line that ask for nothing today."""
_STATES: dict[str, State] = {"kept": "kept", "broken": "broken", "moved": "moved"}


def counted(lines: Iterable[TodayLine]) -> int:
    """Return how many lines ask for something today."""
    return sum(line.kind not in NOT_COUNTED for line in lines)


def nothing(workspace: Workspace, keys: Keys, *, calendars: bool) -> str:
    """Return what is said where nothing is due."""
    name = workspace.person.name.split(" ")[0]
    plays, find, settings = (keys(id_) for id_ in ("go.plays", "mode.find", "mode.settings"))
    text = f"Nothing is due{', ' + name if name else ''}. {plays} opens the plays; {find} finds anything."
    if not calendars:
        text += (
            f"\n\nYour meetings can stand here too: name a calendar (.ics) in the settings (key {settings})."
        )
    return text


def why_not_here(command: str, line: TodayLine | None, *, undo: bool, keys: Keys) -> str:
    """Return why a command is not possible with this line; `undo`: something was done that can be taken back."""
    verb = command.removeprefix("today.")
    if verb == "undo":
        return "" if undo else "There is nothing to take back: you have done nothing here."
    if verb == "goals":
        return ""
    if line is None:
        return f"Nothing is due. {keys('go.plays')} opens the plays."
    if verb in ("call", "prep"):
        return "This line belongs to no play." if line.kind in WITHOUT_PLAY else ""
    if verb in _STATES:
        return why_not(line, _STATES[verb])
    if verb == "reply" and line.kind != "question":
        return "There is no question of marketing's in this line."
    if verb in ("thanks", "not-yet") and (line.kind != "answer" or line.action == "close"):
        return "There is no answer in this line."
    if verb == "not-yet" and line.action == "decline":
        return DECLINED
    return ""


def bar(commands: Sequence[Command], line: TodayLine | None, *, undo: bool) -> list[Command]:
    """Return those keys of a bar that fit this line, named as they work there."""
    own = {command.id for command in ACTS}
    if line is None:
        return [command for command in commands if command.id not in own or (undo and command.verb == "undo")]
    named = {"today.open": ENTER.get(line.kind, ""), "today.kept": YES.get(line.kind, "done")}
    named["today.broken"] = NO.get(line.kind, "broken")
    fitting = [
        command
        for command in commands
        if command.id not in own or not why_not_here(command.id, line, undo=undo, keys=str)
    ]
    if ENTER.get(line.kind) == "prep":
        fitting = [command for command in fitting if command.id != "today.prep"]
    shown = [replace(command, label=named.get(command.id) or command.label) for command in fitting]
    return [command for command in shown if command.id != "today.open" or ENTER.get(line.kind)]
