"""What became of a promise or next step of a finished run of mine, and taking that back: by adding a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.coaching.runs import RunRow
    from playbook.records.model import Run
    from playbook.workspace import Workspace

What = Literal["commitment", "next"]
State = Literal["kept", "broken", "moved"]


class NothingPromisedError(PlaybookError):
    """The run has no such promise or next step, or nothing can be said of it like that."""


def why_not(run: Run, what: What, state: State, to: str) -> str:
    """Return why that cannot be said of a run's commitment or next step; `to` is the day it moved to."""
    if what == "commitment" and run.commitment != "promised":
        return f"Nothing was promised on that run of “{run.title}”."
    if what == "next" and not (run.next or run.next_date or run.result_until):
        return f"That run of “{run.title}” has no next step."
    if state == "moved" and not to:
        return "Say to which day it moved, such as 2026-12-01, fri or +7."
    if state != "moved" and to:
        return "Only what is moved has another day."
    return ""


def say(workspace: Workspace, row: RunRow, what: What, state: State, to: str = "") -> None:
    """Put on record what became of it; raises NothingPromisedError, or CannotSaveError."""
    from playbook.records.model import Kept

    if reason := why_not(row.run, what, state, to):
        raise NothingPromisedError(reason)
    workspace.append(Kept(run=row.id, what=what, state=state, to=to), _audience(row))


def take_back(workspace: Workspace, row: RunRow, what: What) -> str:
    """Take back what was said last of it; return what that was. Raises NothingPromisedError."""
    from playbook.coaching.runs import last_kept
    from playbook.records.model import Kept

    last = last_kept(workspace.records("kept"), row, what)
    if last is None:
        raise NothingPromisedError(f"Nothing was said of that {what} yet, so there is nothing to take back.")
    workspace.append(Kept(run=row.id, what=what, state="undone", undoes=last.ref), _audience(row))
    return last.body.state


def _audience(row: RunRow) -> str | None:
    """Return where a record about a run goes: what is private leaves no trace elsewhere."""
    return "self" if row.private else None
