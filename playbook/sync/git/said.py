"""What git's complaints about a remote mean for a person. Pure."""

from __future__ import annotations

from playbook.errors import PlaybookError
from playbook.sync.hub import HubRefusedError, HubUnreachableError

_NO_RIGHT = (
    "could not read username", "could not read password", "authentication failed", "terminal prompts disabled",
    "permission denied", "access denied", "not allowed", "invalid credentials", "returned error: 401",
    "returned error: 403", "host key verification failed", "no matching host key", "dubious ownership",
)  # fmt: skip
_RULE = ("protected branch", "hook declined", "gh006", "gh013", "push declined", "violates", "prohibited")
_NOT_THERE = (
    "does not appear to be a git repository", "not found", "does not exist", "no such file or directory",
    "not a git repository", "no such remote",
)  # fmt: skip
_DAMAGED = (
    "bad object", "did not send all necessary objects", "is corrupt", "missing blob", "missing tree",
    "missing commit", "unable to read", "remote died while saying goodbye", "inflate", "object file", "bad pack",
    "loose object", "early eof", "upload-pack: not our ref",
)  # fmt: skip


def last_line(stderr: str) -> str:
    """Return the line that says most of why git failed."""
    lines = [
        line.removeprefix("fatal: ").removeprefix("error: ").removeprefix("remote: ").strip()
        for line in stderr.splitlines()
        if line.strip()
        and not line.startswith(("hint:", "Please make sure", "and the repository exists", "To ", "Done"))
        and "Could not read from remote repository" not in line
    ]
    return lines[-1].rstrip(".") if lines else "it gave no reason"


def explain(name: str, stderr: str) -> PlaybookError:
    """Return what went wrong with the remote called `name`, and what to do."""
    folded, said = stderr.casefold(), last_line(stderr)
    if any(part in folded for part in _NO_RIGHT):
        return HubRefusedError(
            name, said,
            "Let git sign in there once, outside of Playbook (`git ls-remote` and its address), or ask whoever keeps "
            "it for the right.",
        )  # fmt: skip
    if any(part in folded for part in _RULE):
        return HubRefusedError(
            name, said, "Ask whoever keeps it to let branches under `journal/` be pushed (docs/sharing.md)."
        )
    if any(part in folded for part in _DAMAGED):
        return HubUnreachableError(
            name, f"it is damaged: {said}",
            "Tell whoever keeps it; once it is restored, a sync brings back what each device recorded",
        )  # fmt: skip
    if any(part in folded for part in _NOT_THERE):
        return HubUnreachableError(
            name, said, "Check the address under [records] hub in playbook.toml, and that you may read there"
        )
    return HubUnreachableError(name, said)
