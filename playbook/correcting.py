"""Correcting a finished run of mine, and taking that back: by adding a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.coaching.runs import RunRow
    from playbook.records.model import Correction, Run
    from playbook.workspace import Workspace


class NotToCorrectError(PlaybookError):
    """The run is somebody else's, or nothing of it is left."""


def why_not(workspace: Workspace, rep: str, *, redacted: bool) -> str:
    """Return why a run of `rep` cannot be corrected by me; empty if it can be."""
    if rep not in workspace.names:
        return f"Only {workspace.name_of(rep)} can correct this run; it is theirs."
    return "This run was redacted; nothing of it is left to correct." if redacted else ""


def to_correct(workspace: Workspace, run: str) -> RunRow:
    """Return a run of mine as it stands now; raises NotToCorrectError. Not for the event loop."""
    row = workspace.run_index.row(run)
    if row is None:
        raise NotToCorrectError("There is no such run that you may read.")
    if reason := why_not(workspace, row.rep, redacted=row.redacted):
        raise NotToCorrectError(reason)
    return row


def correct(workspace: Workspace, row: RunRow, changes: Mapping[str, Any]) -> Correction:
    """Put on record what changes of a run: keys of a Run → new values, as in JSON; raises RunError, CannotSaveError.

    What is private leaves no trace elsewhere.
    """
    from playbook.runs.correct import correct as correction

    body = correction(row.run, changes)
    workspace.append(body, "self" if row.private else None)
    return body


def differences(was: Run, now: Run) -> dict[str, Any]:
    """Return what of `was` is to be corrected so that it reads as `now`: a day goes with what it belonged to."""
    import msgspec

    from playbook.records.corrected import CORRECTABLE

    if now.result != "not-now":
        now = msgspec.structs.replace(now, result_until="")
    if now.commitment != "promised":
        now = msgspec.structs.replace(now, commitment_by="")
    changed = (key for key in CORRECTABLE if getattr(was, key) != getattr(now, key))
    return {key: msgspec.to_builtins(getattr(now, key)) for key in changed}


def still_missing(now: Run) -> tuple[str, str]:
    """Return what must still be said of a run that is being corrected: its key, and a sentence; both may be empty."""
    if now.connect == "connected" and now.mode != "prep" and not now.result:
        return "result", "Say how the conversation ended."
    if now.commitment == "promised" and not now.commitment_by:
        return "commitment_by", "Say by when it was promised."
    return "", ""


def before(run: Run, correction: Correction) -> dict[str, Any]:
    """Return the changes that take `correction` of `run`, as it was before, back; a note that was added is emptied."""
    import msgspec

    was = {key: msgspec.to_builtins(getattr(run, key)) for key in correction.changes}
    if "notes" in was:
        added = correction.changes["notes"][len(run.notes) :]
        was["notes"] = [*was["notes"], *({**note, "text": ""} for note in added)]
    return was
