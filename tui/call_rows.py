"""The step that a call stands in, as rows: what to say, what to do, what to ask; knows no Textual."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from playbook.plays.model import Hint, Prose
from playbook.runs.views import AnswerView, BlockView, NoticeView, QuestionView, TalkView, TodoView
from tui.markdown_rows import inline, markdown_rows
from tui.rows import Row, Span, fold, width_of

Fill = Callable[[str], str]
"""Puts values into merge fields."""

_ONLY_A_LINK = re.compile(r"(?:→|->)[ \t]*\[[^\]\n]*\]\([^)\n]*\)")
"""Where a branch goes on: the run goes there by itself."""

DEEPEST = 6
"""Levels of to-dos inside to-dos that are shown by how far in they stand."""

CallItem = NoticeView | TodoView | QuestionView
"""Something in the step that waits for a key."""


class Shown(NamedTuple):
    """How the screen stands, beside the run."""

    current: int = -1
    """The item under the cursor."""
    alternatives: Mapping[int, int] = {}
    """Place of a talk track → which wording is on the screen."""


def items_of(blocks: Sequence[BlockView]) -> list[CallItem]:
    """Return what waits for a key, in its order."""
    return [block for block in blocks if isinstance(block, NoticeView | TodoView | QuestionView)]


def is_open(item: CallItem) -> bool:
    """Return whether `item` still waits."""
    if isinstance(item, TodoView):
        return not item.ticked
    if isinstance(item, NoticeView):
        return not item.acknowledged
    return not item.answered


def digits_go_to(items: Sequence[CallItem], current: int) -> int:
    """Return the item whose answers the digits choose: the one here, else the first that is not answered; -1: none."""
    here = items[current] if 0 <= current < len(items) else None
    if isinstance(here, QuestionView) and here.answers:
        return current
    choices = [i for i, item in enumerate(items) if isinstance(item, QuestionView) and item.answers]
    return next((i for i in choices if is_open(items[i])), choices[0] if choices else -1)


def step_rows(
    blocks: Sequence[BlockView], shown: Shown, *, width: int, fill: Fill
) -> tuple[list[Row], dict[int, int]]:
    """Return the rows of a step and the row that each of its items starts at."""
    rows: list[Row] = []
    places: dict[int, int] = {}
    number = -1
    target = digits_go_to(items_of(blocks), shown.current) if shown.current >= 0 else -1
    before: type[object] | None = None
    for block in blocks:
        if isinstance(block, Prose) and _ONLY_A_LINK.fullmatch(block.text.strip()):
            continue
        if rows and not (isinstance(block, TodoView) and before is TodoView):
            rows.append(Row(()))
        if isinstance(block, TalkView):
            rows += _talk(block, shown.alternatives.get(block.place, 0), width, fill)
        elif isinstance(block, Hint):
            rows += _barred(f"**{block.label}** {fill(block.text)}", "hint", width, block.line)
        elif isinstance(block, Prose):
            rows += markdown_rows(fill(block.text), width, first_line=block.line)
        else:
            number += 1
            places[number] = len(rows)
            here = number == shown.current
            if isinstance(block, NoticeView):
                rows += _notice(block, here, width, fill)
            elif isinstance(block, TodoView):
                rows += _todo(block, here, width, fill)
            else:
                rows += _question(block, here, number == target, width, fill)
        before = type(block)
    return rows, places


def _barred(text: str, style: str, width: int, line: int) -> list[Row]:
    bar = "┃ " if style == "talk" else "▎ "
    inner = markdown_rows(text, width - 2, first_line=line)
    return [
        Row(((bar, f"{style}-bar"), *((t, f"{style} {own}".strip()) for t, own in row.spans)), row.line)
        for row in inner
    ]


def _talk(block: TalkView, which: int, width: int, fill: Fill) -> list[Row]:
    texts = block.talk.texts
    which = min(which, len(texts) - 1)
    line = block.talk.lines[which] if which < len(block.talk.lines) else block.talk.line
    rows = _barred(fill(texts[which]), "talk", width, line)
    if len(texts) > 1:
        said: list[Span] = [("a", "key"), (f" another way to say it: {which + 1} of {len(texts)}", "dim")]
        rows += [Row((("  ", ""), *spans), line) for spans in fold(said, max(width - 2, 10))]
    return rows


def _styled(spans: Sequence[Span], style: str) -> list[Span]:
    return [(text, f"{style} {own}".strip()) for text, own in spans]


def _lead_in(here: bool) -> Span:
    return ("▸ ", "key") if here else ("  ", "")


def _notice(view: NoticeView, here: bool, width: int, fill: Fill) -> list[Row]:
    block = view.notice
    rows = _barred(f"**! {block.level.capitalize()}** {fill(block.text)}", "notice", width, block.line)
    if view.acknowledged:
        rows.append(Row((("  ", ""), ("✓ understood", "done")), block.line))
    else:
        ask = ("⏎", "key"), (" understood (needed before this step is done)", "notice")
        for number, spans in enumerate(fold(ask, max(width - 2, 10))):
            rows.append(Row((_lead_in(here and number == 0), *spans), block.line))
    return rows


def _todo(view: TodoView, here: bool, width: int, fill: Fill) -> list[Row]:
    block = view.todo
    mark = "☑ " if view.ticked else "☐ "
    indent = "  " * min(block.depth, DEEPEST)
    said = _styled(inline(fill(block.text)), "done" if view.ticked else "current" if here else "")
    if block.by != "sales":
        said.append((f"  ({block.by})", "dim"))
    if block.due:
        said.append((f"  due {block.due.isoformat()}", "dim"))
    rows = []
    for number, spans in enumerate(fold(said, max(width - 4 - len(indent), 10))):
        lead: tuple[Span, ...] = (
            (_lead_in(here), (indent + mark, "todo")) if number == 0 else ((" " * 4 + indent, ""),)
        )
        rows.append(Row((*lead, *spans), block.line))
    return rows


def _question(view: QuestionView, here: bool, takes_digits: bool, width: int, fill: Fill) -> list[Row]:
    block = view.question
    rows = []
    for number, spans in enumerate(fold(_styled(inline(fill(block.text)), "strong"), max(width - 2, 10))):
        rows.append(Row((_lead_in(here and number == 0), *spans), block.line))
    if block.body and not _ONLY_A_LINK.fullmatch(block.body.strip()):
        body = markdown_rows(fill(block.body), width - 2, first_line=block.line + 1)
        rows += [Row((("  ", ""), *row.spans), row.line) for row in body]
    if block.choose == "text":
        if view.answered:
            rows += [
                Row((("    ", ""), *spans), block.line) for spans in fold([(view.text, "chosen")], width - 4)
            ]
        elif here:
            rows.append(Row((("    ", ""), ("i", "key"), (" type the answer", "dim")), block.line))
        else:
            rows.append(Row((("    …", "dim"),), block.line))
        return rows
    chunks = [_choice(answer, takes_digits, block.choose == "many", fill) for answer in view.answers]
    return rows + _flow(chunks, width, block.line)


def _choice(answer: AnswerView, takes_digits: bool, many: bool, fill: Fill) -> list[Span]:
    digit = str(answer.number) if takes_digits and answer.number < 10 else " "
    mark = ("☑" if answer.chosen else "☐") if many else ("●" if answer.chosen else "○")
    style = "chosen" if answer.chosen else ""
    spans: list[Span] = [(digit, "key"), (f" {mark} ", style), *_styled(inline(fill(answer.text)), style)]
    if answer.leads_to:
        where = answer.lead_title or ("end of the play" if answer.moves else f"opens {answer.leads_to}")
        spans.append((f" → {where}", "dim"))
    return spans


def _flow(chunks: list[list[Span]], width: int, line: int) -> list[Row]:
    """Lay answers beside each other where all fit on one line, else one below the other."""
    total = sum(width_of("".join(t for t, _ in chunk)) + 3 for chunk in chunks)
    if total + 4 <= width:
        spans: list[Span] = [("  ", "")]
        for chunk in chunks:
            spans += [*chunk, ("   ", "")]
        return [Row(tuple(spans), line)]
    rows = []
    for chunk in chunks:
        for number, spans_ in enumerate(fold(chunk, max(width - 6, 10))):
            rows.append(Row((("  " if number == 0 else "      ", ""), *spans_), line))
    return rows
