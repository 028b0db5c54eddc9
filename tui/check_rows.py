"""A page with what the linter says at its lines, as rows; knows no Textual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from playbook.text import count_of, one_line
from tui.rows import Row, fold

if TYPE_CHECKING:
    from playbook.plays.lint.model import Finding

LOOKS: Mapping[str, tuple[str, str, str]] = {
    "error": ("✗", "error", "bad"),
    "warn": ("!", "warning", "warn"),
    "suggestion": ("·", "suggestion", "hint"),
}
"""Severity → glyph, word and style."""
GUTTER = 2
"""Cells left of the page."""


class CheckedRows(NamedTuple):
    """The page, and where each finding stands in it."""

    rows: list[Row]
    places: tuple[int, ...]
    """Of each finding, in their order: the row that says it."""


def checked_rows(
    page: Sequence[Row], findings: Sequence[Finding], lines: Sequence[str], width: int
) -> CheckedRows:
    """Return a page's rows (folded for `width` less the gutter) with each finding below the line that it is about.

    What is wrong with the front matter, which a rep does not see, stands on top with the line of the file
    (`lines`) that says it.
    """
    worst = _worst(findings)
    below: dict[int, list[int]] = {}
    for number, finding in enumerate(findings):
        below.setdefault(_row_for(page, finding.line), []).append(number)
    shown = {row.line for row in page if row.text.strip()}
    rows: list[Row] = []
    places = [0] * len(findings)
    for index, row in enumerate(page):
        level = worst.get(row.line) if row.line and row.text.strip() else None
        glyph, _, style = LOOKS[level] if level else (" ", "", "")
        rows.append(row._replace(spans=((f"{glyph} ", style), *row.spans)))
        for number in below.get(index, ()):
            finding = findings[number]
            places[number] = len(rows)
            rows += finding_rows(finding, width, "" if finding.line in shown else _line(lines, finding.line))
    return CheckedRows(rows, tuple(places))


def finding_rows(finding: Finding, width: int, line: str = "") -> list[Row]:
    """Return what one finding says; `line` is the line of the file, where it is not to be seen above."""
    glyph, word, style = LOOKS[finding.severity]
    fix = f" Fix: {finding.fix}." if finding.edits and finding.fix else ""
    said = [(f"{glyph} {word} {finding.code} ", f"{style} strong"), (f"{finding.message}{fix}", style)]
    rows = [Row((("▎ ", style), *spans), finding.line) for spans in fold(said, max(width - GUTTER, 10))]
    if line.strip():
        quoted = fold([(f"{finding.line}: {one_line(line)}", "code")], max(width - GUTTER, 10))
        rows += [Row((("▎ ", style), *spans), finding.line) for spans in quoted]
    return rows


def told(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each kind, in words."""
    counts = [
        f"{glyph} {count_of(number, word)}"
        for level, (glyph, word, _) in LOOKS.items()
        if (number := sum(one.severity == level for one in findings))
    ]
    return ", ".join(counts) or "✓ nothing to say about this page"


def _worst(findings: Sequence[Finding]) -> dict[int, str]:
    order = list(LOOKS)
    found: dict[int, str] = {}
    for finding in findings:
        before = found.get(finding.line, "suggestion")
        found[finding.line] = min(before, finding.severity, key=order.index)
    return found


def _row_for(page: Sequence[Row], line: int) -> int:
    """Return the row below which a line's findings stand: the line's last, else the last one before it."""
    best = 0
    for index, row in enumerate(page):
        if row.line and row.line <= line and row.text.strip():
            if row.line >= page[best].line:
                best = index
        elif row.line > line:
            break
    return best


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""
