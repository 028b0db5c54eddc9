"""What changed between two texts, word by word, as a person would mark it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

Op = Literal["same", "removed", "added"]
Segment = tuple[Op, str]

# A word with what sticks to it, or a run of white space, or one character of a text without spaces.
_TOKEN = re.compile(
    r"\s+|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff]|[^\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff]+"
)

_PLAIN = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}

AROUND = 1
"""Lines of unchanged text shown before and after a change."""

_MOST_TOKENS = 4_000
"""Longer passages are compared by line alone: the time to compare words grows with their square."""


def word_diff(old: str, new: str) -> list[Segment]:
    """Return what is the same, removed and added, in order; the pieces joined give both texts back.

    Lines are matched first, then the words inside what changed. A removal comes before the addition
    that replaces it, and no two pieces of one kind follow each other.
    """
    segments: list[Segment] = []
    for op, removed, added in _compare(_lines(old), _lines(new)):
        if op == "same":
            segments.append(("same", added))
            continue
        before, after = _TOKEN.findall(removed), _TOKEN.findall(added)
        if removed and added and len(before) + len(after) <= _MOST_TOKENS:
            for inner, gone, come in _compare(before, after):
                segments += [("same", come)] if inner == "same" else [("removed", gone), ("added", come)]
        else:
            segments += [("removed", removed), ("added", added)]
    return _joined(segments)


def in_plain(segments: Iterable[Segment]) -> str:
    """Return a comparison as plain text, for where there is neither colour nor line: `[-gone-]{+come+}`."""
    return "".join(_PLAIN[op].format(text) for op, text in segments)


def changed_lines(segments: Sequence[Segment]) -> list[tuple[Segment, ...] | None]:
    """Return the lines of a comparison that changed, in pieces, with a line around each; None where some are left out.

    What changed only in blanks is not a change, and blank lines at the end are not shown.
    """
    lines: list[list[Segment]] = [[]]
    changed: set[int] = set()
    for op, text in segments:
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append((op if part.strip() else "same", part))
            if op != "same" and part.strip():
                changed.add(len(lines) - 1)
    shown = sorted({near for line in changed for near in range(line - AROUND, line + AROUND + 1)})
    found: list[tuple[Segment, ...] | None] = []
    before = None
    for place in shown:
        if not 0 <= place < len(lines):
            continue
        if before is not None and place > before + 1:
            found.append(None)
        found.append(tuple(lines[place]))
        before = place
    while found and not "".join(text for _, text in found[-1] or ()).strip():
        found.pop()
    return found


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _compare(old: Sequence[str], new: Sequence[str]) -> list[tuple[Op, str, str]]:
    """Return `same` or `removed` stretches: what the old side has there, and the new."""
    from difflib import SequenceMatcher

    matcher: SequenceMatcher[str] = SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > 2_000)
    return [
        ("same" if tag == "equal" else "removed", "".join(old[a:b]), "".join(new[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
    ]


def _joined(segments: list[Segment]) -> list[Segment]:
    """Return the segments with neighbours of one kind joined, also across a white space between changes."""
    joined: list[Segment] = []
    removed = added = ""
    for place, (op, text) in enumerate(segments):
        inside = bool(removed or added) and text.isspace() and "\n" not in text
        if op == "same" and inside and place + 1 < len(segments):
            # "red car" to "blue bus" is one change, not two around a space.
            removed += text
            added += text
        elif op == "same":
            joined += _change(removed, added)
            removed = added = ""
            if joined and joined[-1][0] == "same":
                joined[-1] = ("same", joined[-1][1] + text)
            elif text:
                joined.append(("same", text))
        elif op == "removed":
            removed += text
        else:
            added += text
    return joined + _change(removed, added)


def _change(removed: str, added: str) -> list[Segment]:
    found: list[Segment] = []
    if removed:
        found.append(("removed", removed))
    if added:
        found.append(("added", added))
    return found
