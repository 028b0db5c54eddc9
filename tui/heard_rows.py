"""What was said of a step and what became of it, in the place that was meant; knows no Textual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from playbook.clock import parse_stamp
from playbook.credit import credit_words
from playbook.dates import said
from playbook.desk.answers import VERBS
from playbook.text import one_line
from tui.rows import Row, fold

if TYPE_CHECKING:
    from playbook.became import Became
    from playbook.credit import Credit
    from playbook.desk.answers import Heard
    from playbook.plays.model import Page
    from playbook.workspace import Workspace

MOST = 12
"""Rows of a change inside a page; News and the lines of the page show all of it."""
NOT_HERE = "The change has not come to this folder yet: refresh in News gets what others published."


def change_told(commit: str, became: Became | None, width: int, workspace: Workspace) -> list[Row]:
    """Return the change that feedback led to, with a heading; where it is not here yet, how to get it."""
    if not commit:
        return []
    if became is None:
        return [Row(()), *(Row(line) for line in fold([(NOT_HERE, "dim")], width))]
    by = workspace.name_of(became.by)
    return [Row(()), Row((("What changed", "h2"),)), *became_rows(became, width, name=by)]


def credit_rows(credit: Credit, width: int) -> list[Row]:
    """Return how far somebody's words went, with a heading."""
    told = fold([(credit_words(credit), "strong")], width)
    return [Row(()), Row((("★ Where your words went", "h2"),)), *(Row(line) for line in told)]


def heard_rows(heard: Heard, width: int, workspace: Workspace, became: Became | None = None) -> list[Row]:
    """Return what was said, what was answered, and the change that it led to, as rows of a box."""
    who = "You" if heard.by in workspace.names else workspace.name_of(heard.by)
    others = f" (+{heard.votes})" if heard.votes else ""
    mine = [(f"{who}{others} said: ", "strong"), (heard.said or heard.quote, "")]
    room = max(width - 2, 10)
    spans = [*fold(mine, room)]
    by = f"{workspace.name_of(heard.answered_by)} {VERBS[heard.action]}" if heard.answered_by else ""
    title = became.subject if became is not None and not heard.answer else ""
    told = [(f"{by}: " if by and (heard.answer or title) else by, "strong"), (heard.answer or title, "")]
    spans += fold(told, room)
    rows = [Row((("▎ ", "mine"), *line)) for line in spans]
    change = became_rows(became, room) if became is not None else []
    if len(change) > MOST:
        change = [*change[: MOST - 1], Row((("…", "dim"),))]
    return rows + [row._replace(spans=(("▎ ", "mine"), *row.spans)) for row in change]


def became_rows(became: Became, width: int, *, name: str = "") -> list[Row]:
    """Return what a change made of the place: under `name`, who made it and when; facts in words, words as a diff."""
    from tui.diff_rows import as_it_reads, diff_rows, fact_rows

    day = said(parse_stamp(became.at).astimezone().date())
    head = [Row(line) for line in fold([(f"{one_line(became.subject)} · {name}, {day}", "dim")], width)]
    facts = fact_rows(became.facts, width)
    words = diff_rows(as_it_reads(became.words), width)
    first = next((place for place, row in enumerate(words) if row.text.strip()), 0)
    return [*(head if name else []), *facts, *words[first:]]


def with_answers(
    rows: list[Row],
    heard: Sequence[Heard],
    became: Mapping[str, Became],
    page: Page,
    width: int,
    workspace: Workspace,
) -> list[Row]:
    """Return `rows` with what was heard of each step below its heading, and of no step here below the title."""
    steps = {step.line: step.id for step in page.steps}
    here = {steps[row.line] for row in rows if row.anchor and row.line in steps}
    boxes: dict[str, list[Row]] = {}
    for one in heard:
        box = heard_rows(one, width, workspace, became.get(f"{one.commit}:{one.step}"))
        boxes.setdefault(one.step if one.step in here else "", []).extend(box)
    found: list[Row] = []
    for place, row in enumerate(rows):
        found.append(row)
        after = rows[place + 1] if place + 1 < len(rows) else Row(())
        if row.line in steps and not (after.line == row.line and after.text.strip()):
            found += boxes.pop(steps[row.line], ())
    title = next((place for place, row in enumerate(found) if row.line != 1), len(found))
    return [*found[:title], *boxes.get("", ()), *found[title:]]
