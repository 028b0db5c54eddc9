"""Before a run is recorded: what will be, who will see it, and taking texts back."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from playbook.plays.model import Page
from playbook.records.model import Audience, Run
from playbook.runs.acting import acting
from playbook.runs.ending import ending, missing
from playbook.runs.errors import RunError
from playbook.runs.finish import audience, record, touches
from playbook.runs.model import OpenRun, RunEvent
from playbook.runs.values import said

REDACTED = "[redacted]"


class ReviewText(msgspec.Struct, frozen=True):
    """One text of the run that can still be edited or redacted."""

    key: str
    """`note/0`, `mark/0`, `answer/<question>`, `opened/0`, `gap/0`, or a key of the ending."""
    label: str
    text: str


class Review(msgspec.Struct, frozen=True):
    """What will be recorded, and who will see it."""

    record: Run
    audience: Audience
    seen_by: str
    """Who will be able to read the run, in words."""
    touch_seen_by: str
    """Who will see that the account was called; empty when nobody is told."""
    texts: tuple[ReviewText, ...]
    missing: tuple[str, ...]
    """What must still be said before it can be finished."""


def review(page: Page, run: OpenRun, seconds: float, ended: str, managers: Sequence[str] = ()) -> Review:
    """Return what finishing now would record; `managers` are the names of those above the rep."""
    act = acting(page, run, seconds)
    made = record(act, ended)
    private = ending(act.state).private
    above = f"You and {' and '.join(managers)}." if managers else "You and the managers above you."
    touch = "Only you, on this machine." if private else "Everyone of the playbook."
    texts = [ReviewText(f"note/{n}", "note", note.text) for n, note in enumerate(act.state.notes)]
    texts += [ReviewText(f"mark/{n}", "mark", mark.text) for n, mark in enumerate(made.marks) if mark.text]
    for answer in made.answers:
        question, _ = act.plan.questions[answer.question]
        if question.choose == "text":
            given = act.state.answers[answer.question]
            texts.append(
                ReviewText(f"answer/{answer.question}", question.text, said(act.plan, answer.question, given))
            )
    texts += [
        ReviewText(f"opened/{n}", "searched", seen.words) for n, seen in enumerate(made.opened) if seen.words
    ]
    texts += [ReviewText(f"gap/{n}", "searched, nothing found", gap.words) for n, gap in enumerate(made.gaps)]
    said_of_end = ending(act.state)
    for key, label in (("exit_proof", "exit proof"), ("next", "next step"), ("note", "last note")):
        if text := getattr(said_of_end, key):
            texts.append(ReviewText(key, label, text))
    return Review(
        record=made,
        audience=audience(private),
        seen_by="Only you, on this machine." if private else above,
        touch_seen_by=touch if touches(made) else "",
        texts=tuple(texts),
        missing=missing(run, act.state),
    )


def edit(page: Page, run: OpenRun, seconds: float, key: str, text: str) -> OpenRun:
    """Return the run with one of its texts (a `ReviewText.key`) changed; an empty one is redacted.

    The old text is in no record. Raises RunError when there is no such text.
    """
    act = acting(page, run, seconds)
    new = act.text(text, "text") if text.strip() else REDACTED
    known = {found.key: found.text for found in review(page, run, act.seconds, run.started).texts}
    if key not in known:
        raise RunError(f"This run has no text “{key}” to edit.")
    if new == known[key]:
        return run
    if "/" in key:
        return act.add(RunEvent(act.seconds, "edit", act.here, key, text=new))
    return act.add(RunEvent(act.seconds, "ending", act.here, key, text="" if new == REDACTED else new))
