"""A liaison's report as rows of a pane: each line of a table is a point with its facts below it; knows no Textual.

Such a table holds texts (a quote, an agenda's point), which columns would cut; and it draws no chart. Coach's reports,
which are figures in columns and charts, are `tui.chart_rows`.
"""

from __future__ import annotations

from collections.abc import Sequence

from playbook.reporting.model import Block, Cell, Column, Grid, Report, Words, cell_text
from playbook.text import count_of, one_line
from tui.rows import Row, Span, fold

LEADS = ("text", "title", "topic")
"""Columns that say what a line is about."""
TYPED = ("Proposal",)
"""Headings of names that one types into a command; the screen opens them by a key."""
ALONE = ("id", "kind", "state", "next", "why", "stale", "besides")
"""Columns whose cells say by themselves what they are."""
TONES = {"strong": "strong", "dim": "dim", "warn": "warn", "good": "good", "": ""}
ONE = {"People": "person", "Customers": "customer", "Days": "day"}
"""Headings of counts, and what one of it is called."""


def report_rows(report: Report, width: int) -> list[Row]:
    """Return a report, `width` cells wide; charts have a screen of their own."""
    rows = [*_folded([(report.title, "h1")], width), *_folded([(report.about, "dim")], width)]
    for section in report.sections:
        rows += [Row(()), *_folded([(section.title, "h2")], width)]
        for block in section.blocks:
            rows += _block(block, width)
    return rows


def _block(block: Block, width: int) -> list[Row]:
    if isinstance(block, Words):
        return _folded([(block.text, TONES[block.tone])], width)
    if isinstance(block, Grid):
        return [row for cells in block.rows for row in _line(block.columns, cells, width)]
    return _folded([(block.title, "strong")], width)


def _line(columns: Sequence[Column], cells: Sequence[Cell], width: int) -> list[Row]:
    lead, facts = "", []
    for column, cell in zip(columns, cells, strict=True):
        if column.only_data or column.heading in TYPED or cell in (None, "", 0):
            continue
        text = one_line(cell_text(cell, column.kind))
        if column.key in LEADS and not lead:
            lead = text
        elif isinstance(cell, int) and column.heading in ONE:
            facts.append(count_of(cell, ONE[column.heading], column.heading.lower()))
        elif column.key in ALONE:
            facts.append(text)
        else:
            facts.append(f"{column.heading.lower()} {text}")
    lines = [*_folded([(lead, "")], width - 2), *_folded([(" · ".join(facts), "dim")], width - 2)]
    return [Row((("  " if place else "• ", "dim"), *row.spans)) for place, row in enumerate(lines)]


def _folded(spans: Sequence[Span], width: int) -> list[Row]:
    said = [span for span in spans if span[0]]
    return [Row(line) for line in fold(said, max(width, 8))] if said else []
