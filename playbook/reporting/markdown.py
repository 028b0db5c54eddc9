"""A report as Markdown, to send or to keep: what it says is data, never markup."""

from __future__ import annotations

import re

from playbook.reporting.model import TEXTS, Block, Grid, Report, Words, cell_text
from playbook.text import one_line

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_BULLET = re.compile(r"^([-+=])(?=[-+=\s]|$)")


def report_markdown(report: Report) -> str:
    """Return a report as Markdown with its tables; of a chart, its name and what it cannot say."""
    parts = [f"# {escaped(report.title)}", escaped(report.about)]
    for section in report.sections:
        parts.append(f"## {escaped(section.title)}")
        parts += [block for one in section.blocks if (block := _block(one))]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """Return a text on one line that Markdown shows as it is written."""
    safe = _MARKS.sub(r"\\\1", one_line(text))
    return _BULLET.sub(r"\\\1", _NUMBERED.sub(r"\1\\\2", safe))


def _block(block: Block) -> str:
    if isinstance(block, Words):
        text = escaped(block.text)
        return f"**{text}**" if block.tone == "strong" and text else text
    if isinstance(block, Grid):
        return _table(block)
    return f"*{escaped(block.title)}* {escaped(block.said)}".rstrip()


def _table(grid: Grid) -> str:
    if not grid.rows:
        return "Nothing yet."
    shown = [grid.columns[place] for place in grid.shown]
    lines = [
        "| " + " | ".join(escaped(column.heading) for column in shown) + " |",
        "|" + "|".join(" --- " if column.kind in TEXTS else " --: " for column in shown) + "|",
    ]
    for row in grid.rows:
        cells = (escaped(cell_text(row[place], grid.columns[place].kind)) for place in grid.shown)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
