"""Why an act is not possible now: the same sentence for the screen that asks and the act that refuses."""

from __future__ import annotations

from playbook.plays.model import END, Notice, Step
from playbook.runs.fold import State
from playbook.runs.plan import Plan
from playbook.text import first_words

HOW = {
    "connected": "connected",
    "no-answer": "no answer",
    "voicemail": "voicemail",
    "gatekeeper": "gatekeeper",
    "wrong-person": "wrong person",
    "no-show": "no-show",
    "rescheduled": "rescheduled",
}
"""How a call was picked up, in words."""


def quiet(state: State) -> str:
    """Return why nothing at all can be done in the run now, or ""."""
    if state.switched_to is not None:
        return "This run was left for another play. Go on with that one, or finish this one as it is."
    if state.parked:
        return "This run is parked. Resume it first."
    return ""


def work(state: State) -> str:
    """Return why no step can be worked on now, or ""."""
    if not state.connected:
        return (
            f"Nobody was reached ({HOW.get(state.connect, state.connect)}), so there is no step to work on. "
            "Undo that, or say that you are connected."
        )
    return quiet(state)


def unacknowledged(state: State, step: Step) -> tuple[Notice, ...]:
    """Return the notices of `step` that still hold it up."""
    return tuple(notice for notice in step.notices if (step.id, notice.id) not in state.acknowledged)


def finish_step(state: State, step: Step) -> str:
    """Return why `step` cannot be done now although the run can be worked on, or ""."""
    if waiting := unacknowledged(state, step):
        return f"“{step.title}” has a notice to acknowledge first: {first_words(waiting[0].text)}"
    return ""


def next_step(plan: Plan, state: State) -> str:
    """Return why the run cannot go on from where it stands, or ""."""
    if reason := work(state):
        return reason
    if state.at == END:
        return "The play is at its end. Finish the run, or go back."
    return "" if state.at in state.done else finish_step(state, plan.steps[state.at])


def skip(state: State, step: Step | None) -> str:
    """Return why `step` cannot be skipped now, or ""."""
    if reason := work(state):
        return reason
    if step is None:
        return "The play is at its end: there is no step to skip."
    if step.id in state.done:
        return f"“{step.title}” is done already. Undo that first if it was not."
    return ""


def back(state: State) -> str:
    """Return why there is no way back, or ""."""
    return work(state) or ("" if state.came else "This is where the run began.")


def short(plan: Plan, state: State) -> str:
    """Return why the call cannot be made short, or ""."""
    if reason := work(state):
        return reason
    if state.short:
        return "The call is short already: only the must steps are left. Undo brings the others back."
    if not any(plan.steps[id_].must for id_ in plan.main):
        return (
            "No step of this play is marked must, so none would be left. "
            "Skip steps one by one, or end the run."
        )
    return ""


def undo(state: State) -> str:
    """Return why nothing can be undone now, or ""."""
    return quiet(state) or ("" if state.undoes else "Nothing has been done yet that could be undone.")


def park(state: State) -> str:
    """Return why the run cannot be parked, or ""."""
    return "This run is parked already." if state.parked else quiet(state)


def hang_up(state: State) -> str:
    """Return why the call cannot be over now, or ""."""
    return "This call is over already." if state.hung_up is not None else ""


def resume(state: State) -> str:
    """Return why the run cannot be resumed, or ""."""
    return "" if state.parked or state.hung_up is not None else "This run is not parked."
