"""Holding a call of the demo: the run is driven act by act, as a rep's keys would drive it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playbook.demo.acts import acts_in
from playbook.demo.answering import has_said
from playbook.demo.calls import Call
from playbook.demo.customers import Customer
from playbook.demo.habits import Habit
from playbook.demo.shelf import Edition
from playbook.plays.model import Step
from playbook.runs import machine
from playbook.runs.acting import acting
from playbook.runs.model import OpenRun
from playbook.runs.plan import plan_of

_UNREACHED = {
    "no-answer": (18, 34),
    "voicemail": (38, 62),
    "gatekeeper": (45, 90),
    "wrong-person": (50, 100),
    "no-show": (300, 480),
    "rescheduled": (40, 80),
}
"""How many seconds it takes to reach nobody."""

_PICKED_UP = (4, 16)

_WITHOUT_A_BOX = 50
"""Seconds in a branch, which has no time box."""

BEFORE_DIALLING = "before-you-dial"
"""The step of the trigger-event call that is done before it rings, and only ticked during it."""

_OPTIONAL_LEFT = 0.5
"""How often an optional step is left out."""

_TICKED_ONLY = 9.0
"""Seconds in that step."""


@dataclass
class Holding:
    """A call while it is being held."""

    call: Call
    edition: Edition
    run: OpenRun
    customer: Customer
    habit: Habit
    chance: random.Random
    by_the_book: bool = False
    """The rep's own order and omissions are left aside, for once."""
    seconds: float = 0.0
    moments: dict[str, float] = field(default_factory=dict)
    """Step → the second in which its work was over: when feedback about it is typed."""
    _waits: list[float] = field(default_factory=list)

    def ring(self) -> None:
        """Let it ring, and say how it was picked up; a debrief asks for nothing of that."""
        if self.call.mode == "debrief":
            return
        low, high = _UNREACHED.get(self.call.connect, _PICKED_UP)
        self.wait(self.chance.uniform(low, high))
        self.act(machine.connect, self.call.connect)

    def talk(self) -> None:
        """Go through the play to its end, or to the step in which the conversation stops."""
        while here := acting(self.edition.page, self.run).here:
            step = plan_of(self.edition.page).steps[here]
            if _is(self.call.short, here):
                self.act(machine.short)
                continue
            self._change_order(step)
            reason = self._left_out(step)
            if reason is not None:
                self.wait(self.chance.uniform(2, 6))
                self.act(machine.skip, reason)
                continue
            self.visit(step)
            if _is(self.call.stop, here):
                return
            self._wait_on()
            self.act(machine.next_step)

    def visit(self, step: Step) -> None:
        """Do what there is to do in a step, within about its time; the second time nothing is left."""
        known = step.id in self.moments
        ticks, trigger = self.habit.ticks, self.customer.trigger
        acts = [] if known else acts_in(step, self.edition.page, self.call, trigger, ticks, self.chance)
        self._waits = self._times(step, len(acts))
        for act, arguments in acts:
            self._wait_on()
            self.act(act, *arguments)
        self.moments[step.id] = self.seconds

    def act(self, act: Callable[..., OpenRun], *arguments: Any, **named: Any) -> None:
        """Do one act on the run."""
        self.run = act(self.edition.page, self.run, self.seconds, *arguments, **named)

    def wait(self, seconds: float) -> None:
        """Let seconds pass."""
        self.seconds = round(self.seconds + seconds, 1)

    def _wait_on(self) -> None:
        if self._waits:
            self.wait(self._waits.pop(0))

    def _change_order(self, step: Step) -> None:
        """Do a later step before this one, where that is the rep's habit."""
        here, later = self.habit.first.get(self.call.play, ("", ""))
        left = any(_is(named, later) for named in (self.call.stop, *self.call.skips))
        if self.by_the_book or step.id != here or left:
            return
        self.wait(self.chance.uniform(3, 9))
        self.act(machine.go_to, later)
        self.visit(plan_of(self.edition.page).steps[later])
        self._wait_on()
        self.act(machine.tick, later)
        self.act(machine.go_to, here)

    def _left_out(self, step: Step) -> str | None:
        """Return the reason for leaving a step out; None where it is done."""
        for named, reason in self.call.skips.items():
            if _is(named, step.id):
                return reason
        if step.optional and not has_said(step, self.call.said):
            return "" if self.chance.random() < _OPTIONAL_LEFT else None
        leaves = self.habit.leaves.get(self.call.play) == step.id and self.call.result == "advance"
        return self.chance.choice(self.habit.reasons) if leaves and not self.by_the_book else None

    def _times(self, step: Step, acts: int) -> list[float]:
        """Return the waits before each act of a step, and after the last."""
        whole = (step.seconds or _WITHOUT_A_BOX) * self.habit.pace * self.chance.lognormvariate(0, 0.22)
        if self.call.mode == "debrief":
            whole = 4.0 + 4 * acts
        elif step.id == BEFORE_DIALLING:
            whole = _TICKED_ONLY
        shares = [0.35 + self.chance.random() for _ in range(acts + 1)]
        return [whole * share / sum(shares) for share in shares]


def _is(named: str, id_: str) -> bool:
    return bool(named) and id_.startswith(named)
