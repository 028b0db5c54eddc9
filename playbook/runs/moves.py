"""Acts that move the run: on, back, anywhere, short of time."""

from __future__ import annotations

from playbook.plays.model import END, Page
from playbook.runs import refusals
from playbook.runs.acting import acting
from playbook.runs.drafts import keep_drafts
from playbook.runs.errors import RunError
from playbook.runs.fold import State
from playbook.runs.model import EventKind, OpenRun, RunEvent
from playbook.runs.path import after_short, left_behind, onward


def finishes(state: State) -> bool:
    """Whether going on makes the step it stands in done (once more, where a loop led there again)."""
    return state.at not in state.done or state.arrived == "next"


def next_step(page: Page, run: OpenRun, seconds: float) -> OpenRun:
    """Return the run gone on: the step it stands in is done, and an answer's link is followed.

    What was left half typed in it is its answer. Raises RunError while a notice waits, and at the end.
    """
    act = acting(page, run, seconds)
    act.allow(refusals.next_step(act.plan, act.state))
    if run.drafts:
        act = acting(page, keep_drafts(page, run, seconds, act.here), seconds)
    to, led = onward(act.plan, act.state)
    kind: EventKind = "next" if finishes(act.state) else "pass"
    return act.add(RunEvent(act.seconds, kind, act.here, to=to, led=led))


def go_to(page: Page, run: OpenRun, seconds: float, step: str, because: str = "") -> OpenRun:
    """Return the run standing in another step, or at the end (`#end`).

    Required steps left behind are a detour, with `because` as its reason; never an error.
    """
    act = acting(page, run, seconds)
    act.allow(refusals.work(act.state))
    to = END if step == END else act.plan.step(step).id
    if to == act.state.at:
        raise RunError(
            f"The run stands in “{act.plan.title(to)}” already."
            if to != END
            else "The play is at its end already."
        )
    because = act.text(because, "reason") if because.strip() else ""
    before = set(left_behind(act.plan, act.state))
    left = tuple(id_ for id_ in left_behind(act.plan, act.state, to) if id_ not in before)
    return act.add(RunEvent(act.seconds, "go", act.here, to=to, text=because, values=left))


def back(page: Page, run: OpenRun, seconds: float) -> OpenRun:
    """Return the run back where it stood before; what was done stays done."""
    act = acting(page, run, seconds)
    act.allow(refusals.back(act.state))
    return act.add(RunEvent(act.seconds, "back", act.here, to=act.state.came[-1][0]))


def short(page: Page, run: OpenRun, seconds: float) -> OpenRun:
    """Return the run with only its `must` steps left, the other open ones skipped for “no time”."""
    act = acting(page, run, seconds)
    act.allow(refusals.short(act.plan, act.state))
    act.state.short = True  # the state is this act's own: asked as it will be
    return act.add(RunEvent(act.seconds, "short", act.here, to=after_short(act.plan, act.state)))
