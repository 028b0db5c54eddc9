"""What git's complaints about a remote mean for a person. Pure."""

from __future__ import annotations

from typing import Literal

Why = Literal["imposter", "stranger", "right", "rule", "damaged", "gone", "away"]
"""Its key has changed; its key or certificate is not known here; no right or password; a rule of the host; damage
there; nothing at that address; out of reach."""

_SAYS: tuple[tuple[Why, tuple[str, ...]], ...] = (
    ("imposter", ("remote host identification has changed",)),
    (
        "stranger",
        (
            "host key verification failed", "no matching host key", "certificate problem",
            "certificate verification failed", "unable to get local issuer", "self-signed certificate",
            "self signed certificate", "no alternative certificate subject", "does not match target host name",
            "certificate has expired",
        ),
    ),
    (
        "right",
        (
            "could not read username", "could not read password", "authentication failed",
            "terminal prompts disabled", "permission denied", "access denied", "not allowed",
            "invalid credentials", "returned error: 401", "returned error: 403", "dubious ownership",
            "too many authentication failures", "no supported authentication methods",
        ),
    ),
    (
        "rule",
        ("protected branch", "hook declined", "gh006", "gh013", "push declined", "violates", "prohibited"),
    ),
    (
        "damaged",
        (
            "bad object", "did not send all necessary objects", "is corrupt", "missing blob", "missing tree",
            "missing commit", "unable to read", "remote died while saying goodbye", "inflate", "object file",
            "bad pack", "loose object", "early eof", "upload-pack: not our ref",
        ),
    ),
    (
        "gone",
        (
            "does not appear to be a git repository", "not found", "does not exist", "no such file or directory",
            "not a git repository", "no such remote",
        ),
    ),
)  # fmt: skip
_NOISE = (
    "hint:",
    "Please make sure",
    "and the repository exists",
    "To ",
    "Done",
    "Warning: Permanently added",
)
_LAST_OF_SSH = "Could not read from remote repository"
_TODO: dict[Why, str] = {
    "imposter": "Somebody may pose as it: ask whoever keeps it whether its key has changed before you go on.",
    "stranger": "Nothing here vouches that it is the right one: ask whoever keeps it for its key or certificate, "
    "then let git ask for it once, outside of Playbook (`git ls-remote` and its address).",
    "right": "Let git sign in there once, outside of Playbook (`git ls-remote` and its address), or ask whoever "
    "keeps it for the right.",
}


def why(stderr: str) -> Why:
    """Return what kind of trouble it is."""
    folded = stderr.casefold()
    return next((kind for kind, parts in _SAYS if any(part in folded for part in parts)), "away")


def todo(kind: Why) -> str:
    """Return what a person who signs in there can do, as a sentence; empty where that is not what is wrong."""
    return _TODO.get(kind, "")


def last_line(stderr: str) -> str:
    """Return the line that says most of why git failed."""
    lines = [
        line.removeprefix("fatal: ").removeprefix("error: ").removeprefix("remote: ").strip()
        for line in stderr.splitlines()
        if line.strip() and not line.startswith(_NOISE) and _LAST_OF_SSH not in line
    ]
    # Where some builds of git look for certificates is nothing a person asked for.
    return lines[-1].partition(". CAfile:")[0].rstrip(".\r") if lines else "it gave no reason"
