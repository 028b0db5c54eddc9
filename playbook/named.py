"""What is recorded by id, with its name beside it: for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playbook.workspace import Workspace


def named(workspace: Workspace, found: dict[str, Any]) -> dict[str, Any]:
    """Return an object for programs with the names of its account and opportunity beside what is recorded."""
    names = {"account": workspace.account_name, "opportunity": workspace.opportunity_name}
    made: dict[str, Any] = {}
    for key, value in found.items():
        made[key] = value
        if key in names:
            made[f"{key}_name"] = names[key](value)
    return made
