"""How feedback is told: what somebody said, where, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.records.model import Action, FeedbackKind


@dataclass(frozen=True)
class On:
    """The call in which something was said, and at which step."""

    account: str
    play: str
    back: int
    step: str
    of: str = ""
    """The step that it speaks of, where that was not gone to on this call."""


@dataclass(frozen=True)
class Reading:
    """A page that was read without a call."""

    page: str
    step: str
    back: int
    clock: str


@dataclass(frozen=True)
class MeToo:
    """Somebody else says so, too."""

    by: str
    back: int
    clock: str
    account: str = ""
    """Name of the customer; empty where none is named."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One action on the desk. Days are business days back, times of day UTC."""

    by: str = "dana"
    back: int
    clock: str
    action: Action
    text: str = ""
    to: str = ""
    """A person, a route, or the key of another voice."""
    labels: tuple[str, ...] = ()
    chapter: str = ""
    """The commit that it names (see `history`)."""


@dataclass(frozen=True, kw_only=True)
class Voice:
    """One piece of feedback and its thread."""

    key: str
    by: str
    kind: FeedbackKind
    text: str
    where: On | Reading
    quote: str = ""
    """Beginning of the line that it is about, in the revision that was run."""
    severity: int = 2
    tried: str = ""
    liaison_only: bool = False
    too: tuple[MeToo, ...] = ()
    thread: tuple[Turn, ...] = ()
    seen: int | None = None
    """When its author looked at the answer; None: not yet."""
