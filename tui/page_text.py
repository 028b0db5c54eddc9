"""A page as it reads on the screen: its facts, its text, and what became of what was said about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from playbook.plays.frontmatter import read_front
from playbook.text import one_line
from tui.markdown_rows import markdown_rows
from tui.rows import Row, fold

if TYPE_CHECKING:
    from playbook.desk.answers import Heard
    from playbook.library.catalog import Entry
    from playbook.plays.model import Page
    from playbook.workspace import Workspace

RAW_ABOVE = 400_000
"""Characters; a longer page is shown as plain text."""


def page_rows(
    entry: Entry,
    width: int,
    workspace: Workspace,
    *,
    brief: bool = False,
    head: int = 0,
    start: int = 0,
    heard: Sequence[Heard] = (),
) -> list[Row]:
    """Return a page as rows: facts (unless `brief`), text, and at each step what was `heard` of it."""
    page = entry.page
    title = [Row(spans, 1) for spans in fold([(one_line(page.title), "h1")], width)]
    rows = title if brief else [*title, *_facts(entry, width, workspace)]
    front = read_front(entry.text).lines
    lines = entry.text.split("\n")
    first = max(front, start - 1)
    body, first_line = "\n".join(lines[first:]), first + 1
    if head and len(body) > head:
        body = body[: body.rfind("\n", 0, head) + 1] or body[:head]
    if len(body) > RAW_ABOVE:
        rows += [
            Row(spans, n)
            for n, line in enumerate(body.split("\n"), first_line)
            for spans in fold([(line, "")], width)
        ]
        return rows
    text = markdown_rows(body, width, first_line=first_line, guide=page.kind == "scorecard")
    rows += [Row(()), *_anchored(_without_title(text, page.title), page)]
    return _with_answers(rows, heard, entry, width, workspace) if heard else rows


def _without_title(rows: list[Row], title: str) -> list[Row]:
    """Return `rows` without the heading that says the page's title once more."""
    first = next((row.line for row in rows if row.anchor), 0)
    heading = [row for row in rows if row.line == first and row.text.strip()]
    if first and rows[0].anchor and " ".join(row.text.strip() for row in heading) == one_line(title):
        rows = rows[len(heading) :]
    return rows[next((place for place, row in enumerate(rows) if row.text.strip()), 0) :]


def _anchored(rows: Sequence[Row], page: Page) -> list[Row]:
    """Return `rows` with the ids that records and links know a step or an objection by, each at one place."""
    ids: dict[int, str] = {objection.line: objection.id for objection in page.objections}
    ids.update({step.line: step.id for step in page.steps})
    taken = set(ids.values())
    found = []
    for row in rows:
        anchor = ids.pop(row.line, "") if row.text.strip() else ""
        if not anchor and row.anchor:
            anchor = row.anchor
            while anchor in taken:
                anchor += "-heading"
            taken.add(anchor)
        found.append(row if anchor == row.anchor else row._replace(anchor=anchor))
    return found


def _facts(entry: Entry, width: int, workspace: Workspace) -> list[Row]:
    page, facts, settings = entry.page, entry.page.facts, workspace.settings
    rows: list[Row] = []
    stage = next((s for s in settings.stages if s.id == facts.stage), None)
    line = [stage.name if stage else facts.stage]
    if facts.status != "live":
        line.append(facts.status)
    if page.minutes:
        line.append(f"{page.minutes:g} min")
    if facts.verified:
        owners = " + ".join(workspace.name_of(owner) for owner in facts.owners.values())
        line.append(f"verified {facts.verified.isoformat()}" + (f" by {owners}" if owners else ""))
    if entry.edited:
        line.append("edited, not committed")
    if text := " · ".join(part for part in line if part):
        rows += [Row(spans, 1) for spans in fold([(text, "dim")], width)]
    if stage and stage.exit:
        rows += _labelled("Exit", stage.exit, width)
    if facts.value:
        rows += _labelled("They get", facts.value, width)
    if facts.commitment:
        rows += _labelled("Ask for", facts.commitment, width)
    for notice in facts.notices:
        until = f" (until {notice.until.isoformat()})" if notice.until else ""
        rows += [Row(spans, 1) for spans in fold([(f"! {notice.text}{until}", "notice")], width)]
    for problem in page.problems:
        where = f"line {problem.line}: " if problem.line else ""
        rows += [Row(spans, problem.line) for spans in fold([(f"! {where}{problem.message}", "warn")], width)]
    return rows


def _labelled(label: str, text: str, width: int) -> list[Row]:
    found = []
    for number, spans in enumerate(fold([(text, "")], max(width - 10, 10))):
        found.append(Row((((f"{label:<10}" if number == 0 else " " * 10), "dim"), *spans), 1))
    return found


def heard_rows(heard: Heard, width: int, workspace: Workspace) -> list[Row]:
    """Return what was said and what was answered, as rows of a box."""
    who = "You" if heard.by in workspace.names else workspace.name_of(heard.by)
    others = f" (+{heard.votes})" if heard.votes else ""
    said = [(f"{who}{others} said: ", "strong"), (heard.said or heard.quote, "")]
    told = [(f"{workspace.name_of(heard.answered_by)} answered: ", "strong"), (heard.answer, "")]
    room = max(width - 2, 10)
    return [Row((("▎ ", "mine"), *spans)) for spans in (*fold(said, room), *fold(told, room))]


def _with_answers(
    rows: list[Row], heard: Sequence[Heard], entry: Entry, width: int, workspace: Workspace
) -> list[Row]:
    """Return `rows` with what was heard of each step below its heading, and of no step here below the title."""
    steps = {step.line: step.id for step in entry.page.steps}
    here = {steps[row.line] for row in rows if row.anchor and row.line in steps}
    boxes: dict[str, list[Row]] = {}
    for one in heard:
        boxes.setdefault(one.step if one.step in here else "", []).extend(heard_rows(one, width, workspace))
    found: list[Row] = []
    for place, row in enumerate(rows):
        found.append(row)
        after = rows[place + 1] if place + 1 < len(rows) else Row(())
        if row.line in steps and not (after.line == row.line and after.text.strip()):
            found += boxes.pop(steps[row.line], ())
    title = next((place for place, row in enumerate(found) if row.line != 1), len(found))
    return [*found[:title], *boxes.get("", ()), *found[title:]]
