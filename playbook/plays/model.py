"""What a page is, once it has been read: frozen values that know no files."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import msgspec

Kind = Literal["play", "objection", "battlecard", "persona", "scorecard", "account-plan", "page"]
Status = Literal["draft", "pilot", "live", "retired"]
Choose = Literal["one", "many", "text"]

END = "#end"
"""Where an answer leads that ends the run."""

DEFAULT_SIDE = "sales"


class Frozen(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value of the plays core."""


class Problem(Frozen, frozen=True):
    """Something an author should know about a page; the page opens all the same."""

    line: int
    """1-based line of the file."""
    message: str


class TalkTrack(Frozen, frozen=True, tag="talk"):
    """Words to say aloud: the first text, and its alternatives."""

    texts: tuple[str, ...]
    """Markdown, without the `>`; at least one."""
    line: int = 0
    lines: tuple[int, ...] = ()
    """First line of each of `texts`."""


class Hint(Frozen, frozen=True, tag="hint"):
    """A hint to the rep, never said aloud."""

    text: str
    label: str = "Hint"
    """What the author called it: `Tip`, `Note`, `War story` …"""
    line: int = 0


class Notice(Frozen, frozen=True, tag="notice"):
    """Something that must be acknowledged before its step can be done."""

    id: str
    text: str
    level: Literal["important", "warning", "caution"] = "important"
    line: int = 0


class Todo(Frozen, frozen=True, tag="todo"):
    """One thing to do within a step."""

    id: str
    text: str
    ordered: bool = False
    by: str = DEFAULT_SIDE
    due: date | None = None
    depth: int = 0
    line: int = 0


class Answer(Frozen, frozen=True):
    """One of the answers that a question offers."""

    id: str
    text: str
    """As shown: without the arrow and what follows it."""
    leads_to: str = ""
    """`#step-id`, `#end`, the id of another page (with `#anchor` where one was given), or empty."""
    line: int = 0


class Question(Frozen, frozen=True, tag="question"):
    """Something to ask, and what may be answered."""

    id: str
    """`step/question`."""
    text: str
    choose: Choose = "text"
    answers: tuple[Answer, ...] = ()
    body: str = ""
    """Markdown between the question and its answers, shown under it."""
    scale: tuple[int, int] | None = None
    """Lowest and highest mark, on a score card's scale."""
    auto_fail: bool = False
    line: int = 0


class Prose(Frozen, frozen=True, tag="prose"):
    """Anything else, shown as written (Markdown)."""

    text: str
    line: int = 0


Block = TalkTrack | Hint | Notice | Todo | Question | Prose


class Step(Frozen, frozen=True):
    """A section of a play, done or skipped as one."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    seconds: int | None = None
    """The time box (its upper end where it is a range)."""
    optional: bool = False
    must: bool = False
    branch: bool = False
    by: str = DEFAULT_SIDE
    reference: bool = False
    leads_to: str = ""
    """For a branch: where the run goes after it (as `Answer.leads_to`); empty: on from where it came."""
    line: int = 0
    """1-based line of its heading."""
    end_line: int = 0
    """Last line that belongs to it."""

    @property
    def talk_tracks(self) -> tuple[TalkTrack, ...]:
        """The words to say, in order."""
        return tuple(block for block in self.blocks if isinstance(block, TalkTrack))

    @property
    def todos(self) -> tuple[Todo, ...]:
        """The to-dos, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Todo))

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Question))

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What must be acknowledged."""
        return tuple(block for block in self.blocks if isinstance(block, Notice))

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The hints."""
        return tuple(block for block in self.blocks if isinstance(block, Hint))

    @property
    def required(self) -> bool:
        """Leaving it out is a detour: not optional, not a branch, not reference, and ours to do."""
        return not (self.optional or self.branch or self.reference) and self.by == DEFAULT_SIDE


class Objection(Frozen, frozen=True):
    """What a customer says against it, and the answer."""

    id: str
    title: str
    text: str
    """Markdown."""
    line: int = 0


class Evidence(Frozen, frozen=True):
    """The footnote behind a claim."""

    label: str
    text: str
    as_of: str = ""
    """`YYYY-MM`, where the footnote says so."""
    line: int = 0


class DatedNotice(Frozen, frozen=True):
    """A notice on top of the page, until a date."""

    text: str
    until: date | None = None
    by: str = ""


class Pilot(Frozen, frozen=True):
    """Who tries a page, until when."""

    reps: tuple[str, ...] = ()
    until: date | None = None


class Facts(Frozen, frozen=True):
    """What the front matter says; unset where it is silent."""

    title: str = ""
    kind: str = ""
    stage: str = ""
    segments: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    owners: dict[str, str] = {}
    """Side to person: `{"marketing": "dana", "sales": "lee"}`."""
    status: Status = "live"
    pilot: Pilot | None = None
    effective_from: date | None = None
    expires: date | None = None
    must_read: bool = False
    notices: tuple[DatedNotice, ...] = ()
    approvals: tuple[str, ...] = ()
    verified: date | None = None
    verify_every: str = ""
    value: str = ""
    commitment: str = ""
    experiment: str = ""
    variant: str = ""
    moved: dict[str, str] = {}
    moved_from: tuple[str, ...] = ()
    account: str = ""
    """For an account plan."""
    extra: dict[str, Any] = {}
    """Keys the format does not know, kept and shown."""
    lines: dict[str, int] = {}
    """Line of each key in the file."""


class Page(Frozen, frozen=True):
    """One Markdown file, read."""

    id: str
    """Its path without suffix, under the playbook's root."""
    path: str
    """POSIX path under the playbook's root."""
    title: str
    kind: Kind = "page"
    facts: Facts = Facts()
    brief: str = ""
    """Markdown before the first step."""
    steps: tuple[Step, ...] = ()
    """All sections in the order of the file, reference sections and branches among them."""
    objections: tuple[Objection, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    fields: tuple[str, ...] = ()
    """Merge fields used, each once, in order of appearance (`account.name`)."""
    problems: tuple[Problem, ...] = ()
    runnable: bool = False
    """Can be run as a play."""
    template: bool = False
    """Its steps were found in a fence marked `markdown`."""

    @property
    def minutes(self) -> float | None:
        """Sum of the time boxes of its steps on the path, in minutes; None where no step has one."""
        boxes = [step.seconds for step in self.path_steps if step.seconds is not None]
        return round(sum(boxes) / 60, 1) if boxes else None

    @property
    def path_steps(self) -> tuple[Step, ...]:
        """The steps a run goes through when no answer leads elsewhere."""
        return tuple(step for step in self.steps if not (step.branch or step.reference))

    @property
    def ids(self) -> frozenset[str]:
        """The id that it has, and those that it had before."""
        return frozenset((self.id, *self.facts.moved_from))

    @property
    def run_steps(self) -> tuple[Step, ...]:
        """The steps a run can stand in: all but reference."""
        return tuple(step for step in self.steps if not step.reference)

    def step(self, id_: str) -> Step | None:
        """Return the step with that id, or under the id that it was moved from."""
        wanted = self.facts.moved.get(id_, id_)
        return next((step for step in self.steps if step.id == wanted), None)


class Summary(Frozen, frozen=True):
    """What a list shows of a page: small, so that a thousand are read at once."""

    id: str
    path: str
    title: str
    kind: Kind
    blob: str
    """Git blob id of exactly this text."""
    stage: str = ""
    segments: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    status: Status = "live"
    owners: dict[str, str] = {}
    verified: date | None = None
    verify_every: str = ""
    effective_from: date | None = None
    expires: date | None = None
    pilot: Pilot | None = None
    must_read: bool = False
    minutes: float | None = None
    steps: int = 0
    """How many steps are on the path."""
    runnable: bool = False
    warnings: int = 0
    edited: bool = False
    """The working tree's text is not the committed one."""
    value: str = ""
    moved_from: tuple[str, ...] = ()
    """Ids that the page had before: what was recorded under them is about it."""


def summarize(page: Page, blob: str, *, edited: bool = False) -> Summary:
    """Return what lists show of `page` in the revision `blob`."""
    facts = page.facts
    return Summary(
        id=page.id,
        path=page.path,
        title=page.title,
        kind=page.kind,
        blob=blob,
        stage=facts.stage,
        segments=facts.segments,
        personas=facts.personas,
        channels=facts.channels,
        triggers=facts.triggers,
        tags=facts.tags,
        status=facts.status,
        owners=facts.owners,
        verified=facts.verified,
        verify_every=facts.verify_every,
        effective_from=facts.effective_from,
        expires=facts.expires,
        pilot=facts.pilot,
        must_read=facts.must_read,
        minutes=page.minutes,
        steps=len(page.path_steps),
        runnable=page.runnable,
        warnings=len(page.problems),
        edited=edited,
        value=facts.value,
        moved_from=facts.moved_from,
    )
