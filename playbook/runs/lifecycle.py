"""Acts on the run as a whole: start, connect, undo, park, resume, switch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playbook.plays.model import Page
from playbook.records.model import Mode
from playbook.runs import refusals
from playbook.runs.acting import acting
from playbook.runs.drafts import keep_drafts
from playbook.runs.errors import RunError
from playbook.runs.model import OpenRun, RunEvent
from playbook.runs.plan import plan_of
from playbook.text import nearest


def start(
    page: Page,
    *,
    id: str,
    rep: str,
    started: str,
    blob: str,
    commit: str = "",
    mode: Mode = "call",
    channel: str = "",
    direction: str = "",
    account: str = "",
    opportunity: str = "",
    deal_stage: str = "",
    amount: float | None = None,
    currency: str = "",
    contacts: Sequence[str] = (),
    triggers: Sequence[str] = (),
    variant: str = "",
    fields: Mapping[str, str] | None = None,
    my_words: Mapping[str, str] | None = None,
    left_out: Sequence[str] = (),
) -> OpenRun:
    """Return a run of `page` in the revision `blob` that has just begun, in its first step.

    `started` is the wall clock's stamp; `left_out` are steps that the rep leaves out of this call: they can be gone
    to all the same, and not all of the path can be left out. Raises RunError for a page without steps.
    """
    plan = plan_of(page)
    if not plan.main:
        raise RunError(f"“{page.title}” has no steps, so it cannot be run. Open it to read.")
    return OpenRun(
        id=id,
        play=page.id,
        title=page.title,
        path=page.path,
        blob=blob,
        started=started,
        rep=rep,
        commit=commit,
        mode=mode,
        channel=channel,
        direction=direction,
        account=account,
        opportunity=opportunity,
        deal_stage=deal_stage,
        amount=amount,
        currency=currency,
        contacts=tuple(contacts),
        triggers=tuple(triggers),
        variant=variant or page.facts.variant,
        fields=dict(fields or {}),
        my_words=dict(my_words or {}),
        left_out=tuple(id_ for id_ in plan.steps if id_ in left_out)
        if set(plan.main) - set(left_out)
        else (),
    )


def connect(page: Page, run: OpenRun, seconds: float, how: str) -> OpenRun:
    """Return the run with how the call was picked up; all but `connected` leave only finishing it."""
    act = acting(page, run, seconds)
    act.allow(refusals.quiet(act.state))
    if how not in refusals.HOW:
        near = nearest(how, refusals.HOW) or list(refusals.HOW)
        raise RunError(f"“{how}” does not say how the call was picked up. Did you mean {' or '.join(near)}?")
    if how == act.state.connect:
        raise RunError(f"It says {refusals.HOW[how]} already.")
    if how != "connected" and act.state.worked:
        raise RunError(
            "Steps were worked on in this call, so somebody was reached. "
            f"Undo them before saying {refusals.HOW[how]}."
        )
    return act.add(RunEvent(act.seconds, "connect", act.here, text=how))


def undo(page: Page, run: OpenRun, seconds: float) -> OpenRun:
    """Return the run with the newest act taken back; again takes back the one before. The trace keeps all."""
    act = acting(page, run, seconds)
    last = act.state.undoes
    act.allow(refusals.undo(act.state))
    assert last is not None  # or it would have been refused
    return act.add(RunEvent(act.seconds, "undo", last.step, last.kind))


def park(page: Page, run: OpenRun, seconds: float) -> OpenRun:
    """Return the run parked: its time stands still until it is resumed."""
    act = acting(page, run, seconds)
    act.allow(refusals.park(act.state))
    return act.add(RunEvent(act.seconds, "park", act.here))


def hang_up(page: Page, run: OpenRun, seconds: float, at: str = "") -> OpenRun:
    """Return the run with the conversation over, `at` this stamp of the wall clock: its time stands.

    What was left half typed becomes an answer. How it went is said afterwards; `resume` goes on with the call.
    """
    act = acting(page, keep_drafts(page, run, seconds), seconds)
    act.allow(refusals.hang_up(act.state))
    return act.add(RunEvent(act.seconds, "hang-up", act.here, text=at))


def resume(page: Page, run: OpenRun, seconds: float) -> OpenRun:
    """Return the run taken up again, parked or over: time goes on."""
    act = acting(page, run, seconds)
    act.allow(refusals.resume(act.state))
    return act.add(RunEvent(act.seconds, "resume", act.here))
