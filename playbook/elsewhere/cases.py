"""Rows of a log to cases, and a case to a run of a play: pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from playbook.clock import stamp
from playbook.elsewhere.mapping import ADDED
from playbook.ids import encode
from playbook.plays.model import Page
from playbook.plays.slug import slug
from playbook.records.model import COMPLETE, Imported, RunStep, StepState

LONGEST = 2_000
"""Events of one case that are kept; no conversation has more."""


class Happened(NamedTuple):
    """One row: somebody did something."""

    case: str
    at: datetime
    activity: str
    person: str = ""
    result: str = ""
    account: str = ""
    line: int = 0


class Words(NamedTuple):
    """What the log's words mean."""

    log: str
    activities: Mapping[str, str]
    results: Mapping[str, str]
    people: Callable[[str], str]
    """Turns a name of the log into a person's id, or leaves it."""
    by_activity: bool
    """Results stand among the activities: there is no column of them."""


def case_id(log: str, case: str) -> str:
    """Return the id of a case: made of its log and its own name, so that importing twice changes nothing."""
    text = f"{log}\0{case}"
    return encode(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).digest())


def imported(events: Sequence[Happened], words: Words, page: Page, blob: str) -> Imported:
    """Return one case as a run of `page` in the revision `blob`; `events` are its rows, at least one, in any order.

    Rows of one moment stay as they stand in the file. A step is done where an activity means it. What lies before the
    furthest step that was done is skipped, what lies after is not reached, unless the result says that the case came
    to its end: then it is skipped too. Branches not taken and optional steps are as in any run.
    """
    ordered = sorted(events, key=lambda one: one.at)[:LONGEST]
    first, last = ordered[0], ordered[-1]
    label = _label(ordered, words)
    result = words.results.get(label, "")
    trace: list[tuple[float, str, str]] = []
    passed_over = 0
    for one in ordered:
        meant = words.activities.get(one.activity, "")
        if not meant:
            passed_over += 1
            continue
        step = page.step(meant) if meant != ADDED else None
        name = step.id if step else slug(one.activity) or "something"
        trace.append(((one.at - first.at).total_seconds(), name, "done"))
    done = {step for _, step, _ in trace}
    return Imported(
        id=case_id(words.log, first.case),
        log=words.log,
        case=first.case,
        play=page.id,
        blob=blob,
        rep=words.people(next((one.person for one in reversed(ordered) if one.person), "")),
        started=stamp(first.at),
        ended=stamp(last.at),
        result=result,
        label=label,
        account=next((one.account for one in reversed(ordered) if one.account), ""),
        steps=_steps(page, done, complete=result in COMPLETE),
        trace=tuple(trace),
        passed_over=passed_over,
    )


def _label(ordered: Sequence[Happened], words: Words) -> str:
    if words.by_activity:
        return next((one.activity for one in reversed(ordered) if one.activity in words.results), "")
    return next((one.result for one in reversed(ordered) if one.result), "")


def _steps(page: Page, done: set[str], *, complete: bool) -> tuple[RunStep, ...]:
    steps = page.run_steps
    furthest = max((place for place, step in enumerate(steps) if step.id in done), default=-1)
    made = []
    for place, step in enumerate(steps):
        state: StepState = "done"
        if step.id not in done:
            state = (
                "not-taken"
                if step.branch
                else "not-reached"
                if place > furthest and not complete
                else "skipped"
                if step.required
                else "left-out"
            )
        made.append(RunStep(step.id, state, required=step.required and state != "not-taken"))
    return tuple(made)


def by_case(events: Iterable[Happened]) -> dict[str, list[Happened]]:
    """Return the rows of each case, in the order of the file."""
    found: dict[str, list[Happened]] = {}
    for one in events:
        found.setdefault(one.case, []).append(one)
    return found
