"""What works in all modes: their keys, and what the lines above and below say; knows no Textual."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from tui.commands import Command

if TYPE_CHECKING:
    from playbook.workspace import Workspace

MODES = (
    ("1", "Today"),
    ("2", "Plays"),
    ("3", "Desk"),
    ("4", "Coach"),
    ("5", "News"),
    ("6", "Accounts"),
)

EVERYWHERE = (
    Command("app.palette", "ctrl+p", "palette", "Every command by name.", first=True),
    Command(
        "app.jump", "ctrl+o", "jump", "Put a letter on every pane and list; one press goes there.", first=True
    ),
    Command("app.light-or-dark", "", "light or dark", "Switch between the light and the dark theme."),
    Command("app.copy", "ctrl+c", "copy", "Copy what is selected.", fixed=True),
    Command("app.quit", "ctrl+q", "quit", "Leave; an open call is kept.", fixed=True, first=True),
)

REVIEWS = Command(
    "mode.reviews",
    "P",
    "reviews",
    "Proposed changes of the plays: what waits for your approval, and all.",
)
SHARED = (
    Command(
        "mode.find",
        "slash",
        "find",
        "Find anything from anywhere: plays, objections, battlecards, accounts, feedback.",
    ),
    Command("mode.find-objection", "f2", "objection", "Find the answer to an objection."),
    Command("mode.find-battlecard", "f3", "battlecard", "Find a battlecard."),
    Command("mode.feedback", "f4,f", "feedback", "Tell marketing something, in three keys."),
    Command("mode.my-feedback", "F", "my feedback", "What you told marketing, and what became of it."),
    REVIEWS,
    Command("mode.together", "D", "together", "What the market says, who to call, the agenda, the audit."),
    Command("mode.practice", "E", "practice", "Say objections and talk tracks aloud, until they sit."),
    Command("mode.settings", "comma", "settings", "Who you are, theme, keys, clock, mouse, calendar."),
    Command("mode.act-as", "A", "act as…", "Be somebody else, in the demo."),
)
GO = tuple(Command(f"go.{name.lower()}", key, name, f"Go to {name}.") for key, name in MODES)
LEADS_AWAY = frozenset(command.id for command in (*EVERYWHERE, *SHARED, *GO)) - {"mode.feedback"}
"""What does the same whatever is listed."""


def first_mode(roles: Collection[str]) -> str:
    """Return the mode that somebody with these roles starts in."""
    if "rep" in roles or not roles:
        return "today"
    return "desk" if "liaison" in roles else "coach" if "manager" in roles else "today"


def in_bar(commands: Sequence[Command], *, narrow: bool) -> list[Command]:
    """Return the keys of a mode's bar; the one that swaps list and page only where there is no room for both."""
    swap = [command for command in commands if command.id.endswith(".page")]
    rest = [command for command in commands if command not in swap]
    rest = [*rest[:1], *swap, *rest[1:]] if narrow else rest
    return [*rest, *(command for command in EVERYWHERE if command.id == "app.quit")]


def people_texts(workspace: Workspace, act_as: str = "") -> list[str]:
    """Return who one is and where, the longest first; `act_as`: the key that changes it, in the demo."""
    person = workspace.person
    name = person.name or person.id
    act = f"{act_as} act as… · " if act_as else ""
    roles = f" ({', '.join(person.roles)})" if person.roles else ""
    return [
        f"{act}{name}{roles} · {workspace.settings.name or workspace.root.name}",
        f"{act}{name}{roles}",
        act + name,
    ]
