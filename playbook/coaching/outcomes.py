"""What became of each step of a finished run, read from its record alone, with the rules of censoring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from playbook.coaching.adherence import Adherence, adherence
from playbook.records.model import COMPLETE, ENDED_HERE, TAKEN_BACK, Run, RunStep

Outcome = Literal["done", "skipped", "left-out", "unfinished", "not-reached", "not-taken"]
"""As the state of a step; `unfinished`: the conversation ended in it."""

DONE = "done"
"""The event of the trace that says a step was done."""


def counts_as_run(run: Run) -> bool:
    """Return whether `run` is one of the play's: somebody was reached, and it was the right play.

    Looking through a play beforehand (prep) is none.
    """
    return run.connect == "connected" and not run.wrong_play and run.mode != "prep"


def is_censored(run: Run) -> bool:
    """Return whether steps after the furthest one reached say nothing about the run."""
    return run.result not in COMPLETE


def outcomes(run: Run) -> tuple[Outcome, ...]:
    """Return what became of each step, in the play's order (as `run.steps`).

    Where the call reached nobody, no step was. Otherwise a required step that was left is skipped, unless
    the run is censored before it. A run whose result was corrected is judged by the corrected one.
    """
    if run.connect != "connected":
        return tuple("not-taken" if step.state == "not-taken" else "not-reached" for step in run.steps)
    censored = is_censored(run)
    if not censored:  # most runs that are counted: nothing has to be looked for
        return tuple(
            step.state if step.state in ("done", "not-taken") else "skipped" if step.required else "left-out"
            for step in run.steps
        )
    furthest = _furthest(run)
    return tuple(_outcome(step, place, furthest) for place, step in enumerate(run.steps))


def _outcome(step: RunStep, place: int, furthest: int) -> Outcome:
    if step.state in ("done", "not-taken"):
        return step.state
    if step.reason == ENDED_HERE or (place == furthest and not step.reason and step.seconds > 0):
        return "unfinished"
    if step.state == "not-reached" or (place > furthest and not step.reason):
        return "not-reached"
    return "skipped" if step.required else "left-out"


def _furthest(run: Run) -> int:
    """Return the place of the furthest step that was done, decided on or stood in; -1 for none."""
    touched = {step for _, step, event in run.trace if not event.startswith(TAKEN_BACK)}
    reached = (
        place
        for place, step in enumerate(run.steps)
        if step.state == "done" or step.reason or step.seconds > 0 or step.id in touched
    )
    return max(reached, default=-1)


def required_path(run: Run, found: Sequence[Outcome] | None = None) -> tuple[str, ...]:
    """Return the steps a run is held against: required, on the path, and reached.

    `found` are its outcomes, where they are known already.
    """
    return tuple(
        step.id
        for step, outcome in zip(run.steps, outcomes(run) if found is None else found, strict=True)
        if step.required and outcome in ("done", "skipped")
    )


def order_done(run: Run) -> tuple[str, ...]:
    """Return the steps in the order they were done, repetitions included, without optional ones.

    What was undone is not there. A debrief was filled in afterwards: it tells which, not in which order.
    """
    state = {step.id: step for step in run.steps}
    done = [step.id for step in run.steps if step.state == "done" and step.required]
    if run.mode == "debrief":
        return tuple(done)
    traced = [
        step
        for _, step, event in run.trace
        if event == DONE and (step not in state or (state[step].required and state[step].state == "done"))
    ]
    for place, step in enumerate(done):
        if step not in traced:
            before = traced.index(done[place - 1]) + 1 if place else 0
            traced.insert(before, step)
    return tuple(traced)


def run_adherence(run: Run, found: Sequence[Outcome] | None = None) -> Adherence | None:
    """Return how `run` went against its play; None where it says nothing about that.

    `found` are its outcomes, where they are known already.
    It does not when nobody was reached, it was the wrong play, or only a look through it beforehand.
    """
    if not counts_as_run(run):
        return None
    return adherence(required_path(run, found), order_done(run))


def count(found: Sequence[Outcome], *wanted: Outcome) -> int:
    """Return how many of the outcomes are one of `wanted`."""
    return sum(outcome in wanted for outcome in found)
