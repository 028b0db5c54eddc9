"""What a screen shows of an open run: values, no rules."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from playbook.plays.model import Hint, Notice, Prose, Question, Step, TalkTrack, Todo
from playbook.records.model import Gap, Mode, Opened, TimedText
from playbook.runs.ending import Ending
from playbook.runs.pace import Pace
from playbook.runs.states import OpenState


class AnswerView(msgspec.Struct, frozen=True):
    """One answer a question offers."""

    id: str
    text: str
    number: int
    """1, 2, 3 … within the question: the digit that chooses it."""
    chosen: bool = False
    leads_to: str = ""
    """A step's id, `#end`, or the page to open."""
    lead_title: str = ""
    moves: bool = False
    """Going on goes there; otherwise `leads_to` is offered to be opened."""


class QuestionView(msgspec.Struct, frozen=True):
    """A question with what was answered."""

    question: Question
    answers: tuple[AnswerView, ...] = ()
    text: str = ""
    """For a text question: what was typed."""
    draft: str = ""
    """For a text question: what is being typed, or was left half typed."""
    by: str = ""
    """The contact who said it."""
    answered: bool = False


class TodoView(msgspec.Struct, frozen=True):
    """A to-do and whether it is ticked."""

    todo: Todo
    ticked: bool = False


class NoticeView(msgspec.Struct, frozen=True):
    """A notice and whether it was acknowledged."""

    notice: Notice
    acknowledged: bool = False


class TalkView(msgspec.Struct, frozen=True):
    """A talk track and which wording was said."""

    talk: TalkTrack
    place: int
    """Which talk track of the step this is, from 0."""
    used: str = ""
    """`alternative N`, `my words`, or not said."""
    my_words: str = ""
    """The rep's own wording of it, or empty."""

    @property
    def wordings(self) -> tuple[tuple[str, int | str, int], ...]:
        """All ways to say it, mine first: the text, what `reword` calls it, and its line in the file."""
        lines = (*self.talk.lines, *(self.talk.line for _ in self.talk.texts))
        found: list[tuple[str, int | str, int]] = [
            (text, place, lines[place]) for place, text in enumerate(self.talk.texts)
        ]
        return ((self.my_words, "my words", self.talk.line), *found) if self.my_words else tuple(found)

    @property
    def shown(self) -> int:
        """Which of `wordings` stands on the screen: the one said to be used, else the first."""
        for place, (_, name, _) in enumerate(self.wordings):
            if self.used == (name if isinstance(name, str) else f"alternative {name + 1}"):
                return place
        return 0


BlockView = TalkView | TodoView | QuestionView | NoticeView | Hint | Prose


class StepView(msgspec.Struct, frozen=True):
    """One line of the list of steps."""

    id: str
    title: str
    state: OpenState
    reason: str = ""
    current: bool = False
    on_path: bool = True
    """The answers given lead through it, and time allows it."""
    left_behind: bool = False
    """Required, still open, and the run stands further on."""
    required: bool = True
    optional: bool = False
    must: bool = False
    branch: bool = False
    by: str = "sales"
    seconds: float = 0.0
    time_box: int | None = None
    """Seconds."""
    todos_done: int = 0
    todos: int = 0
    answered: int = 0
    questions: int = 0


class Offer(msgspec.Struct, frozen=True):
    """A page that an answer, or the branch the run stands in, leads to: to be opened, not gone to."""

    page: str
    """Page id, with `#anchor` where one was given."""
    text: str
    """The answer's text, or the branch's title."""
    opened: bool = False


class Can(msgspec.Struct, frozen=True):
    """For each act why it is not possible now; an empty text where it is."""

    next: str = ""
    work: str = ""
    """Tick, answer, acknowledge, reword, go to."""
    skip: str = ""
    back: str = ""
    short: str = ""
    undo: str = ""
    park: str = ""
    resume: str = ""
    mark: str = ""
    """Mark, open, settle, gap, connect."""
    finish: str = ""


class RunView(msgspec.Struct, frozen=True):
    """Everything a screen shows of a run, at one moment."""

    id: str
    play: str
    title: str
    account: str
    opportunity: str
    mode: Mode
    connect: str
    """How the call was picked up; empty until it is said."""
    ask_connect: bool
    """A call before its first act: ask how it was picked up."""
    script: Step | None
    """What to say to a voicemail, when that picked up and the page has a section of that name."""
    over: bool
    """Only finishing is left: the end of the play, nobody reached, or left for another play."""
    at: str
    """The step it stands in; empty at the end."""
    step_title: str
    number: int
    """Which step of the path it stands in, from 1; 0 off the path and at the end."""
    of: int
    """How many steps the path has by the answers given (only `must` ones when short)."""
    steps: tuple[StepView, ...]
    blocks: tuple[BlockView, ...]
    """Of the step it stands in, in the page's order."""
    waiting: tuple[Notice, ...]
    """Notices that must be acknowledged before the step can be done."""
    can: Can
    next_to: str
    """Where going on leads: a step's id or `#end`; empty where it cannot go on."""
    next_title: str
    must_left: int
    left_behind: tuple[str, ...]
    """Ids of required steps that are open though the run stands further on."""
    offers: tuple[Offer, ...]
    seconds: float
    """Since the start, without parked time and what came after the end."""
    step_seconds: float
    time_box: int | None
    """Of the current step, in seconds."""
    short: bool
    parked: bool
    hung_up: bool
    """The conversation is over: no time runs, and only its end is to be said."""
    call_seconds: float
    """The whole conversation so far, with what it lasted in a play that was left for this one."""
    pace: Pace
    switched_to: str
    undo_label: str
    notes: tuple[TimedText, ...]
    marks: tuple[TimedText, ...]
    opened: tuple[Opened, ...]
    ask_settled: Opened | None
    """The objection read last, of which one may say whether it settled the matter, until the run goes on."""
    gaps: tuple[Gap, ...]
    wording: Mapping[str, str]
    people: tuple[str, ...]
    fields: Mapping[str, str]
    """Values of merge fields, answers (`answer.slug`) among them."""
    ending: Ending
    missing: tuple[str, ...]
    """What must still be said before it can be finished."""
