"""Pages made by hand, and a rep who runs them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playbook.plays.model import (
    Answer,
    Block,
    Facts,
    Hint,
    Notice,
    Page,
    Prose,
    Question,
    Step,
    TalkTrack,
    Todo,
)
from playbook.records.model import Run
from playbook.runs import machine
from playbook.runs.finish import finish
from playbook.runs.model import OpenRun
from playbook.runs.views import RunView, StepView

STARTED = "2026-11-21T18:15:00.000Z"
ENDED = "2026-11-21T18:35:00.000Z"


def step(id_: str, *blocks: Block, **facts: Any) -> Step:
    return Step(id_, facts.pop("title", id_.replace("-", " ").capitalize()), blocks, **facts)


def question(id_: str, text: str, *answers: tuple[str, str, str], choose: str = "one") -> Question:
    return Question(id_, text, choose if answers else "text", tuple(Answer(*each) for each in answers))  # type: ignore[arg-type]


def page(*steps: Step, id_: str = "plays/discover/first-call", **facts: Any) -> Page:
    return Page(
        id=id_,
        path=f"{id_}.md",
        title=facts.pop("title", "First discovery call"),
        kind="play",
        facts=Facts(**facts),
        steps=steps,
        runnable=True,
    )


FORECAST = question(
    "find-the-cost/how-do-you-forecast-today",
    "How do you forecast today?",
    ("spreadsheets", "Spreadsheets", ""),
    ("acme-forecast", "Acme Forecast", "battlecards/acme-forecast"),
    ("they-dont", "They don't", "#qualify-out"),
)
COST = question("find-the-cost/what-does-a-wrong-forecast-cost-you", "What does a wrong forecast cost you?")

FIRST_CALL = page(
    step(
        "open",
        TalkTrack(("Hi, thanks for making the time.",)),
        Todo("confirm-how-long-they-have", "Confirm how long they have"),
        Todo("ask-who-else", "Ask who else should be here"),
        seconds=60,
        must=True,
    ),
    step(
        "find-the-cost",
        Hint("Silence works.", "Tip"),
        TalkTrack(("What happens when it is wrong?", "Who notices first?")),
        FORECAST,
        COST,
        Prose("See the table."),
        seconds=600,
    ),
    step("show-it", optional=True),
    step("send-the-study", by="marketing"),
    step(
        "agree-the-next-step",
        Notice("recording", "Say that the call is recorded.\nAlways."),
        TalkTrack(("Shall we put your own numbers to that on Thursday?",)),
        seconds=120,
        must=True,
    ),
    step("qualify-out", TalkTrack(("It sounds like this isn't the year.",)), branch=True, leads_to="#end"),
    step("background", reference=True),
    stage="discover",
    value="Leaves with a costed picture.",
    commitment="Introduces the person who owns the budget.",
)

PLAIN = page(step("a"), step("b"), step("c"), step("d"), step("e"), id_="plays/plain", title="Plain")


class Rep:
    """Runs a page: every act takes a second, unless `at` says when."""

    def __init__(self, page: Page = FIRST_CALL, **facts: Any) -> None:
        self.page = page
        self.at = 0.0
        begun = {"id": "0123456789abcdef", "rep": "lee", "started": STARTED, "blob": "b10b" * 10}
        self.run: OpenRun = machine.start(page, **{**begun, **facts})

    def __getattr__(self, act: str) -> Callable[..., Rep]:
        found = getattr(machine, act)

        def _do(*values: Any, at: float | None = None, **more: Any) -> Rep:
            self.at = self.at + 1 if at is None else at
            self.run = found(self.page, self.run, self.at, *values, **more)
            return self

        return _do

    @property
    def view(self) -> RunView:
        return machine.view(self.page, self.run, self.at)

    def step(self, id_: str) -> StepView:
        return next(line for line in self.view.steps if line.id == id_)

    @property
    def states(self) -> dict[str, str]:
        return {line.id: line.state for line in self.view.steps}

    def finish(self, result: str = "", at: float | None = None, **ending: Any) -> Run:
        self.at = self.at + 1 if at is None else at
        if result or ending:
            self.run = machine.set_ending(self.page, self.run, self.at, result=result or None, **ending)
        return finish(self.page, self.run, self.at, ENDED)


def outcome(run: Run) -> dict[str, str]:
    """Return each step's state, with its reason where there is one."""
    return {line.id: f"{line.state}: {line.reason}" if line.reason else line.state for line in run.steps}


def done(run: Run) -> list[str]:
    """Return the steps done, in their order, as the trace says."""
    return [step for _, step, event in run.trace if event == "done"]
