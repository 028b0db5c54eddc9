"""What an act is called, on the key that would undo it."""

from __future__ import annotations

from playbook.plays.model import Step
from playbook.runs.model import RunEvent
from playbook.runs.plan import Plan
from playbook.runs.refusals import HOW, first_words

_LENGTH = 40
"""Letters of a title or text in a label."""


def undo_label(plan: Plan, event: RunEvent | None) -> str:
    """Return what undo would take back (`undo: tick Confirm how long they have`), or "" for nothing."""
    return f"undo: {_act(plan, event)}" if event is not None else ""


def _act(plan: Plan, event: RunEvent) -> str:
    title = first_words(plan.title(event.step), _LENGTH)
    match event.kind:
        case "tick" | "untick":
            return f"{event.kind} {_todo(plan.steps.get(event.step), event.item)}"
        case "done" | "next":
            return f"{title} done"
        case "reopen":
            return f"{title} open again"
        case "pass" | "go":
            return f"on to {first_words(plan.title(event.to), _LENGTH)}"
        case "back":
            return f"back to {first_words(plan.title(event.to), _LENGTH)}"
        case "answer":
            question = plan.questions.get(event.item)
            return f"answer {first_words(question[0].text if question else event.item, _LENGTH)}"
        case "skip":
            return f"skip {title}"
        case "connect":
            return HOW.get(event.text, event.text)
        case "settle":
            return f"settled {event.text}"
        case "short":
            return "short of time"
        case "reword":
            return f"wording {event.text}"
        case "acknowledge":
            return f"acknowledge in {title}"
        case _:
            return event.kind


def _todo(step: Step | None, id_: str) -> str:
    texts = [todo.text for todo in step.todos if todo.id == id_] if step else []
    return first_words(texts[0] if texts else id_, _LENGTH)
