"""What a call of the demo comes to: who was rung when, with which play, and what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from playbook.records.customers import Connect
from playbook.records.model import CommitmentState, Mode, Result, Settled

TRIGGER = "plays/connect/trigger-event-call"
CALLBACK = "plays/connect/demo-request-callback"
DISCOVERY = "plays/discover/first-discovery"
DECIDE = "plays/qualify/how-they-decide"
DEMO = "plays/prove/three-problem-demo"
PLAN = "plays/propose/mutual-action-plan"
PRICE = "plays/commit/price-conversation"
RENEWAL = "plays/renew/renewal-at-120-days"

Said = Mapping[str, str | tuple[str, ...]]
"""Question → the text, or the answer or answers; each by the beginning of its id."""


@dataclass(frozen=True)
class Heard:
    """An objection or battlecard that was looked up."""

    step: str
    page: str
    words: str
    settled: Settled


@dataclass(frozen=True, kw_only=True)
class Call:
    """One attempt. Days are business days back from today (0 today, below it ahead)."""

    account: str
    play: str
    back: int
    connect: Connect = "connected"
    result: Result | None = None
    said: Said = field(default_factory=dict)
    """What is not said here, chance says."""
    skips: Mapping[str, str] = field(default_factory=dict)
    """Step → reason."""
    stop: str = ""
    """The step in which the conversation ended; empty: it came to the end of the play."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Step → note."""
    heard: tuple[Heard, ...] = ()
    gaps: Mapping[str, str] = field(default_factory=dict)
    """Step → words that found nothing."""
    commitment: CommitmentState | None = None
    by: int | None = None
    """When it was promised by."""
    proof: str = ""
    next: str = ""
    due: int | None = None
    """When the next step is due."""
    forgotten: bool = False
    """The next step fell due, and nobody took it."""
    fate: Literal["kept", "broken", "moved"] = "kept"
    """What became of a promise that fell due."""
    until: int | None = None
    """For `not-now`: calendar days ahead."""
    began: str = ""
    """The play it was begun with, before the rep saw that it was the wrong one."""
    short: str = ""
    """The step at which the customer said that there was no time."""
    mode: Mode = "call"
    private: bool = False

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells it from the others."""
        return (self.account, self.play, self.back)


def missed(
    account: str,
    play: str,
    back: int,
    connect: Connect,
    again: int | None = None,
    what: str = "Try once more",
) -> Call:
    """Return an attempt that reached nobody; `again` is the day of the next one."""
    return Call(
        account=account,
        play=play,
        back=back,
        connect=connect,
        next="" if again is None else what,
        due=again,
    )
