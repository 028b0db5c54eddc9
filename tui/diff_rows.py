"""What changed in a page, word by word, as rows; knows no Textual."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.library.prose_diff import Segment
from tui.rows import Row, Span, fold

STYLES = {"same": "", "removed": "old", "added": "new"}
MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
"""Beside the colour, so that the change can be read without it."""
AROUND = 1
"""Lines of unchanged text shown before and after a change."""


def diff_rows(segments: Sequence[Segment], width: int) -> list[Row]:
    """Return the changed lines with a line around each; what lies between is left out as `…`."""
    lines: list[list[Span]] = [[]]
    changed: set[int] = set()
    for op, text in segments:
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append([])
            if not part:
                continue
            first, last = MARKS[op]
            lines[-1].append((f"{first}{part}{last}" if part.strip() else part, STYLES[op]))
            if op != "same" and part.strip():
                changed.add(len(lines) - 1)
    shown = {near for line in changed for near in range(line - AROUND, line + AROUND + 1)}
    rows: list[Row] = []
    gap = False
    for number, spans in enumerate(lines):
        if number not in shown:
            gap = bool(rows)
            continue
        if gap:
            rows.append(Row((("…", "dim"),)))
            gap = False
        rows += [Row(folded) for folded in fold(spans, width)]
    while rows and not rows[-1].text.strip():
        rows.pop()
    return rows
