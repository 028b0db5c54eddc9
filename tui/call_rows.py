"""The step that a call stands in, as rows: what to say, what to do, what to ask; knows no Textual."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from playbook.dates import said as said_day
from playbook.plays.evidence import without_marks
from playbook.plays.model import Hint, Prose
from playbook.runs.views import AnswerView, BlockView, NoticeView, QuestionView, TalkView, TodoView
from tui.commands import Keys
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
    typing: bool = False
    """A line of text takes the letters and digits, so they are keys of nothing here."""
    titles: Mapping[str, str] = {}
    """Pages that answers lead to → what to call them (`battlecard Acme Forecast`)."""
    names: Mapping[str, str] = {}
    """Contacts → their names."""
    keys: Keys = str
    """How the keys of the call are written now."""


TYPED_HERE = "@typed"
"""The style of where the line that is typed in lies."""
NOTHING_TYPED = "⏎ with nothing typed gives the keys back"
"""What an empty line that is typed in says."""


def pressed(*what: str | int) -> str:
    """Return the style name that makes text press a key when the mouse does."""
    return "@" + ".".join(map(str, what))


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


def first_of(items: Sequence[CallItem]) -> int:
    """Return the item a step begins at: what is half typed, else the first that waits, else the last."""
    drafted = (i for i, item in enumerate(items) if isinstance(item, QuestionView) and item.draft)
    waiting = (i for i, item in enumerate(items) if is_open(item))
    return next(drafted, next(waiting, len(items) - 1))


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
    digits = shown.current >= 0 and not shown.typing
    target = digits_go_to(items_of(blocks), shown.current) if digits else -1
    before: type[object] | None = None
    for block in blocks:
        if isinstance(block, Prose) and _ONLY_A_LINK.fullmatch(block.text.strip()):
            continue
        if rows and not (isinstance(block, TodoView) and before is TodoView):
            rows.append(Row(()))
        if isinstance(block, TalkView):
            rows += _talk(block, shown, width, fill)
        elif isinstance(block, Hint):
            rows += _barred(f"**{block.label}** {fill(block.text)}", "hint", width, block.line)
        elif isinstance(block, Prose):
            rows += _markdown(fill(block.text), width, block.line)
        else:
            number += 1
            places[number] = len(rows)
            if isinstance(block, NoticeView):
                rows += _notice(block, number, shown, width, fill)
            elif isinstance(block, TodoView):
                rows += _todo(block, number, shown, width, fill)
            else:
                rows += _question(block, number, shown, number == target, width, fill)
        before = type(block)
    return rows, places


@lru_cache(maxsize=256)
def _barred(text: str, style: str, width: int, line: int) -> tuple[Row, ...]:
    """Return the rows of text behind a bar; kept, because each key press shows mostly what stood there before."""
    bar = "┃ " if style == "talk" else "▎ "
    return tuple(
        Row(((bar, f"{style}-bar"), *((t, f"{style} {own}".strip()) for t, own in row.spans)), row.line)
        for row in _markdown(text, width - 2, line)
    )


@lru_cache(maxsize=256)
def _markdown(text: str, width: int, line: int) -> tuple[Row, ...]:
    return tuple(markdown_rows(text, width, first_line=line))


@lru_cache(maxsize=512)
def _inline(text: str) -> tuple[Span, ...]:
    return tuple(inline(text))


def _talk(block: TalkView, shown: Shown, width: int, fill: Fill) -> list[Row]:
    wordings = block.wordings
    text, name, line = wordings[block.shown]
    rows = list(_barred(without_marks(fill(text)), "talk", width, line))
    if len(wordings) > 1:
        which = "my words" if name == "my words" else f"{block.shown + 1} of {len(wordings)}"
        others = f"other ways: {len(wordings) - 1}" if name == "my words" else "another way to say it"
        told = f" {others}" if name == "my words" else f" {others}: {which}"
        said: list[Span] = [("a", f"key {pressed('another')}"), (told, f"dim {pressed('another')}")]
        if shown.typing:
            said = [(told.strip(), "dim")]
        if name == "my words":
            said = [("my words", "mine"), (" · ", "dim"), *said]
        rows += [Row((("  ", ""), *spans), line) for spans in fold(said, max(width - 2, 10))]
    elif block.my_words:
        rows.append(Row((("  ", ""), ("my words", "mine")), line))
    return rows


def _styled(spans: Sequence[Span], style: str) -> list[Span]:
    return [(text, f"{style} {own}".strip()) for text, own in spans]


def _lead_in(here: bool) -> Span:
    return ("▸ ", "key") if here else ("  ", "")


def _notice(view: NoticeView, number: int, shown: Shown, width: int, fill: Fill) -> list[Row]:
    block, here = view.notice, number == shown.current
    rows = list(_barred(f"**! {block.level.capitalize()}** {fill(block.text)}", "notice", width, block.line))
    if view.acknowledged:
        rows.append(Row((("  ", ""), ("✓ understood", "done")), block.line))
        return rows
    click = pressed("understood", number)
    ask: tuple[Span, ...] = (
        (shown.keys("call.next"), f"key {click}"),
        (" understood (needed before this step is done)", f"notice {click}"),
    )
    if shown.typing:
        ask = (("to be understood before this step is done", f"notice {click}"),)
    for line, spans in enumerate(fold(ask, max(width - 2, 10))):
        rows.append(Row((_lead_in(here and line == 0), *spans), block.line))
    return rows


def _todo(view: TodoView, number: int, shown: Shown, width: int, fill: Fill) -> list[Row]:
    block, here, click = view.todo, number == shown.current, pressed("tick", number)
    mark = "☑ " if view.ticked else "☐ "
    indent = "  " * min(block.depth, DEEPEST)
    said = _styled(
        _inline(fill(block.text)), f"{'done' if view.ticked else 'current' if here else ''} {click}"
    )
    if block.by != "sales":
        said.append((f"  ({block.by})", "dim"))
    if block.due:
        said.append((f"  due {said_day(block.due)}", "dim"))
    rows = []
    for line, spans in enumerate(fold(said, max(width - 4 - len(indent), 10))):
        lead: tuple[Span, ...] = (
            (_lead_in(here), (indent + mark, f"todo {click}")) if line == 0 else ((" " * 4 + indent, ""),)
        )
        rows.append(Row((*lead, *spans), block.line))
    ticks = f"  {shown.keys('call.tick')}"
    if here and not shown.typing and width_of(rows[-1].text) + width_of(f"{ticks} ticks") <= width:
        rows[-1] = Row(
            (*rows[-1].spans, (ticks, "key"), (" ticks", "dim")), block.line
        )  # where it moves nothing
    return rows


def _question(
    view: QuestionView, number: int, shown: Shown, takes_digits: bool, width: int, fill: Fill
) -> list[Row]:
    block, here = view.question, number == shown.current
    rows = []
    asked = _styled(_inline(fill(block.text)), f"strong {pressed('item', number)}")
    for line, spans in enumerate(fold(asked, max(width - 2, 10))):
        rows.append(Row((_lead_in(here and line == 0), *spans), block.line))
    if view.by:
        who = fold([(f"said by {shown.names.get(view.by, view.by)}", "dim")], max(width - 2, 10))
        rows += [Row((("  ", ""), *spans), block.line) for spans in who]
    if block.body and not _ONLY_A_LINK.fullmatch(block.body.strip()):
        body = _markdown(fill(block.body), width - 2, block.line + 1)
        rows += [Row((("  ", ""), *row.spans), row.line) for row in body]
    if block.choose == "text":
        return rows + _typed(view, number, shown, width)
    many = block.choose == "many"
    chunks = [_choice(answer, number, takes_digits, many, shown, fill) for answer in view.answers]
    return rows + _flow(chunks, width, block.line)


def _typed(view: QuestionView, number: int, shown: Shown, width: int) -> list[Row]:
    """Return what was typed, what is half typed, or that one types here."""
    here, click, line = number == shown.current, pressed("type", number), view.question.line
    if here and shown.typing:  # the line that is typed in lies here, over what was said before too
        return [Row((("    ", ""), (" ", TYPED_HERE)), line)]
    if view.draft:
        said: list[Span] = [(view.draft, f"draft {click}"), ("  draft", "dim")]
        if here:
            said += [(": ", "dim"), (shown.keys("call.type"), "key"), (" types on, going on keeps it", "dim")]
    elif view.answered:
        said = [(view.text, f"chosen {click}")]
    elif here:
        said = [(shown.keys("call.type"), "key"), (" types the answer", f"dim {click}")]
    else:
        said = [("…", f"dim {click}")]
    return [Row((("    ", ""), *spans), line) for spans in fold(said, max(width - 4, 10))]


def lead_text(answer: AnswerView, titles: Mapping[str, str]) -> str:
    """Return where an answer leads, in words: `step Qualify out`, `battlecard Acme Forecast`, `end of the play`."""
    if not answer.leads_to:
        return ""
    if answer.moves:
        return f"step {answer.lead_title}" if not answer.leads_to.startswith("#end") else "end of the play"
    return titles.get(answer.leads_to) or answer.lead_title or answer.leads_to


def _choice(
    answer: AnswerView, number: int, takes_digits: bool, many: bool, shown: Shown, fill: Fill
) -> list[Span]:
    digit = (
        (str(answer.number) if answer.number < 10 else shown.keys("call.more-answers"))
        if takes_digits
        else " "
    )
    mark = ("☑" if answer.chosen else "☐") if many else ("●" if answer.chosen else "○")
    click = pressed("answer", number, answer.number)
    style = f"{'chosen' if answer.chosen else ''} {click}".strip()
    spans: list[Span] = [
        (digit, f"key {click}"),
        (f" {mark} ", style),
        *_styled(_inline(fill(answer.text)), style),
    ]
    if where := lead_text(answer, shown.titles):
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
