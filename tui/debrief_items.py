"""A debrief as a form: every step of the play with its to-dos and questions, then the end; knows no Textual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playbook.runs.debrief import AllDone
from playbook.runs.views import BlockView, NoticeView, QuestionView, RunView, StepView, TodoView
from playbook.text import count_of
from tui.call_rows import Fill
from tui.commands import Keys
from tui.form_rows import Item, Option
from tui.inline_spans import plain_words

INSIDE = 6
"""The column that what belongs to a step begins at."""
MARKS = {"done": "✓", "skipped": "–", "left-out": "–", "open": "☐"}


def debrief_items(
    view: RunView, blocks: Mapping[str, Sequence[BlockView]], ending: Sequence[Item], fill: Fill, keys: Keys
) -> tuple[Item, ...]:
    """Return what is asked in a debrief: the steps that the answers lead through, and `ending`."""
    items: list[Item] = []
    for step in view.steps:
        if step.on_path or step.state in ("done", "skipped", "left-out"):
            items.append(_step(step, blocks[step.id]))
            if step.state not in ("skipped", "left-out"):
                items += _inside(step, blocks[step.id], fill, keys)
    return (*items, *ending)


def step_of(item_id: str) -> str:
    """Return the step that an item belongs to; empty for one of the ending."""
    kind, _, rest = item_id.partition(":")
    if kind == "step":
        return rest
    return rest.partition("/")[0] if kind in ("notice", "todo", "question") else ""


def inside_of(item_id: str) -> str:
    """Return the to-do, notice or question that an item is of."""
    kind, _, rest = item_id.partition(":")
    return rest if kind == "question" else rest.partition("/")[2]


def step_beside(ids: Sequence[str], here: str, by: int) -> str:
    """Return the item that the next step (`by` 1) or the one before (-1) begins with; the end counts as one."""
    heads = [place for place, id_ in enumerate(ids) if id_.startswith("step:") or id_ == "result"]
    at = ids.index(here) if here in ids else 0
    beside = [place for place in heads if (place > at if by > 0 else place < at)]
    return ids[beside[0] if by > 0 else beside[-1]] if beside else here


def told_of(made: AllDone, view: RunView) -> str:
    """Return what “all done” came to, in words."""
    told = f"{count_of(len(made.done), 'step')} done." if made.done else "Every step was said already."
    titles = {step.id: step.title for step in view.steps}
    return told + (
        f" A notice first: {', '.join(titles[id_] for id_ in made.waiting)}." if made.waiting else ""
    )


def _step(step: StepView, blocks: Sequence[BlockView]) -> Item:
    waits = any(isinstance(block, NoticeView) and not block.acknowledged for block in blocks)
    asides = ["must"] if step.must else ["optional"] if step.optional else []
    if step.by != "sales":
        asides.append(f"{step.by}'s")
    if step.state in ("skipped", "left-out"):
        asides = [f"skipped: {step.reason}" if step.reason else "left out"]
    elif waits and step.state == "open":
        asides.append("a notice first")
    return Item(
        f"step:{step.id}",
        "step",
        text=step.title,
        mark=MARKS.get(step.state, "☐"),
        aside=", ".join(asides),
        gap=True,
    )


def _inside(step: StepView, blocks: Sequence[BlockView], fill: Fill, keys: Keys) -> list[Item]:
    found = []
    for block in blocks:
        if isinstance(block, NoticeView):
            mark = "☑" if block.acknowledged else "!"
            text = plain_words(fill(block.notice.text))
            aside = "understood" if block.acknowledged else f"{keys('debrief.tick')}: understood"
            id_ = f"notice:{step.id}/{block.notice.id}"
            found.append(Item(id_, "notice", text=text, mark=mark, aside=aside, indent=4))
        elif isinstance(block, TodoView):
            mark = "☑" if block.ticked else "☐"
            text = plain_words(fill(block.todo.text))
            found.append(Item(f"todo:{step.id}/{block.todo.id}", "tick", text=text, mark=mark, indent=4))
        elif isinstance(block, QuestionView):
            found.append(_question(block, fill))
    return found


def _question(view: QuestionView, fill: Fill) -> Item:
    question = view.question
    about = plain_words(fill(question.text))
    if question.choose == "text":
        return Item(f"question:{question.id}", "text", about=about, text=view.text, indent=INSIDE)
    return Item(
        f"question:{question.id}",
        "many" if question.choose == "many" else "choice",
        about=about,
        options=tuple(Option(answer.id, plain_words(fill(answer.text))) for answer in view.answers),
        chosen=frozenset(answer.id for answer in view.answers if answer.chosen),
        indent=INSIDE,
    )
