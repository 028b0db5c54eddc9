"""Answers and notes that are being typed: kept with the open run, so that nothing typed is lost."""

from __future__ import annotations

import msgspec

from playbook.plays.model import Page
from playbook.runs import refusals
from playbook.runs.acting import MAX_TEXT, Acting, acting
from playbook.runs.errors import RunError
from playbook.runs.model import OpenRun, RunEvent
from playbook.text import first_words

NOTE = ":note"
"""Where a note that is being written stands among the drafts: no question has such an id, so it becomes a note."""


def note_begun(run: OpenRun) -> str:
    """Return what has been written of a note that was not saved yet."""
    return run.drafts.get(NOTE, "")


def begin_note(run: OpenRun, text: str) -> OpenRun:
    """Return the run with `text` as what has been written of a note so far; an empty one drops it.

    No act, as with a half typed answer. What is longer than a note may be is kept as far as one goes.
    """
    text = text[:MAX_TEXT] if text.strip() else ""
    if note_begun(run) == text:
        return run
    run = without_draft(run, NOTE)
    return msgspec.structs.replace(run, drafts={**run.drafts, NOTE: text}) if text else run


def draft(page: Page, run: OpenRun, seconds: float, question: str, text: str) -> OpenRun:
    """Return the run with `text` as what has been typed so far to a text question; an empty one drops it.

    No act: nothing to undo, and no entry in the trace. Raises RunError where it is longer than an answer may be.
    """
    act = acting(page, run, seconds)
    found, _ = act.plan.question(question, act.here)
    if found.choose != "text":
        raise RunError(f"“{first_words(found.text)}” is answered by choosing, not by typing.")
    if len(text) > MAX_TEXT:
        raise RunError(f"The answer has {len(text):,} characters; at most {MAX_TEXT:,} can be kept.")
    if run.drafts.get(found.id, "") == text:
        return run
    drafts = {id_: kept for id_, kept in run.drafts.items() if id_ != found.id}
    if text.strip():
        drafts[found.id] = text
    return msgspec.structs.replace(run, drafts=drafts)


def without_draft(run: OpenRun, question: str) -> OpenRun:
    """Return the run without what was half typed to `question`: it has been answered."""
    if question not in run.drafts:
        return run
    drafts = {id_: kept for id_, kept in run.drafts.items() if id_ != question}
    return msgspec.structs.replace(run, drafts=drafts)


def keep_drafts(page: Page, run: OpenRun, seconds: float, step: str = "") -> OpenRun:
    """Return the run with what was left half typed (in `step`, or anywhere) as the answers to its questions.

    Where nobody was reached, or an answer no longer fits, the text becomes a note; it is never dropped.
    """
    if not run.drafts:
        return run
    act = acting(page, run, seconds)
    events, drafts = [], dict(run.drafts)
    for id_, text in run.drafts.items():
        found = act.plan.questions.get(id_)
        if step and (found is None or found[1].id != step):
            continue
        del drafts[id_]
        events += _event(act, id_, text.strip())
    return msgspec.structs.replace(run, events=(*run.events, *events), drafts=drafts)


def _event(act: Acting, id_: str, text: str) -> list[RunEvent]:
    given = act.state.answers.get(id_)
    if not text or (given is not None and given.values == (text,)):
        return []
    found = act.plan.questions.get(id_)
    if found is None or refusals.work(act.state):
        asked = f"{found[0].text} " if found else ""
        return [RunEvent(act.seconds, "note", act.here, text=f"{asked}{text}")]
    question, step = found
    by = given.by if given is not None else ""
    return [RunEvent(act.seconds, "answer", step.id, question.id, values=(text,), by=by)]
