"""A page as a run needs it: steps, questions and links found by id at once, made once per page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from playbook.plays.model import DEFAULT_SIDE, END, Answer, Notice, Page, Question, Step, Todo
from playbook.runs.errors import RunError, UnknownPartError
from playbook.runs.model import Given
from playbook.text import nearest


class Lead(msgspec.Struct, frozen=True):
    """Where a link goes: a step (or the end) to move to, or something to open."""

    to: str
    """A step's id, `#end`, or a page's id with `#anchor` where one was given."""
    moves: bool
    """Going on goes there; otherwise it is offered to be opened."""
    title: str
    """The step's title; for the end and other pages, empty."""


class Plan:
    """The lookups of one page; as frozen as the page it was made of."""

    __slots__ = (
        "leading",
        "leads",
        "main",
        "order",
        "page",
        "parts",
        "places",
        "questions",
        "steps",
        "texts",
        "way",
        "what_follows",
    )

    def __init__(self, page: Page) -> None:
        self.page = page
        self.steps: dict[str, Step] = {}
        for step in page.run_steps:
            self.steps.setdefault(step.id, step)
        self.order = {id_: index for index, id_ in enumerate(self.steps)}
        ahead = [step for step in self.steps.values() if not step.branch]
        ours = [step for step in ahead if step.by == DEFAULT_SIDE] or ahead
        self.main = tuple(step.id for step in ours)
        """The path when no answer leads elsewhere: somebody else's steps are listed, not walked."""
        self.places = {id_: index for index, id_ in enumerate(self.main)}
        self.questions: dict[str, tuple[Question, Step]] = {
            question.id: (question, step) for step in self.steps.values() for question in step.questions
        }
        self.parts = {
            id_: (len(step.todos), tuple(question.id for question in step.questions))
            for id_, step in self.steps.items()
        }
        """Steps → how many to-dos they have, and their questions."""
        self.texts = {
            id_: {answer.id: answer.text for answer in question.answers}
            for id_, (question, _) in self.questions.items()
        }
        """Questions → their answers, in words."""
        self.leads: dict[str, dict[str, Lead]] = {}
        for question, _ in self.questions.values():
            found = {answer.id: self._lead(answer.leads_to) for answer in question.answers}
            if kept := {id_: lead for id_, lead in found.items() if lead is not None}:
                self.leads[question.id] = kept
        self.leading: dict[str, list[tuple[str, dict[str, Lead]]]] = {}
        """Steps → their questions whose answers lead somewhere: of most steps there is none."""
        for id_, kept in self.leads.items():
            self.leading.setdefault(self.questions[id_][1].id, []).append((id_, kept))
        self.what_follows: dict[str, Lead] = {}
        """Where each branch goes when it is done, for those that say so."""
        for step in self.steps.values():
            if step.branch and (lead := self._lead(step.leads_to)) is not None:
                self.what_follows[step.id] = lead

        self.way: tuple[dict[str, Given], tuple[str, ...]] | None = None
        """The route that was worked out last, and the answers it was for (`playbook.runs.path`)."""

    def _lead(self, leads_to: str) -> Lead | None:
        if not leads_to:
            return None
        if leads_to.startswith(f"{self.page.id}#"):
            leads_to = leads_to[len(self.page.id) :]
        if leads_to == END:
            return Lead(END, True, "")
        if not leads_to.startswith("#"):
            return Lead(leads_to, False, "")
        step = self.page.step(leads_to[1:])
        if step is not None and step.id in self.steps:
            return Lead(step.id, True, step.title)
        return Lead(self.page.id + leads_to, False, step.title if step else "")

    def led_by(self, step: Step, answers: Mapping[str, Given]) -> tuple[str, int]:
        """Return where the newest answer in `step` that leads to a step moves, and its order; or ("", -1)."""
        best, order = "", -1
        for question, leads in self.leading.get(step.id, ()):
            given = answers.get(question)
            if given is None or given.order <= order:
                continue
            for value in given.values:
                lead = leads.get(value)
                if lead is not None and lead.moves and lead.to != step.id:
                    best, order = lead.to, given.order
                    break
        return best, order

    def first(self, left_out: Sequence[str]) -> str:
        """Return the step a run begins in: the first of the path that was not left out beforehand."""
        return next((id_ for id_ in self.main if id_ not in left_out), self.main[0])

    def title(self, id_: str) -> str:
        """Return a step's title, or what the end is called."""
        step = self.steps.get(id_)
        return step.title if step is not None else "the end" if id_ == END else id_

    def step(self, name: str) -> Step:
        """Return the step of that id (with or without `#`, or moved); raises UnknownPartError or RunError."""
        id_ = name.removeprefix("#")
        found = self.steps.get(id_) or self.page.step(id_)
        if found is None:
            raise UnknownPartError("step", name, nearest(id_, self.steps))
        if found.id not in self.steps:
            raise RunError(
                f"“{found.title}” is background reading, not a step. Open it from the page instead."
            )
        return found

    def question(self, name: str, at: str = "") -> tuple[Question, Step]:
        """Return a question and its step by `step/question`, or `question` where that is unambiguous."""
        found = self.questions.get(name) or self.questions.get(f"{at}/{name}")
        if found is None and "/" in name:
            head, _, tail = name.partition("/")
            moved = self.page.step(head)
            found = self.questions.get(f"{moved.id}/{tail}") if moved else None
        if found is None:
            alike = [id_ for id_ in self.questions if id_.rpartition("/")[2] == name]
            if len(alike) > 1:
                raise RunError(f"“{name}” could be {' or '.join(alike)}. Name the step too.")
            if not alike:
                raise UnknownPartError("question", name, nearest(name, self.questions))
            found = self.questions[alike[0]]
        return found

    def todo(self, step: Step, name: str) -> Todo:
        """Return a to-do of `step` by id or by its text; raises UnknownPartError."""
        folded = name.casefold()
        for todo in step.todos:
            if todo.id == name or todo.text.casefold() == folded:
                return todo
        raise UnknownPartError("to-do", name, nearest(name, [todo.id for todo in step.todos]))

    def notice(self, name: str, at: str = "") -> tuple[Notice, Step]:
        """Return a notice and its step by `step/notice`, or by `notice` here, else where it comes first."""
        everywhere = [(notice, step) for step in self.steps.values() for notice in step.notices]
        everywhere.sort(key=lambda pair: pair[1].id != at)
        for notice, step in everywhere:
            if name in (notice.id, f"{step.id}/{notice.id}"):
                return notice, step
        raise UnknownPartError("notice", name, nearest(name, [notice.id for notice, _ in everywhere]))


def answer_of(question: Question, name: str) -> Answer:
    """Return one of a question's answers by id, by number or by text; raises UnknownPartError."""
    for answer in question.answers:
        if answer.id == name:
            return answer
    folded = name.strip().casefold()
    for answer in question.answers:
        if answer.text.casefold() == folded:
            return answer
    if folded.isdecimal() and 1 <= int(folded) <= len(question.answers):
        return question.answers[int(folded) - 1]
    raise UnknownPartError("answer", name, nearest(name, [answer.id for answer in question.answers]))


_plans: dict[int, Plan] = {}
_KEPT = 8


def plan_of(page: Page) -> Plan:
    """Return the plan of `page`, made once for as long as it is in use."""
    key = id(page)
    plan = _plans.get(key)
    if plan is None or plan.page is not page:
        for oldest in list(_plans)[: 1 - _KEPT]:  # a copy: workers fold runs too
            _plans.pop(oldest, None)
        plan = _plans[key] = Plan(page)
    return plan
