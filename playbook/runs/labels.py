"""What an act is called, on the key that would undo it."""

from __future__ import annotations

from playbook.plays.model import END, Step
from playbook.runs.model import RunEvent
from playbook.runs.plan import Plan
from playbook.runs.refusals import HOW
from playbook.text import first_words

_LENGTH = 40
"""Letters of a title or text in a label."""


def undo_label(plan: Plan, event: RunEvent | None) -> str:
    """Return what undo would take back (`undo: tick of “Confirm how long they have”`), or "" for nothing."""
    return f"undo: {_act(plan, event)}" if event is not None else ""


def _act(plan: Plan, event: RunEvent) -> str:
    title = f"“{first_words(plan.title(event.step), _LENGTH)}”"
    match event.kind:
        case "tick" | "untick":
            what = "tick of" if event.kind == "tick" else "taking the tick off"
            return f"{what} “{_todo(plan.steps.get(event.step), event.item)}”"
        case "done":
            return f"{title} done"
        case "next":
            return f"going on from {title}"
        case "reopen":
            return f"{title} open again"
        case "pass" | "go":
            return f"going on to {_to(plan, event)}"
        case "back":
            return f"going back to {_to(plan, event)}"
        case "answer":
            question = plan.questions.get(event.item)
            asked = first_words(question[0].text if question else event.item, _LENGTH)
            return f"answer to “{asked}”" if event.values else f"clearing the answer to “{asked}”"
        case "skip":
            return f"skipping {title}"
        case "connect":
            return f"“{HOW.get(event.text, event.text)}”"
        case "settle":
            return f"settled: {event.text}"
        case "short":
            return "short of time"
        case "reword":
            return f"{event.text} of what is said"
        case "acknowledge":
            return f"notice understood in {title}"
        case _:
            return event.kind


def _to(plan: Plan, event: RunEvent) -> str:
    title = first_words(plan.title(event.to), _LENGTH)
    return title if event.to == END else f"“{title}”"


def _todo(step: Step | None, id_: str) -> str:
    texts = [todo.text for todo in step.todos if todo.id == id_] if step else []
    return first_words(texts[0] if texts else id_, _LENGTH)
