"""One run gone on with in two windows: what was done in both, in one."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from playbook.runs.model import OpenRun, RunEvent
from playbook.runs.taken_back import undo_stack

_FACTS = (
    "account", "opportunity", "deal_stage", "amount", "currency", "channel", "direction", "contacts", "triggers",
)  # fmt: skip


def merged(base: OpenRun, mine: OpenRun, theirs: OpenRun) -> OpenRun:
    """Return `theirs` with what was done in `mine` since `base`, which both went on from.

    My acts come after theirs, each as it was and none earlier than theirs; those that I took back myself stay
    out. Facts and half typed answers are mine where I changed them. A call that they parked goes on with my acts,
    unless I parked it too: who acts is on the call.
    """
    common = len(base.events)
    holds, _ = undo_stack(mine)
    added = [
        event
        for index, event in enumerate(mine.events)
        if index >= common and holds[index] and event.kind != "undo"
    ]
    if is_parked(theirs.events) and not is_parked(mine.events):
        added.insert(0, RunEvent(theirs.last_seconds, "resume", theirs.events[-1].step))
    changed = {name: getattr(mine, name) for name in _FACTS if getattr(mine, name) != getattr(base, name)}
    return msgspec.structs.replace(
        theirs,
        events=(*theirs.events, *(_after(event, theirs.last_seconds) for event in added)),
        drafts=_drafts(base, mine, theirs),
        my_words={**theirs.my_words, **_new_words(base, mine)},
        **changed,
    )


def is_parked(events: Sequence[RunEvent]) -> bool:
    """Say whether these acts leave a call parked."""
    return next((e.kind == "park" for e in reversed(events) if e.kind in ("park", "resume")), False)


def _after(event: RunEvent, seconds: float) -> RunEvent:
    return event if event.seconds >= seconds else msgspec.structs.replace(event, seconds=seconds)


def _new_words(base: OpenRun, mine: OpenRun) -> dict[str, str]:
    return {place: text for place, text in mine.my_words.items() if base.my_words.get(place) != text}


def _drafts(base: OpenRun, mine: OpenRun, theirs: OpenRun) -> dict[str, str]:
    drafts = dict(theirs.drafts)
    for question in {*base.drafts, *mine.drafts}:
        text = mine.drafts.get(question, "")
        if text == base.drafts.get(question, ""):
            continue
        if text:
            drafts[question] = text
        else:
            drafts.pop(question, None)
    return drafts
