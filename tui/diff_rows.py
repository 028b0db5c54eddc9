"""What changed in a page, word by word, as rows; knows no Textual."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from playbook.library.prose_diff import Segment, changed_lines
from playbook.plays.fields import label
from tui.rows import Row, Span, fit, fold, width_of

STYLES = {"removed": "gone", "added": "added"}
MARKS: dict[str, Span] = {"removed": ("−", "old"), "added": ("+", "new")}
"""Before the words, so that a change can be read where neither colour nor line is seen; no line hides the sign."""

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
        rows += [Row(folded) for folded in fold(marked_spans(line), width)]
    while rows and not rows[-1].text.strip():
        rows.pop()
    return rows


def fact_rows(facts: Iterable[Sequence[Segment]], width: int) -> list[Row]:
    """Return what front matter says otherwise, what the keys say below each other: see `changed_facts`."""
    parted = [_parted(fact) for fact in facts]
    names = max((width_of(name) for name, _ in parted), default=0) + 2
    rows: list[Row] = []
    for name, said in parted:
        lines = fold(marked_spans(said, "change"), max(width - names, 10))
        rows += [
            Row(((fit(f"{name}:" if number == 0 else "", names), "change"), *line))
            for number, line in enumerate(lines)
        ]
    return rows


def _parted(fact: Sequence[Segment]) -> tuple[str, list[Segment]]:
    """Return the key of a fact, and what is said of it."""
    (op, first), *rest = fact
    name, _, said = first.partition(": ")
    return name, [(op, said), *rest] if said else rest


def marked_spans(segments: Iterable[Segment], style: str = "") -> list[Span]:
    """Return one line of a comparison: what went struck out behind a `−`, what came underlined behind a `+`.

    `style`: of what stayed. White space at the edge of a change is not marked; between what went and what came in its
    place stands one.
    """
    spans: list[Span] = []
    open_ = False
    for op, text in segments:
        words = text.strip()
        if op == "same" or not words:
            spans.append((text, style))
            open_ = False
            continue
        first = text.index(words)
        before, after = text[:first], text[first + len(words) :]
        if open_ and not before:
            before = " "
        told = f"“{words}”" if words[0].isdigit() else words  # behind the sign, −12 would be another number
        spans += [(before, style), MARKS[op], (told, STYLES[op]), (after, style)]
        open_ = not after
    return [span for span in spans if span[0]]
