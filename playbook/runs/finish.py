"""From an open run to its record: the run, and the touch that counts as having reached out."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from playbook.clock import parse_stamp, stamp
from playbook.plays.model import Page
from playbook.records.customers import Connect, Touch
from playbook.records.model import COMPLETE, MAX_LINE, Audience, Run, RunAnswer, TimedText
from playbook.runs.acting import Acting, acting
from playbook.runs.drafts import keep_drafts
from playbook.runs.ending import ending, missing
from playbook.runs.errors import RunError
from playbook.runs.fold import State
from playbook.runs.model import OpenRun
from playbook.runs.states import final_steps
from playbook.runs.trace import Entry, trace
from playbook.runs.work import MY_WORDS

_ROOM = 2_000
"""Bytes of a line that are not the run's: journal, clock, checksum."""

_KEPT_WHEN_LONG = ("start", "enter", "go", "back", "end", "done", "skip", "short", "finish")


def finish(page: Page, run: OpenRun, seconds: float, ended: str) -> Run:
    """Return the record of `run`, finished at `seconds` since it began and at the wall clock's stamp `ended`.

    Parked time, and time after it was over, is in the trace, in no duration. What was left half typed is recorded
    as an answer. Raises RunError while something must still be said.
    """
    act = acting(page, keep_drafts(page, run, seconds), seconds)
    if reasons := missing(run, act.state):
        raise RunError(" ".join(reasons))
    return record(act, ended)


def record(act: Acting, ended: str) -> Run:
    """Return what would be recorded now, complete or not."""
    run, state = act.run, act.state
    state.pass_time(act.seconds)
    said = ending(state)
    made = Run(
        id=run.id,
        play=run.play,
        title=run.title,
        blob=run.blob,
        started=run.started,
        ended=_ended(run, state.hung_up or ended, state.elapsed),
        seconds=round(state.elapsed, 3),
        rep=run.rep,
        commit=run.commit,
        mode=run.mode,
        connect=msgspec.convert(state.connect or "connected", Connect),
        channel=run.channel,
        direction=run.direction,
        account=run.account,
        opportunity=run.opportunity,
        deal_stage=run.deal_stage,
        amount=run.amount,
        currency=run.currency,
        contacts=state.people,
        triggers=run.triggers,
        variant=run.variant,
        trace=trace(act.plan, run, act.seconds),
        steps=final_steps(act.plan, state, censored=said.result not in COMPLETE),
        answers=tuple(
            RunAnswer(id_, state.answers[id_].values, state.answers[id_].by)
            for id_ in act.plan.questions
            if id_ in state.answers
        ),
        opened=tuple(state.opened),
        gaps=tuple(state.gaps),
        notes=(*state.notes, *([TimedText(act.seconds, said.note)] if said.note else [])),
        marks=tuple(state.marks),
        wording=wording(run, state),
        result=said.result,
        result_until=said.result_until,
        commitment=said.commitment,
        commitment_by=said.commitment_by,
        exit_proof=said.exit_proof,
        next=said.next,
        next_date=said.next_date,
        cut_short=said.cut_short,
        wrong_play=state.switched_to is not None,
    )
    return _fitting(made)


def wording(run: OpenRun, state: State) -> dict[str, str]:
    """Return which wording of each talk track was said: the one chosen, else my words where the step was done."""
    mine = {place: MY_WORDS for place in run.my_words if place.rpartition("/")[0] in state.done}
    return {**mine, **state.wording}


def _fitting(run: Run) -> Run:
    """Return `run` with a trace short enough for a line: an endless one keeps only moves and steps done."""
    if len(msgspec.json.encode(run)) <= MAX_LINE - _ROOM:
        return run
    kept: tuple[Entry, ...] = tuple(entry for entry in run.trace if entry[2] in _KEPT_WHEN_LONG)
    return msgspec.structs.replace(run, trace=kept)


def audience(private: bool) -> Audience:
    """Return who may read a run: the rep and the managers above, or nobody else at all."""
    return "self" if private else "line"


def touches(run: Run) -> tuple[Touch, ...]:
    """Return what counts as having reached out: one touch for each contact, or one for the account.

    None without an account, for prep, and for a run that was left for another play, which has its own.
    """
    if not run.account or run.mode == "prep" or run.wrong_play:
        return ()
    day = parse_stamp(run.started).date().isoformat()
    return tuple(
        Touch(run.account, contact, run.channel, run.connect, day, run.id)
        for contact in run.contacts or ("",)
    )


def _ended(run: OpenRun, said: str, seconds: float) -> str:
    """Return when the call was over: as the wall clock `said`, unless it jumped back to before the call began."""
    return said if said >= run.started else stamp(parse_stamp(run.started) + timedelta(seconds=seconds))
