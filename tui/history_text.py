"""A page over time as text: its revisions, what each changed, and where every line comes from; knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from playbook.dates import said, said_since
from playbook.ids import shorten
from playbook.reviewing.words import said_words
from playbook.text import one_line
from tui.diff_rows import diff_rows, fact_rows
from tui.review_text import rows_of
from tui.rows import Row, Span, fit, fold

if TYPE_CHECKING:
    from playbook.library.changed_facts import Fact
    from playbook.library.page_history import Change, Line
    from playbook.library.prose_diff import Segment
    from playbook.reviewing.detail import Said

GUTTER = 27
"""Cells before a line of the page that say whose it is."""
NONE = "This page has not been committed yet, so it has no history."


def change_cells(change: Change, today: date, *, marked: bool, first: bool) -> tuple[Text, ...]:
    """Return a revision of the list: who and when, above what it says."""
    revision = change.revision
    day = said_since(revision.at.astimezone().date(), today)
    approved = (
        f" · ✓ {', '.join(dict.fromkeys(name for _, name in change.approvals))}" if change.approvals else ""
    )
    heard = f" · {len(change.feedback)} feedback" if change.feedback else ""
    mark = "◆ " if marked else "● " if first else "  "
    top = Text.assemble((mark, "bold"), (f"{day} · {one_line(revision.author)}{heard}{approved}", "dim"))
    return (Text.assemble(top, "\n  ", (one_line(revision.subject), "bold" if first else "")),)


def change_rows(
    change: Change, width: int, said_of: Sequence[Said], name_of: Callable[[str], str], now: str = ""
) -> list[Row]:
    """Return what is known of one revision: who, when, why, which feedback, which approvals."""
    revision = change.revision
    parts: list[Sequence[Span]] = [
        [(revision.subject, "h2")],
        [
            (
                f"{revision.author} · {said(revision.at.astimezone().date())} · {revision.commit[:10]}{now}",
                "dim",
            )
        ],
    ]
    if change.why:
        parts += [[], [(change.why, "")]]
    if change.review or change.approvals:
        parts.append([])
    if change.review:
        parts.append([(f"Review {change.review}", "dim")])
    parts += [[(f"✓ {side}: {name}", "good")] for side, name in change.approvals]
    if said_of:
        parts += [[], [("Because of", "h3")]]
        parts += [[(said_words(one, name_of, shorten(one.id, letter="F")), "")] for one in said_of]
    return rows_of(parts, width)


def difference_rows(told: str, facts: Sequence[Fact], segments: Sequence[Segment], width: int) -> list[Row]:
    """Return what differs between two revisions, the facts in words and the text word by word."""
    rows = [Row(()), *rows_of([[(told, "h3")]], width)]
    rows += fact_rows(facts, width)
    words = diff_rows(segments, width)
    return [*rows, *words] if words or facts else [*rows, Row((("Nothing differs in the words.", "dim"),))]


def blame_rows(lines: Sequence[Line], width: int, today: date) -> list[Row]:
    """Return every line of a page behind whose it is; said once where several follow from one change."""
    rows: list[Row] = []
    before = ""
    for line in lines:
        revision = line.change.revision
        gutter = "" if revision.commit == before else _gutter(line, today)
        before = revision.commit
        style = "" if line.change.feedback else "dim"
        for place, spans in enumerate(fold([(line.text or " ", "")], max(width - GUTTER, 20))):
            left = fit(gutter if place == 0 else "", GUTTER - 3)
            rows.append(Row(((left, style), (" │ ", "dim"), *spans), line.number))
    return rows


def _gutter(line: Line, today: date) -> str:
    heard = "F" if line.change.feedback else " "
    revision = line.change.revision
    day = said_since(revision.at.astimezone().date(), today)
    return f"{heard} {fit(day, 11)} {one_line(revision.author)}"


def line_rows(
    line: Line,
    width: int,
    said_of: Sequence[Said],
    name_of: Callable[[str], str],
    accounts: Mapping[str, int],
) -> list[Row]:
    """Return where one line comes from, and the accounts behind the feedback that brought it."""
    behind = [", ".join(accounts)] if accounts else []
    rows = change_rows(line.change, width, said_of, name_of)
    return [*rows, *rows_of([[], *([[(f"Accounts behind it: {one}", "strong")] for one in behind])], width)]
