"""An open run: who runs which revision of a play for whom, and what has happened so far."""

from __future__ import annotations

from typing import Literal

import msgspec

from playbook.records.model import Mode

FORMAT = 1
"""The version (`v`) of the open-run documents this program writes."""

EventKind = Literal[
    "connect", "tick", "untick", "done", "reopen", "answer", "acknowledge", "skip", "next", "pass", "go",
    "back", "short", "mark", "settle", "reword", "note", "opened", "gap", "people", "field", "ending", "edit",
    "park", "resume", "hang-up", "switched", "undo",
]  # fmt: skip

UNDOABLE: frozenset[EventKind] = frozenset([
    "connect", "tick", "untick", "done", "reopen", "answer", "acknowledge", "skip", "next", "pass", "go",
    "back", "short", "mark", "settle", "reword",
])  # fmt: skip
"""What one press of undo takes back. Notes and what was looked up stay: a rep must never lose a note."""


class RunEvent(msgspec.Struct, frozen=True, omit_defaults=True):
    """One act of the rep, with what it led to, so that replaying needs no rules."""

    seconds: float
    """Since the run began, from a monotonic clock; never less than the event's before."""
    kind: EventKind
    step: str = ""
    """The step it happened in or to."""
    item: str = ""
    """To-do, question, notice, page, field …: what within the step."""
    to: str = ""
    """Where the run stands afterwards, for acts that move it: a step's id or `#end`."""
    text: str = ""
    values: tuple[str, ...] = ()
    by: str = ""
    """The contact who said it."""
    led: bool = False
    """The move followed a link: an answer's, or a branch's last one."""


class OpenRun(msgspec.Struct, frozen=True):
    """A run that is not finished: the facts it began with, and its events."""

    id: str
    play: str
    """Page id."""
    title: str
    blob: str
    """Git blob id of exactly the text it runs; it stays on it when the file changes."""
    started: str
    """Wall clock, UTC ISO 8601."""
    rep: str
    v: int = FORMAT
    path: str = ""
    """The page's path, so that its text can be read again."""
    commit: str = ""
    mode: Mode = "call"
    channel: str = ""
    direction: str = ""
    account: str = ""
    opportunity: str = ""
    deal_stage: str = ""
    """The opportunity's stage when the run began."""
    amount: float | None = None
    currency: str = ""
    contacts: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    variant: str = ""
    fields: dict[str, str] = {}
    """Values of merge fields (`contact.first_name`)."""
    my_words: dict[str, str] = {}
    """`step/place` of a talk track → the rep's own wording of it when the run began."""
    left_out: tuple[str, ...] = ()
    """Steps that the rep left out before the call."""
    drafts: dict[str, str] = {}
    """Questions whose answer is being typed, or was left half typed → the text so far."""
    switched_from: str = ""
    """The run that was left for this one."""
    before: float = 0.0
    """Seconds that the call had lasted when that run was left: the conversation is one."""
    discarded: str = ""
    """When the rep said that it was started by mistake; UTC ISO 8601."""
    carried: int = 0
    """How many of the events came along from there: said, but not worked on in this run, and not undone."""
    events: tuple[RunEvent, ...] = ()

    @property
    def last_seconds(self) -> float:
        """The time of the last event: where a run that is resumed goes on."""
        return self.events[-1].seconds if self.events else 0.0


class Given(msgspec.Struct, frozen=True):
    """What was answered to one question."""

    values: tuple[str, ...]
    by: str = ""
    order: int = 0
    """Which event said it, so that the last answer given is known."""
