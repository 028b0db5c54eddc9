"""A page as it reads on the screen: its facts, its text, and what became of what was said about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from playbook.dates import said
from playbook.library.freshness import freshness
from playbook.plays.fields import fill
from playbook.plays.frontmatter import front_lines
from playbook.text import one_line, whole_minutes
from tui.change_marks import Marks, change_marks
from tui.heard_rows import with_answers
from tui.markdown_rows import ALOUD, markdown_rows, texts_of
from tui.rows import Row, fold

if TYPE_CHECKING:
    from playbook.became import Became
    from playbook.desk.answers import Heard
    from playbook.library.catalog import Entry
    from playbook.plays.model import Page, Step
    from playbook.runs.wording import Worded
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
    became: Mapping[str, Became] | None = None,
    fields: Mapping[str, str] | None = None,
    marks: Marks | None = None,
    worded: Worded | None = None,
    left_out: Collection[str] = (),
) -> list[Row]:
    """Return a page as rows: facts (unless `brief`), text, and at each step what was `heard` and what it `became`.

    `fields` fill its merge fields (default: what is known of me); `marks` say what has changed in it, `worded`
    which talk tracks I say in words of my own, `left_out` which steps (by id) I leave out of the next call.
    """
    page = entry.page
    title = [Row(spans, 1) for spans in fold([(one_line(page.title), "h1")], width)]
    rows = title if brief else [*title, *_facts(entry, width, workspace)]
    body, first_line = _body(entry, start)
    if head and len(body) > head:
        body = body[: body.rfind("\n", 0, head) + 1] or body[:head]
    if len(body) > RAW_ABOVE:
        rows += [
            Row(spans, n)
            for n, line in enumerate(body.split("\n"), first_line)
            for spans in fold([(line, "")], width)
        ]
        return rows
    known = workspace.fields() if fields is None else fields
    text = markdown_rows(
        body,
        width,
        first_line=first_line,
        guide=page.kind == "scorecard",
        fields=known,
        marks=marks,
    )
    rows += [Row(()), *_anchored(_without_title(text, page.title), page)]
    if worded is not None:
        rows = with_my_words(rows, page, worded, width, known)
    if left_out:
        rows = _without_steps(rows, page, left_out)
    return with_answers(rows, heard, became or {}, page, width, workspace) if heard else rows


def _body(entry: Entry, start: int = 0) -> tuple[str, int]:
    """Return the Markdown below the front matter, and the line of the file it begins on."""
    lines = entry.text.split("\n")
    first = max(front_lines(entry.text), start - 1)
    return "\n".join(lines[first:]), first + 1


def changes_since(entry: Entry, before: str) -> Marks:
    """Return what has changed in a page since its text was `before`."""
    guide = entry.page.kind == "scorecard"
    new, _ = _body(entry)
    old = "\n".join(before.split("\n")[front_lines(before) :])
    if max(len(old), len(new)) > RAW_ABOVE:
        return Marks({}, {})
    return change_marks(texts_of(old, guide=guide), texts_of(new, guide=guide))


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
    rows = _notices(page, width, workspace)
    stage = next((s for s in settings.stages if s.id == facts.stage), None)
    line = [stage.name if stage else facts.stage]
    if facts.status != "live":
        line.append(facts.status)
    if page.minutes:
        line.append(whole_minutes(page.minutes))
    owners = [workspace.name_of(owner) for owner in facts.owners.values()]
    every = facts.verify_every or settings.review.verify_every
    fresh = freshness(facts.verified, workspace.today, every, owners)
    line.append(fresh.words)
    if entry.edited:
        line.append("edited, not committed")
    if text := " · ".join(part for part in line if part):
        style = "warn" if fresh.overdue else "dim"
        rows += [Row(spans, 1) for spans in fold([(text, style)], width)]
    if stage and stage.exit:
        rows += _labelled("Exit", stage.exit, width)
    if facts.value:
        rows += _labelled("They get", facts.value, width)
    if facts.commitment:
        rows += _labelled("Ask for", facts.commitment, width)
    for problem in page.problems:
        where = f"line {problem.line}: " if problem.line else ""
        rows += [Row(spans, problem.line) for spans in fold([(f"! {where}{problem.message}", "warn")], width)]
    return [*rows, *_as_it_stands(entry, width)] if page.problems else rows


def _notices(page: Page, width: int, workspace: Workspace) -> list[Row]:
    """Return the dated notices that still hold: on top, also where somebody only looks in."""
    rows: list[Row] = []
    for notice in page.facts.notices:
        if notice.until is not None and notice.until < workspace.today:
            continue
        until = f" (until {said(notice.until)})" if notice.until else ""
        by = f" — {workspace.name_of(notice.by)}" if notice.by else ""
        rows += [Row(spans, 1) for spans in fold([(f"! {notice.text}{until}{by}", "notice")], width)]
    return rows


AROUND = 4
"""Lines shown around one that does not parse."""


def _as_it_stands(entry: Entry, width: int) -> list[Row]:
    """Return front matter that does not parse as it stands in the file, with the line that is to be mended."""
    from playbook.plays.frontmatter import read_front

    front = read_front(entry.text)
    broken = {problem.line for problem in front.problems if problem.line}
    if not broken:
        return []
    lines = entry.text.split("\n")
    first, last = max(min(broken) - AROUND, 1), min(max(broken) + AROUND, max(front.lines, max(broken)))
    rows = []
    for number, text in enumerate(lines[first - 1 : last], first):
        mark, style = ("▶", "warn") if number in broken else (" ", "code")
        folded = fold([(text, style)], max(width - 7, 10)) or [()]
        rows += [
            Row(((f"{mark}{number:>4} " if place == 0 else " " * 6, "dim"), ("│", "dim"), *spans), number)
            for place, spans in enumerate(folded)
        ]
    return [Row(()), *rows]


def _labelled(label: str, text: str, width: int) -> list[Row]:
    found = []
    for number, spans in enumerate(fold([(text, "")], max(width - 10, 10))):
        found.append(Row((((f"{label:<10}" if number == 0 else " " * 10), "dim"), *spans), 1))
    return found


# My words, and steps left out


def with_my_words(
    rows: Sequence[Row], page: Page, worded: Worded, width: int, fields: Mapping[str, str]
) -> list[Row]:
    """Return `rows` with my words below the talk tracks they stand for, and those without one at the end."""
    after: dict[int, list[Row]] = {}
    for (step_id, place), words in worded.here.items():
        step = page.step(step_id)
        if step is None or place >= len(step.talk_tracks):
            continue
        track = step.talk_tracks[place]
        last_line = (track.lines or (track.line,))[-1] + track.texts[-1].count("\n")
        found = [
            number
            for number, row in enumerate(rows)
            if track.line <= row.line <= last_line and any("talk-bar" in style for _, style in row.spans[:2])
        ]
        if found:
            told = " (the talk track was reworded since)" if words.changed else ""
            after[found[-1]] = words_rows(
                fill(words.text, fields), width, f"My words{told}", "warn" if words.changed else "mine"
            )
    made: list[Row] = []
    for number, row in enumerate(rows):
        made.append(row)
        made += after.get(number, ())
    for lost in worded.lost:
        made += [Row(()), *words_rows(lost.text, width, "My words for a talk track that is gone", "warn")]
    return made


def words_rows(text: str, width: int, label: str, style: str) -> list[Row]:
    """Return words of one's own, with what they are above them."""
    room = max(min(width, ALOUD) - 2, 10)
    label_rows = fold([(f"✎ {label}", f"{style} strong label")], room)
    return [Row((("┃ ", "mine mine-bar"), *spans)) for spans in (*label_rows, *fold([(text, "mine")], room))]


def _without_steps(rows: Sequence[Row], page: Page, left_out: Collection[str]) -> list[Row]:
    """Return `rows` with the steps that are left out dimmed, and said to be at their heading."""
    out = [step for step in page.steps if step.id in left_out]
    made: list[Row] = []
    for number, row in enumerate(rows):
        step = _step_of(out, row.line)
        if step is None:
            made.append(row)
            continue
        made.append(row._replace(spans=tuple((text, f"{style} dim".strip()) for text, style in row.spans)))
        after = rows[number + 1] if number + 1 < len(rows) else Row(())
        ends_heading = row.line == step.line and bool(row.text.strip())
        if ends_heading and not (after.line == step.line and after.text.strip()):
            made.append(Row((("✗ left out of the next call", "warn"),)))
    return made


def _step_of(steps: Sequence[Step], line: int) -> Step | None:
    return next((step for step in steps if step.line <= line <= step.end_line), None) if line else None
