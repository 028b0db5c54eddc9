"""Kinds of records and where each goes; bodies of runs and of feedback.

Other bodies: `playbook.records.coaching`, `customers`, `figures`; what all have is in `playbook.records.frame`.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from playbook.records.coaching import Goal, Note, Practice, Readiness, Score, Session
from playbook.records.customers import Account, Connect, Contact, Event, Opportunity, Touch
from playbook.records.figures import Figures
from playbook.records.frame import FORMAT as FORMAT
from playbook.records.frame import MAX_CLOCK as MAX_CLOCK
from playbook.records.frame import MAX_LINE as MAX_LINE
from playbook.records.frame import Audience as Audience
from playbook.records.frame import Body as Body
from playbook.records.frame import Envelope as Envelope
from playbook.records.frame import Record as Record

Result = Literal["advance", "continuation", "not-now", "declined", "disqualified", "closed"]
CommitmentState = Literal["done", "promised", "refused", "not-asked"]
StepState = Literal["done", "skipped", "left-out", "not-taken", "not-reached"]
FeedbackKind = Literal[
    "worked", "hard-to-say", "wrong", "missing", "objection", "competitor", "customer-words", "idea"
]
Mode = Literal["call", "prep", "debrief"]
Settled = Literal["yes", "partly", "no"]

COMPLETE: frozenset[str] = frozenset(["advance", "closed"])
"""Results by which a run came to its end; any other is censored at the furthest step reached."""

ENDED_HERE = "ended here"
"""The reason of the step that a conversation broke off in."""

TAKEN_BACK = "undone:"
"""What stands in a trace before an event that was undone."""


class RunStep(Body, frozen=True):
    """How one step of a run ended, in the play's order."""

    id: str
    state: StepState
    reason: str = ""
    seconds: float = 0.0
    """Time spent in it, all visits together."""
    required: bool = True
    """It was on the path and not optional when the run was made."""
    todos: tuple[str, ...] = ()
    """Ids of the to-dos that were ticked."""


class RunAnswer(Body, frozen=True):
    """What was said to one question."""

    question: str
    values: tuple[str, ...] = ()
    """Ids of the answers chosen, or the one text typed."""
    by: str = ""
    """Contact who said it, where noted."""


class Opened(Body, frozen=True):
    """An objection or battlecard that was opened during the run."""

    page: str
    """Page id; `page#objection` for an objection inside a play."""
    seconds: float = 0.0
    words: str = ""
    """What was typed to find it."""
    settled: Settled | None = None


class Gap(Body, frozen=True):
    """Words that were searched and found nothing."""

    words: str
    seconds: float = 0.0


class TimedText(Body, frozen=True):
    """A note, or a marked moment (empty text), with its time."""

    seconds: float
    text: str = ""
    step: str = ""


class Run(Body, frozen=True):
    """One finished use of one revision of a play."""

    id: str
    play: str
    title: str
    blob: str
    started: str
    ended: str
    seconds: float
    rep: str
    commit: str = ""
    mode: Mode = "call"
    connect: Connect = "connected"
    channel: str = ""
    direction: str = ""
    account: str = ""
    opportunity: str = ""
    deal_stage: str = ""
    """The opportunity's stage at the time."""
    amount: float | None = None
    currency: str = ""
    contacts: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    variant: str = ""
    trace: tuple[tuple[float, str, str], ...] = ()
    """`[seconds, step, event]` from a monotonic clock."""
    steps: tuple[RunStep, ...] = ()
    answers: tuple[RunAnswer, ...] = ()
    opened: tuple[Opened, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: tuple[TimedText, ...] = ()
    marks: tuple[TimedText, ...] = ()
    wording: dict[str, str] = msgspec.field(default_factory=dict)
    """`step/index of the talk track` → `alternative N` or `my words`."""
    result: Result | Literal[""] = ""
    result_until: str = ""
    """For `not-now`: the date."""
    commitment: CommitmentState | Literal[""] = ""
    commitment_by: str = ""
    exit_proof: str = ""
    next: str = ""
    next_date: str = ""
    cut_short: bool = False
    wrong_play: bool = False


class Imported(Body, frozen=True):
    """One case of a log from elsewhere, read as a run of a play; no run, and counted apart from them.

    The latest with its id counts. One that is withdrawn takes back what its author imported of a log before.
    """

    id: str
    """Made of the log's name and the case's."""
    log: str
    case: str = ""
    play: str = ""
    blob: str = ""
    """The revision whose steps it was read by."""
    rep: str = ""
    """A person's id, or the name that the log has."""
    started: str = ""
    ended: str = ""
    result: str = ""
    """A Result, or empty where the case is open or its word means nothing."""
    label: str = ""
    """The log's own word for the result."""
    account: str = ""
    steps: tuple[RunStep, ...] = ()
    trace: tuple[tuple[float, str, str], ...] = ()
    """As a run's; its seconds are from the first row of the case."""
    passed_over: int = 0
    """Rows whose activity means nothing here."""
    withdrawn: bool = False


class Correction(Body, frozen=True):
    """Texts and answers of a finished run, corrected by its rep; times never change."""

    run: str
    changes: dict[str, Any] = msgspec.field(default_factory=dict)
    """Keys of Run (result, commitment, exit_proof, next, next_date, notes, answers …) → new values."""


class Kept(Body, frozen=True):
    """What became of a commitment or next step that fell due."""

    run: str
    what: Literal["commitment", "next"]
    state: Literal["kept", "broken", "moved", "undone"]
    to: str = ""
    undoes: str = ""
    """For `undone`: `journal#seq` of the record that it takes back."""


class Feedback(Body, frozen=True):
    """What a rep tells marketing."""

    id: str
    kind: FeedbackKind
    text: str = ""
    severity: int = 2
    play: str = ""
    step: str = ""
    quote: str = ""
    line: int = 0
    blob: str = ""
    commit: str = ""
    run: str = ""
    account: str = ""
    opportunity: str = ""
    deal_stage: str = ""
    amount: float | None = None
    currency: str = ""
    tried: str = ""
    """The answer to the kind's one optional question."""


Action = Literal[
    "accept", "assign", "route", "merge", "split", "ask", "reply", "change", "answer", "decline",
    "publish", "withdraw", "thanks", "close", "reopen", "label", "note", "undo", "decide",
]  # fmt: skip


class Triage(Body, frozen=True):
    """One action on one item of feedback."""

    feedback: str
    action: Action
    text: str = ""
    """The question, reply, answer, reason or note."""
    to: str = ""
    """Person (assign), route (route; note: whose reply it brings), the feedback merged into (merge), or
    `journal#seq` of the decision that is to stand (decide)."""
    labels: tuple[str, ...] = ()
    commit: str = ""
    undoes: str = ""
    """For `undo`: `journal#seq` of the record it undoes."""
    role: str = ""
    side: str = ""


class Vote(Body, frozen=True):
    """Me too."""

    feedback: str
    account: str = ""
    amount: float | None = None
    currency: str = ""
    withdrawn: bool = False


class Ack(Body, frozen=True):
    """A must-read change, acknowledged."""

    page: str
    blob: str
    withdrawn: bool = False
    """It was acknowledged by mistake."""


class Seen(Body, frozen=True):
    """What I have looked at; never leaves the device."""

    what: str
    """`answer:<feedback id>:<journal#seq>`, `page:<id>:<blob>`, `meeting:<uid>/<time>`, `runs:<rep>:<run>`,
    `credit:<feedback id>` …"""
    withdrawn: bool = False
    """It was marked by mistake."""


class Wording(Body, frozen=True):
    """A talk track in its rep's own words; an empty text takes them back."""

    play: str
    step: str
    place: int = 0
    """Which talk track of the step, from 0."""
    text: str = ""
    original: str = ""
    """`playbook.runs.wording.original_of` of the talk track that was reworded."""


class Audit(Body, frozen=True):
    """One person's answers to the audit of how marketing and sales work together; the latest of a quarter counts."""

    quarter: str
    """`2026-Q4`."""
    scores: tuple[int, ...] = ()
    """1 (not at all) to 5 (fully), one for each statement in its order."""
    edition: int = 1
    """Which edition of the statements was answered."""


class Agreed(Body, frozen=True):
    """Something that marketing and sales agreed to do; the latest with its id counts."""

    id: str
    text: str
    who: str = ""
    """Person who does it."""
    by: str = ""
    """ISO date."""
    state: Literal["open", "done", "dropped"] = "open"


class Redact(Body, frozen=True):
    """Hides one of the author's own records everywhere."""

    what: str
    """`run:<id>` or `feedback:<id>`."""


BODIES: dict[str, type[Body]] = {
    "run": Run,
    "imported": Imported,
    "correction": Correction,
    "kept": Kept,
    "feedback": Feedback,
    "triage": Triage,
    "vote": Vote,
    "note": Note,
    "goal": Goal,
    "practice": Practice,
    "readiness": Readiness,
    "ack": Ack,
    "seen": Seen,
    "account": Account,
    "opportunity": Opportunity,
    "contact": Contact,
    "touch": Touch,
    "event": Event,
    "wording": Wording,
    "audit": Audit,
    "agreed": Agreed,
    "score": Score,
    "session": Session,
    "figures": Figures,
    "redact": Redact,
}
"""Kinds this program understands; others are kept, passed on and skipped."""

AUDIENCES: dict[str, Audience] = {
    "run": "line",
    "imported": "line",
    "correction": "line",
    "kept": "line",
    "feedback": "team",
    "triage": "team",
    "vote": "team",
    "note": "line",
    "goal": "self",
    "practice": "self",
    "readiness": "self",
    "ack": "team",
    "seen": "self",
    "account": "team",
    "opportunity": "team",
    "contact": "self",
    "touch": "team",
    "event": "team",
    "wording": "self",
    "audit": "team",
    "agreed": "team",
    "score": "self",
    "session": "self",
    "figures": "team",
    "redact": "team",
}
"""Where a kind goes unless its author says otherwise."""


def kind_of(body: Body) -> str:
    """Return the kind that a body's struct stands for."""
    return _KINDS[type(body)]


_KINDS = {struct: kind for kind, struct in BODIES.items()}
