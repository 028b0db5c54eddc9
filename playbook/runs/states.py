"""The state of each step: while the run is open, and as it ends up in the record."""

from __future__ import annotations

from typing import Literal

from playbook.plays.model import Step
from playbook.records.model import ENDED_HERE, RunStep, StepState
from playbook.runs.fold import State
from playbook.runs.path import NO_TIME, no_time, route
from playbook.runs.plan import Plan

OpenState = StepState | Literal["open"]


def open_state(plan: Plan, state: State, way: frozenset[str], step: Step) -> tuple[OpenState, str]:
    """Return the state of `step` in an open run, and its reason.

    done, skipped (required, for a reason), left-out (optional or somebody else's), not-taken (the answers
    lead past it), or open. `way` is the route as a set.
    """
    if step.id in state.done:
        return "done", ""
    if step.id in state.skipped:
        return ("skipped" if step.required else "left-out"), state.skipped[step.id]
    if step.id not in way and step.id != state.at and (step.branch or step.id in plan.places):
        return "not-taken", ""
    if step.id in plan.places and no_time(state, step):
        return ("skipped" if step.required else "left-out"), NO_TIME
    return "open", ""


def final_steps(plan: Plan, state: State, *, censored: bool) -> tuple[RunStep, ...]:
    """Return how every step of the play ended, in the file's order.

    What was not done lies before the furthest step reached (skipped, or left out where it may be), or
    after it: "not-reached" when the run is `censored` (its result is neither advance nor closed).
    Steps that the answers lead past, and branches never entered, are "not-taken".
    """
    way = frozenset(route(plan, state.answers))
    furthest = _furthest(plan, state)
    found = []
    for step in plan.steps.values():
        beyond = censored and plan.order[step.id] > furthest
        outcome, reason = _final(plan, state, way, step, beyond)
        if outcome == "skipped" and not reason and censored and step.id == state.at and state.on_call:
            reason = ENDED_HERE
        found.append(
            RunStep(
                id=step.id,
                state=outcome,
                reason=reason,
                seconds=round(state.spent.get(step.id, 0.0), 3),
                required=step.required and outcome != "not-taken",
                todos=tuple(todo.id for todo in step.todos if todo.id in state.ticked.get(step.id, ())),
            )
        )
    return tuple(found)


def _final(plan: Plan, state: State, way: frozenset[str], step: Step, beyond: bool) -> tuple[StepState, str]:
    if not state.connected:
        return ("not-taken" if step.branch else "not-reached"), ""
    outcome, reason = open_state(plan, state, way, step)
    if step.branch and outcome in ("open", "not-taken"):
        return ("left-out" if _visited(state, step) else "not-taken"), ""
    if outcome == "not-taken":
        return ("not-reached" if beyond else "not-taken"), ""
    if outcome != "open":
        return outcome, reason
    if beyond:
        return "not-reached", ""
    return ("skipped" if step.required else "left-out"), state.left.get(step.id, "")


def _visited(state: State, step: Step) -> bool:
    return step.id == state.at or step.id in state.entered or step.id in state.worked


def _furthest(plan: Plan, state: State) -> int:
    """Return the place in the file of the furthest step of the path that the run reached; -1 for none."""
    if not state.connected:
        return -1
    reached = state.entered | state.worked | {state.at}
    return max((plan.order[id_] for id_ in reached if id_ in plan.places), default=-1)
