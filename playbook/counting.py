"""How much waits in each mode: known before anybody opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.workspace import Workspace


def mode_counts(workspace: Workspace) -> dict[str, int]:
    """Return by the mode's name how much is new there for me: `Desk` what nobody took yet, `News` what is unread.

    Where git or a file cannot be read, the number is missing rather than wrong.
    """
    from playbook.feed import news_lines, unread

    found: dict[str, int] = {}
    try:
        found["Desk"] = workspace.feedback_index.counts(workspace.viewer)["new"]
        found["News"] = unread(news_lines(workspace))
    except PlaybookError:
        return found
    return found
