"""Leaving the wrong play for the right one, with everything that was said."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from playbook.plays.model import Page, Question
from playbook.runs import refusals
from playbook.runs.acting import acting
from playbook.runs.drafts import keep_drafts
from playbook.runs.errors import RunError
from playbook.runs.fold import State
from playbook.runs.lifecycle import start
from playbook.runs.model import OpenRun, RunEvent
from playbook.runs.plan import Plan, plan_of
from playbook.runs.values import said


def switch(
    page: Page,
    run: OpenRun,
    seconds: float,
    to: Page,
    *,
    id: str,
    blob: str,
    started: str,
    commit: str = "",
    my_words: Mapping[str, str] | None = None,
) -> tuple[OpenRun, OpenRun]:
    """Return the run that is left, flagged as the wrong play, and the new one of `to` that goes on.

    Account, people, merge fields, notes and the call's time so far go along. An answer goes along where the
    new play asks the same question and offers the same answer; any other is kept as a note. Undo does not
    reach behind the switch.
    """
    act = acting(page, keep_drafts(page, run, seconds), seconds)
    act.allow(refusals.quiet(act.state))
    act.state.pass_time(act.seconds)
    if to.id == page.id and blob == run.blob:
        raise RunError(f"“{to.title}” is the play you are in. Pick another one.")
    old = act.add(RunEvent(act.seconds, "switched", act.here, text=to.id))
    new = start(
        to,
        id=id,
        rep=run.rep,
        started=started,
        blob=blob,
        commit=commit,
        mode=run.mode,
        channel=run.channel,
        direction=run.direction,
        account=run.account,
        opportunity=run.opportunity,
        deal_stage=run.deal_stage,
        amount=run.amount,
        currency=run.currency,
        contacts=act.state.people,
        triggers=run.triggers,
        fields=act.state.fields,
        my_words=my_words,
    )
    events = _carried(act.plan, act.state, plan_of(to))
    new = msgspec.structs.replace(
        new,
        switched_from=run.id,
        before=round(run.before + act.state.elapsed, 3),
        carried=len(events),
        events=events,
    )
    return old, new


def _carried(plan: Plan, state: State, to: Plan) -> tuple[RunEvent, ...]:
    events = []
    if state.connect:
        events.append(RunEvent(0.0, "connect", text=state.connect))
    for id_, given in state.answers.items():
        if id_ not in plan.questions:
            continue
        question, _ = plan.questions[id_]
        if (same := _same_question(plan, id_, to)) and _fits(question, to.questions[same][0], given.values):
            step = to.questions[same][1]
            events.append(RunEvent(0.0, "answer", step.id, same, values=given.values, by=given.by))
        else:
            events.append(RunEvent(0.0, "note", text=f"{question.text} {said(plan, id_, given)}"))
    events += [RunEvent(0.0, "note", text=note.text) for note in state.notes]
    return tuple(events)


def _same_question(plan: Plan, id_: str, to: Plan) -> str:
    """Return the question of the new play that asks the same: same id, else same words, or ""."""
    if id_ in to.questions:
        return id_
    words = plan.questions[id_][0].text.casefold()
    return next(
        (other for other, (question, _) in to.questions.items() if question.text.casefold() == words), ""
    )


def _fits(asked: Question, same: Question, values: tuple[str, ...]) -> bool:
    if "text" in (asked.choose, same.choose):
        return asked.choose == same.choose
    known = {answer.id for answer in same.answers}
    return known.issuperset(values) and (same.choose == "many" or len(values) == 1)
