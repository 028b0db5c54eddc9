"""What is between two people alone: which journals it goes to, and who gets it where, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from playbook.text import one_line

if TYPE_CHECKING:
    from playbook.workspace import Workspace

PAIR = "pair-"


def audience_with(workspace: Workspace, *others: str) -> tuple[str, ...]:
    """Return the audiences of what is between me and each of `others`; mine alone where there is nobody."""
    found = dict.fromkeys(f"{PAIR}{other}" for other in others if other and other not in workspace.names)
    return tuple(found) or ("self",)


def who_reads(workspace: Workspace, others: Iterable[str]) -> str:
    """Return who reads what is between me and `others`, and where it is, as a sentence to read before one writes."""
    named = [one_line(workspace.name_of(other)) for other in others if other and other not in workspace.names]
    if not named:
        return "You alone read this; it never leaves this device."
    them = " and ".join(named)
    return f"Only you and {them} may read this. {how_it_travels(workspace)}"


def how_it_travels(workspace: Workspace) -> str:
    """Return where what is between two people goes from this device, in words."""
    from playbook.syncing import address_of

    kind = address_of(workspace).kind
    if not kind:
        return "It stays on this device: there is no hub. Take it to the meeting on screen or as a report."
    if kind != "postgres":
        return (
            "It stays on this device: a git hub could not keep it between two. Take it to the meeting on screen or as "
            "a report; with a PostgreSQL hub both would have it."
        )
    if workspace.people and workspace.me not in workspace.people:
        return "It stays on this device until you are among the people of playbook.toml."
    return "Your team's database brings it to both, and shows it to nobody else; its administrator could."
