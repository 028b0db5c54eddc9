"""Coach's reports as rows of a pane: tables in columns and charts, as `coach` prints them; knows no Textual.

Figures are read against each other, so they stand in columns, and a narrow pane leaves out the least of these. What a
liaison reads line by line, one thing with what is known of it, is `tui.report_rows`.
"""

from __future__ import annotations

from playbook.reporting.lines import report_lines
from playbook.reporting.model import Report
from tui.rows import Row, fold

WIDEST = 96
"""Cells of a sentence, however wide the pane of its tables: the eye loses a longer line on its way back."""


def chart_rows(report: Report, width: int) -> list[Row]:
    """Return a report folded to a pane."""
    return [Row(line) for line in report_lines(report, width, _folded)]


def _folded(text: str, width: int) -> list[str]:
    width = min(width, WIDEST)
    return ["".join(part for part, _ in line) for line in fold([(text, "")], width)] or [""]
