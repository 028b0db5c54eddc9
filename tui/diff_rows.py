"""What changed in a page, word by word, as rows; knows no Textual."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from playbook.library.prose_diff import Segment, changed_lines
from playbook.plays.fields import label
from tui.rows import Row, Span, fold

STYLES = {"same": "", "removed": "old", "added": "new"}
MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
"""Beside the colour, so that the change can be read without it."""

_FIELD = re.compile(r"\{\{\s*([\w.-]+)\s*\}\}")
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\s]*\)")


def as_it_reads(segments: Iterable[Segment]) -> list[Segment]:
    """Return a comparison as who runs the page reads it: without the marks of quotes and links, blanks by name."""
    found: list[Segment] = []
    begins = {
        "removed": True,
        "added": True,
    }  # whether the old text, and the new one, are at a line's beginning
    for op, text in segments:
        sides = ("removed", "added") if op == "same" else (op,)
        first = all(begins[side] for side in sides)
        lines = text.split("\n")
        bare = [line.removeprefix("> ") if place or first else line for place, line in enumerate(lines)]
        for side in sides:
            begins[side] = text.endswith("\n") or (begins[side] and not text)
        plain = _LINK.sub(r"\1", "\n".join(bare))
        found.append((op, _FIELD.sub(lambda match: f"[{label(match[1])}]", plain)))
    return found


def diff_rows(segments: Sequence[Segment], width: int) -> list[Row]:
    """Return the changed lines with a line around each; what lies between is left out as `…`."""
    rows: list[Row] = []
    for line in changed_lines(segments):
        if line is None:
            rows.append(Row((("…", "dim"),)))
            continue
        spans: list[Span] = []
        for op, text in line:
            first, last = MARKS[op]
            spans.append((f"{first}{text}{last}", STYLES[op]))
        rows += [Row(folded) for folded in fold(spans, width)]
    while rows and not rows[-1].text.strip():
        rows.pop()
    return rows
