"""What a rep does within one step of a call, in order: acts of the run's machine with their arguments."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from playbook.demo.answering import said_to
from playbook.demo.calls import Call
from playbook.plays.model import Page, Question, Step, Todo
from playbook.runs import machine
from playbook.runs.model import OpenRun
from playbook.runs.plan import plan_of
from playbook.runs.work import MY_WORDS

Act = tuple[Callable[..., OpenRun], tuple[Any, ...]]
"""A function of the machine, and what it gets after page, run and seconds."""

_OPENERS = ("new-warehouse", "new-logistics-head", "dock-hiring")
"""The events that the openers of the trigger-event call are for, in the page's order."""

_SLIPS = 0.04
"""How often a to-do is ticked by mistake first."""

_OWN_WORDS = 0.12
"""How often a rep says it in other words."""


def acts_in(
    step: Step, page: Page, call: Call, trigger: str, ticks: float, chance: random.Random
) -> list[Act]:
    """Return what is done in `step`: notices, wording, what was looked up, answers, to-dos.

    `trigger` is what brought the call about, `ticks` the share of to-dos that get ticked.
    """
    return [
        *((machine.acknowledge, ()) for _ in step.notices),
        *_wordings(step, trigger, chance),
        *_lookups(step, call),
        *(act for question in step.questions for act in _answer(question, page, call, chance)),
        *(act for todo in step.todos if chance.random() < ticks for act in _tick(step, todo, chance)),
    ]


def _tick(step: Step, todo: Todo, chance: random.Random) -> Iterator[Act]:
    """Tick a to-do; now and then a finger slips, and it is taken back and ticked again."""
    ticked: Act = (machine.tick, (step.id, todo.id))
    yield ticked
    if chance.random() < _SLIPS:
        yield machine.undo, ()
        yield ticked


def _wordings(step: Step, trigger: str, chance: random.Random) -> Iterator[Act]:
    for place, talk in enumerate(step.talk_tracks):
        if len(talk.texts) == len(_OPENERS) and trigger in _OPENERS:
            yield machine.reword, (place, _OPENERS.index(trigger))
        elif chance.random() < _OWN_WORDS:
            yield machine.reword, (place, MY_WORDS)


def _lookups(step: Step, call: Call) -> Iterator[Act]:
    for heard in call.heard:
        if step.id.startswith(heard.step):
            yield machine.opened, (heard.page, heard.words)
            yield machine.settle, (heard.settled, heard.page)
    for named, words in call.gaps.items():
        if step.id.startswith(named):
            yield machine.gap, (words,)
    for named, text in call.notes.items():
        if step.id.startswith(named):
            yield machine.note, (text,)


def _answer(question: Question, page: Page, call: Call, chance: random.Random) -> Iterator[Act]:
    values = said_to(question, call.said, chance)
    if not values:
        return
    yield machine.answer, (question.id, values)
    leads = plan_of(page).leads.get(question.id, {})
    offered = [leads[value].to for value in values if value in leads and not leads[value].moves]
    looked_up = {heard.page for heard in call.heard}
    if offered and offered[0].startswith("battlecards/") and offered[0] not in looked_up:
        yield machine.opened, (offered[0],)
        yield machine.settle, (chance.choice(("yes", "yes", "partly")), offered[0])
