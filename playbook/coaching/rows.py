"""Runs and figures as other programs read them: the keys of `runs list`, `runs show` and `coach …`."""

from __future__ import annotations

from typing import Any

import msgspec

from playbook.coaching.figures import StepFigures
from playbook.coaching.people import PersonFigures
from playbook.coaching.plausibility import filled_in_afterwards
from playbook.coaching.runs import RunRow


def row(one: RunRow) -> dict[str, Any]:
    """Return one object of `runs list`, with the keys of cli.md (and `redacted`, `kept`)."""
    run, against = one.run, one.adherence
    return {
        "id": run.id,
        "play": run.play,
        "title": run.title,
        "blob": run.blob,
        "rep": one.rep,
        "account": run.account,
        "opportunity": run.opportunity,
        "mode": run.mode,
        "connect": "" if one.redacted else run.connect,
        "started": run.started,
        "ended": run.ended,
        "seconds": run.seconds,
        "result": run.result,
        "commitment": run.commitment,
        "steps_done": one.steps_done,
        "steps_skipped": one.steps_skipped,
        "steps_not_reached": one.steps_not_reached,
        "out_of_order": against.out_of_order if against else 0,
        "repeated": against.repeated if against else 0,
        "added": against.added if against else 0,
        "variant": run.variant,
        "private": one.private,
        "cut_short": run.cut_short,
        "wrong_play": run.wrong_play,
        "corrected": one.corrected,
        "redacted": one.redacted,
        "kept": {what: kept.state for what, kept in one.kept},
    }


def details(one: RunRow) -> dict[str, Any]:
    """Return the object of `runs show`: the row, every step, the trace, and what was said."""
    run = one.run
    afterwards = filled_in_afterwards(run)
    steps = []
    for step, outcome in zip(run.steps, one.outcomes, strict=True):
        prefix = f"{step.id}/"
        said = [answer for answer in run.answers if answer.question.startswith(prefix)]
        steps.append(
            {
                "id": step.id,
                "state": step.state,
                "outcome": outcome,
                "reason": step.reason,
                "seconds": step.seconds,
                "required": step.required,
                "todos": list(step.todos),
                "answers": msgspec.to_builtins(said),
                "filled_in_afterwards": step.id in afterwards,
            }
        )
    fitness = one.adherence.fitness if one.adherence else None
    return row(one) | {
        "steps": steps,
        "trace": [list(entry) for entry in run.trace],
        "answers": msgspec.to_builtins(run.answers),
        "notes": msgspec.to_builtins(run.notes),
        "marks": msgspec.to_builtins(run.marks),
        "opened": msgspec.to_builtins(run.opened),
        "gaps": msgspec.to_builtins(run.gaps),
        "wording": dict(run.wording),
        "next": run.next,
        "next_date": run.next_date,
        "result_until": run.result_until,
        "commitment_by": run.commitment_by,
        "exit_proof": run.exit_proof,
        "commit": run.commit,
        "channel": run.channel,
        "direction": run.direction,
        "deal_stage": run.deal_stage,
        "amount": run.amount,
        "currency": run.currency,
        "contacts": list(run.contacts),
        "triggers": list(run.triggers),
        "fitness": fitness,
    }


def step_row(step: StepFigures) -> dict[str, Any]:
    """Return one object of `coach team` and `coach play`, with the keys of cli.md; seconds are durations."""
    return {
        "play": step.play,
        "step": step.step,
        "reached": step.reached,
        "done": step.done,
        "skipped": step.skipped,
        "not_reached": step.not_reached,
        "reasons": dict(step.reasons),
        "median_seconds": step.median_seconds,
        "p90_seconds": step.p90_seconds,
        "minutes": step.minutes,
        "title": step.title,
        "required": step.required,
        "left_out": step.left_out,
        "unfinished": step.unfinished,
        "not_taken": step.not_taken,
        "filled_in_afterwards": step.filled_in,
        "reps_reached": len(step.reps_reached),
        "reps_skipped": len(step.reps_skipped),
    }


def person_rows(figures: PersonFigures) -> list[dict[str, Any]]:
    """Return the objects of `coach person`: one per step, with `n` and the ids of the `runs` of its play."""
    by_play: dict[str, list[str]] = {}
    for one in figures.runs:
        by_play.setdefault(one.play, []).append(one.id)
    return [step_row(step) | {"n": figures.n, "runs": by_play.get(step.play, [])} for step in figures.steps]
