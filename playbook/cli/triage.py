"""One action on items of feedback: checked for all of them, then written."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from playbook.cli.common import find_feedback, open_workspace
from playbook.cli.output import narrate

if TYPE_CHECKING:
    from playbook.records.model import Action

DONE = {
    "accept": "accepted", "route": "routed", "assign": "assigned", "ask": "asked", "reply": "replied",
    "answer": "answered", "decline": "declined", "merge": "merged", "split": "split off",
    "withdraw": "withdrawn", "reopen": "reopened", "close": "closed", "thanks": "thanked",
    "label": "labelled", "note": "noted", "decide": "decided",
}  # fmt: skip


def triage(
    options: argparse.Namespace,
    typed: Sequence[str],
    action: Action,
    *,
    text: str = "",
    to: str = "",
    labels: Sequence[str] = (),
    decides: bool = False,
) -> int:
    """Take `action` on each item typed, once; where it is not possible for one, nothing is written."""
    from playbook.desk.actions import audience_for, shown
    from playbook.desk.actions import triage as body_of

    workspace = open_workspace(options)
    items = workspace.visible_feedback()
    chosen = dict.fromkeys(find_feedback(items, one) for one in typed)
    if action == "merge" and to:
        to = find_feedback(items, to)
    people = workspace.people or None
    bodies = [
        (
            items[id_],
            body_of(
                items[id_],
                action,
                workspace.person,
                text=text,
                to=to,
                labels=labels,
                people=people,
                decides=decides,
            ),
        )
        for id_ in chosen
    ]
    for item, body in bodies:
        workspace.append(body, audience_for(item, body))
    named = ", ".join(shown(item) for item, _ in bodies)
    narrate(f"{DONE[action].capitalize()}: {named}.")
    return 0
