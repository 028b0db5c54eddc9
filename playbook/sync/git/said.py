"""What git's complaints about a hub mean for a person. Pure."""

from __future__ import annotations

from playbook.errors import PlaybookError
from playbook.library.git_said import last_line, todo, why
from playbook.sync.hub import HubRefusedError, HubUnreachableError


def explain(name: str, stderr: str) -> PlaybookError:
    """Return what went wrong with the hub called `name`, and what to do."""
    kind, said = why(stderr), last_line(stderr)
    if do := todo(kind):
        return HubRefusedError(name, said, do)
    if kind == "rule":
        return HubRefusedError(
            name, said, "Ask whoever keeps it to let branches under `journal/` be pushed (docs/sharing.md)."
        )
    if kind == "damaged":
        return HubUnreachableError(
            name, f"it is damaged: {said}",
            "Tell whoever keeps it; once it is restored, a sync brings back what each device recorded",
        )  # fmt: skip
    if kind == "gone":
        return HubUnreachableError(
            name, said, "Check the address under [records] hub in playbook.toml, and that you may read there"
        )
    return HubUnreachableError(name, said)
