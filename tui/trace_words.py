"""A run's trace in words; knows no Textual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from playbook.plays.model import Page
from playbook.records.model import TAKEN_BACK
from playbook.runs.refusals import HOW

ACTS = {
    "start": "began",
    "enter": "on to",
    "go": "jumped to",
    "back": "back to",
    "end": "end of the play",
    "finish": "finished",
    "done": "done:",
    "skip": "skipped:",
    "reopen": "opened again:",
    "short": "short of time",
    "tick": "ticked",
    "untick": "unticked",
    "answer": "answered",
    "clear": "took back the answer to",
    "acknowledge": "understood the notice",
    "reword": "said it another way",
    "note": "took a note",
    "mark": "marked the moment",
    "open": "looked up",
    "settle": "settled it:",
    "gap": "searched and found nothing",
    "people": "said who is on the call",
    "park": "parked",
    "resume": "went on",
    "undo": "undid",
    "switch": "left for",
    "connect": "",
}
_ABOUT_STEP = ("start", "enter", "go", "back", "done", "skip", "reopen")


def pages_in(events: Iterable[str]) -> set[str]:
    """Return the ids of the other pages that entries of a trace name."""
    told = (event.removeprefix(TAKEN_BACK).partition(":") for event in events)
    return {item for kind, _, item in told if kind in ("open", "switch")}


class TraceWords:
    """The words of one page's traces; `titles` are those of the other pages in them, by id."""

    def __init__(self, page: Page | None, titles: Mapping[str, str] | None = None) -> None:
        self._titles = titles or {}
        steps = page.steps if page else ()
        self._steps = {step.id: step.title for step in steps}
        self._todos = {(step.id, todo.id): todo.text for step in steps for todo in step.todos}
        self._questions = {question.id: question.text for step in steps for question in step.questions}

    def of(self, step: str, event: str) -> str:
        """Return what an entry of the trace says, in the page's words where it has them."""
        undone = event.startswith(TAKEN_BACK)
        kind, _, item = event.removeprefix(TAKEN_BACK).partition(":")
        words = [ACTS.get(kind, kind)]
        if kind in _ABOUT_STEP:
            words.append(self._steps.get(step, step))
        elif kind == "connect":
            words.append(HOW.get(item, item))
        elif kind in ("tick", "untick"):
            words.append(self._todos.get((step, item), item))
        elif kind in ("answer", "clear"):
            words.append(self._questions.get(item, item))
        elif kind in ("open", "settle", "switch"):
            words.append(self._titles.get(item, item))
        said = " ".join(word for word in words if word)
        return f"{said} (taken back)" if undone else said
