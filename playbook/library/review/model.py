"""A proposal, and what was said of it: frozen values that know no git."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Signature = Literal["good", "bad", "none"]
State = Literal["waiting", "ready", "rejected", "conflict"]

SETTINGS_PATH = "playbook.toml"
FOLDER = "proposals/"
"""What the branches of proposals begin with."""


@dataclass(frozen=True)
class PageChange:
    """What a proposal makes of one file."""

    path: str
    """Under the playbook's root."""
    before: str
    """Blob id in what the proposal began with; empty: it is new."""
    after: str
    """Blob id now; empty: it is removed."""


@dataclass(frozen=True)
class Voice:
    """An approval or rejection, as a commit on the proposal records it."""

    what: str
    """The side or role it is given for: `marketing`, `sales`, `legal` …"""
    yes: bool
    name: str
    email: str
    commit: str
    at: datetime
    pages: str
    """The digest of what was approved."""
    author: str
    """Address of the commit's author."""
    committer: str
    """Address of who committed it."""
    signature: Signature = "none"
    reason: str = ""


@dataclass(frozen=True)
class Proposal:
    """A change on its way to being published."""

    id: str
    """The branch's name after `proposals/`."""
    head: str
    base: str
    """The commit that it and the published branch last had in common."""
    title: str
    text: str
    """Why, in the author's words."""
    author_name: str
    authors: tuple[str, ...]
    """Addresses of everybody who changed a page in it."""
    at: datetime
    pages: tuple[PageChange, ...]
    feedback: tuple[str, ...] = ()
    wording_only: bool = False
    voices: tuple[Voice, ...] = ()
    """In the order they were recorded."""
    shared: bool = True
    """The remote has it as it is here; False also without a remote."""
    conflicts: tuple[str, ...] = ()
    """Pages that the published branch has changed in the same place since."""
    changed_at: datetime | None = None
    """When its pages became what they are."""
    others: tuple[str, ...] = ()
    """What it changes besides files of the playbook, under the repository's top: no approval covers it."""
