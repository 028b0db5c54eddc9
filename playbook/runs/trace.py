"""The trace of a run: what was done when, in words that stay the same over years.

Each entry is `(seconds, step, event)`. The events:

* `start`, `enter` (the run came to the step by going on), `go`, `back` (it came there otherwise), `end`
  (the run came to the end of the play), `finish`
* `done`, `skip`, `reopen` (a done step made open again), `short`
* `tick:<to-do>`, `untick:<to-do>`, `answer:<question>`, `clear:<question>`, `acknowledge:<notice>`,
  `reword:<step/place>`
* `connect:<how>`, `note`, `mark`, `open:<page>`, `settle:<yes|partly|no>`, `gap`, `people`, `park`, `resume`,
  `hang-up` (the conversation is over; what follows is about it), `switch:<page>`, `undo`

An act that was taken back keeps its entry as `undone:<event>`. So the entries `done` are exactly the steps
done, in their order; a step in a loop has one for each time round. No entry holds what anybody said or typed.
"""

from __future__ import annotations

from playbook.plays.model import END
from playbook.records.model import TAKEN_BACK
from playbook.runs.model import OpenRun, RunEvent
from playbook.runs.plan import Plan
from playbook.runs.taken_back import undo_stack

Entry = tuple[float, str, str]

_WITH_ITEM = {"tick", "untick", "acknowledge", "reword"}
_PLAIN = {
    "note",
    "mark",
    "gap",
    "people",
    "park",
    "resume",
    "hang-up",
    "undo",
    "reopen",
    "done",
    "skip",
    "short",
}


def trace(plan: Plan, run: OpenRun, ended: float | None = None) -> tuple[Entry, ...]:
    """Return the trace of `run`; with `ended`, the entry of its finish at that second."""
    holds, _ = undo_stack(run)
    entries: list[Entry] = [(0.0, plan.first(run.left_out), "start")]
    done_at: dict[str, list[int]] = {}
    for event, held in zip(run.events, holds, strict=True):
        for step, what in _entries(event):
            if held and what == "done":
                done_at.setdefault(step, []).append(len(entries))
            if held and what == "reopen":
                for place in done_at.pop(step, []):
                    seconds, _, before = entries[place]
                    entries[place] = (seconds, step, TAKEN_BACK + before)
            entries.append((event.seconds, step, what if held else TAKEN_BACK + what))
    if ended is not None:
        entries.append((ended, "", "finish"))
    return tuple(entries)


def _entries(event: RunEvent) -> list[tuple[str, str]]:
    kind, step = event.kind, event.step
    if kind in _WITH_ITEM:
        return [(step, f"{kind}:{event.item}")]
    if kind == "answer":
        return [(step, f"{'answer' if event.values else 'clear'}:{event.item}")]
    if kind in ("connect", "settle"):
        return [(step, f"{kind}:{event.text}")]
    if kind == "opened":
        return [(step, f"open:{event.item}")]
    if kind == "switched":
        return [(step, f"switch:{event.text}")]
    found: list[tuple[str, str]] = [(step, kind)] if kind in _PLAIN else []
    if kind == "next":
        found = [(step, "done")]
    if event.to:
        how = kind if kind in ("go", "back") else "enter"
        found.append(("", "end") if event.to == END else (event.to, how))
    return found
