"""Debrief: a conversation logged afterwards, all steps at once."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from playbook.plays.model import Page
from playbook.runs import refusals
from playbook.runs.acting import acting
from playbook.runs.model import OpenRun, RunEvent
from playbook.runs.path import route
from playbook.runs.states import open_state
from playbook.runs.view import step_blocks
from playbook.runs.views import BlockView


class AllDone(msgspec.Struct, frozen=True):
    """What “all steps done” came to."""

    run: OpenRun
    done: tuple[str, ...]
    """Steps that it made done."""
    waiting: tuple[str, ...]
    """Steps left open because a notice in them must be acknowledged first."""


def every_block(page: Page, run: OpenRun) -> Mapping[str, tuple[BlockView, ...]]:
    """Return the blocks of every step, with what was ticked, answered and acknowledged."""
    act = acting(page, run)
    return {step.id: step_blocks(act.plan, act.state, step, run) for step in act.plan.steps.values()}


def all_done(page: Page, run: OpenRun, seconds: float) -> AllDone:
    """Return the run with every open step of the path done: those of sales that the answers lead through.

    Nobody acknowledges a notice by this: such a step stays open. Raises RunError where no step can be worked on.
    """
    act = acting(page, run, seconds)
    act.allow(refusals.work(act.state))
    way = route(act.plan, act.state.answers)
    done: list[str] = []
    waiting: list[str] = []
    for id_ in way:
        step = act.plan.steps[id_]
        if step.by != "sales" or open_state(act.plan, act.state, frozenset(way), step)[0] != "open":
            continue
        (waiting if refusals.finish_step(act.state, step) else done).append(id_)
    events = [RunEvent(act.seconds, "done", id_) for id_ in done]
    return AllDone(act.add(*events) if events else run, tuple(done), tuple(waiting))
