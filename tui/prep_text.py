"""What stands around a page in prep: what to mind first, and what was said and done before; knows no Textual."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from playbook.dates import said_day_of, short_day_of
from playbook.plays.fields import label
from playbook.text import count_of, one_line, spoken
from tui.change_marks import Marks
from tui.commands import Keys
from tui.prepared import Prepared
from tui.rows import Row, fold

if TYPE_CHECKING:
    from playbook.plays.model import Page
    from playbook.preparing import Earlier, Preparation, Reach

MANY = 4
"""Touches in a month after which one more is to be thought over."""
MOST_ITEMS = 12


def top_rows(found: Preparation, made: Prepared, marks: Marks, width: int, keys: Keys) -> list[Row]:
    """Return what to mind before anything else."""
    said: list[tuple[str, str]] = []
    page: Page = found.entry.page
    if found.why_not:
        said.append((f"! Not offered to you: {found.why_not}. It can be read, and run all the same.", "warn"))
    said += [
        (f"! {reach.name or 'They'}: not before {said_day_of(reach.not_before)}", "warn")
        for reach in found.reach
        if reach.not_before
    ]
    if found.touches >= MANY:
        said.append(
            (f"! {count_of(found.touches, 'touch', 'touches')} here in 30 days: is one more wanted?", "warn")
        )
    if marks.places:
        said.append(
            (
                f"± {count_of(marks.places, 'place')} changed since your run on {said_day_of(found.before_day)}: "
                f"{keys('page.next')} goes there",
                "new",
            )
        )
    blanks = blanks_of(page, found.fields, made)
    if blanks:
        named = ", ".join(label(name) for name in blanks[:4]) + (", …" if len(blanks) > 4 else "")
        fills = f"{keys('prep.fill')} fills {'them' if len(blanks) > 1 else 'it'}"
        said.append((f"[ ] {count_of(len(blanks), 'blank')} to fill: {named} · {fills}", "field"))
    if made.left_out:
        said.append(
            (
                f"✗ Left out of the call: {', '.join(one_line(title) for title in made.left_out.values())}",
                "warn",
            )
        )
    return [Row(spans) for text, style in said for spans in fold([(text, style)], width)]


def fields_of(page: Page) -> list[str]:
    """Return the merge fields of a page that can be filled before a call: not those that answers fill."""
    return [name for name in page.fields if not name.startswith("answer.")]


def blanks_of(page: Page, fields: dict[str, str], made: Prepared) -> list[str]:
    """Return the merge fields that nothing fills yet."""
    return [name for name in fields_of(page) if not (made.fields.get(name) or fields.get(name))]


def around_rows(found: Preparation, account: str, width: int, today: date) -> list[Row]:
    """Return what was said and done before, and what the team says: each part behind a heading to jump to."""
    rows: list[Row] = []
    if account:
        rows += _section(
            f"How to reach {account}",
            "reach",
            _reach_rows(found, width, today),
            "Nobody tried in 30 days.",
            width,
        )
        rows += _section(
            f"Your runs with {account}",
            "runs-here",
            _runs(found.here, width, today, named=False),
            "None yet.",
            width,
        )
    if found.elsewhere:
        title = "Your runs of this play with others" if account else "Your earlier runs of this play"
        rows += _section(title, "runs", _runs(found.elsewhere, width, today, named=True), "", width)
    if found.team:
        rows += _section("What the team has said of it", "team", _team(found, width), "", width)
    return rows[1:] if rows else []


def _section(title: str, anchor: str, rows: Sequence[Row], empty: str, width: int) -> list[Row]:
    heading = [
        Row(spans, 0, f"prep-{anchor}" if place == 0 else "")
        for place, spans in enumerate(fold([(one_line(title), "h2")], width))
    ]
    if not rows and empty:
        rows = [Row((("  ", ""), (empty, "dim")))]
    return [Row(()), *heading, *rows]


def _reach_rows(found: Preparation, width: int, today: date) -> list[Row]:
    rows: list[Row] = []
    for reach in found.reach:
        rows += _indented(_reach_words(reach, today), width, "")
    return rows


def _reach_words(reach: Reach, today: date) -> str:
    said = [reach.name or "nobody by name"]
    if reach.channel:
        said.append(f"wants {reach.channel}")
    if reach.not_before:
        said.append(f"! not before {short_day_of(reach.not_before, today)}")
    if reach.touches:
        said.append(
            f"{count_of(reach.touches, 'touch', 'touches')} in 30 days, last: {reach.last}, "
            f"{short_day_of(reach.last_day, today)}"
        )
    return " · ".join(said)


def _runs(runs: Sequence[Earlier], width: int, today: date, *, named: bool) -> list[Row]:
    rows: list[Row] = []
    for run in runs:
        facts = (
            short_day_of(run.day, today),
            run.account if named else run.title,
            spoken(run.connect),
            spoken(run.result),
            run.next,
        )
        rows += _indented(" · ".join(one_line(fact) for fact in facts if fact), width, "")
        for asked, answer in run.said if not named else ():
            rows += _indented(f"{one_line(asked)} — {one_line(answer)}", width, "dim", by=4)
    return rows


def _team(found: Preparation, width: int) -> list[Row]:
    rows: list[Row] = []
    for item in found.team[:MOST_ITEMS]:
        votes = f" (+{item.votes})" if item.votes else ""
        rows += _indented(f"{item.kind} · {one_line(item.text or item.quote)}{votes}", width, "")
    if len(found.team) > MOST_ITEMS:
        rows += _indented(f"and {len(found.team) - MOST_ITEMS} more", width, "dim")
    return rows


def _indented(text: str, width: int, style: str, *, by: int = 2) -> list[Row]:
    return [Row(((" " * by, ""), *spans)) for spans in fold([(text, style)], max(width - by, 10))]
