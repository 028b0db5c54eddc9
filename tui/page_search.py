"""Words inside a page: found across the lines that a sentence is folded to; knows no Textual."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from playbook.library.words import is_unspaced
from tui.rows import Row

PREFIX = re.compile(r"[\s┃▎│•☐☑✎]*")
"""What stands before the words of a folded line: bars, bullets, boxes."""


class Piece(NamedTuple):
    """A part of a hit: letters of one row, end excluded."""

    row: int
    start: int
    end: int


Hit = tuple[Piece, ...]


class PageText:
    """The rows of a page as running text."""

    def __init__(self, rows: Sequence[Row]) -> None:
        parts: list[str] = []
        self._starts: list[int] = []
        self._places: list[tuple[int, int]] = []
        length = 0
        before: Row | None = None
        for number, row in enumerate(rows):
            text = row.text
            skip = 0
            if before is not None:
                if goes_on(before, row):
                    found = PREFIX.match(text)
                    skip = found.end() if found else 0
                    parts.append(joint(before.text.rstrip(), text[skip:]))
                else:
                    parts.append("\n")
                length += len(parts[-1])
            self._starts.append(length)
            self._places.append((number, skip))
            parts.append(text[skip:].rstrip())
            length += len(parts[-1])
            before = row
        self._text = "".join(parts)

    def find(self, words: str) -> list[Hit]:
        """Return where `words` stand, in order, whatever the case; any white space stands for any other."""
        typed = words.split()
        if not typed:
            return []
        pattern = re.compile(r"[^\S\n]+".join(re.escape(word) for word in typed), re.IGNORECASE)
        return [self._pieces(match.start(), match.end()) for match in pattern.finditer(self._text)]

    def _pieces(self, start: int, end: int) -> Hit:
        found = []
        index = bisect_right(self._starts, start) - 1
        while index < len(self._starts) and self._starts[index] < end:
            row, skip = self._places[index]
            after = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._text)
            low, high = max(start, self._starts[index]), min(end, after)
            if low < high:
                offset = skip - self._starts[index]
                found.append(Piece(row, low + offset, high + offset))
            index += 1
        return tuple(found)


def goes_on(before: Row, row: Row) -> bool:
    """Say whether a row is the rest of the sentence in the row before it."""
    return bool(row.line) and row.line == before.line and not row.anchor and bool(before.text.strip())


def joint(before: str, after: str) -> str:
    """Return what stood between two halves of a folded line: nothing where the script has no spaces."""
    if before and after and is_unspaced(before[-1]) and is_unspaced(after[0]):
        return ""
    return " "


def marked(row: Row, pieces: Sequence[tuple[int, int, str]]) -> tuple[tuple[str, str], ...]:
    """Return the spans of `row` with a style added to each of `pieces` (start, end, style), in order."""
    found: list[tuple[str, str]] = []
    offset = 0
    for text, style in row.spans:
        end = offset + len(text)
        at = offset
        for low, high, also in pieces:
            first, last = max(low, offset), min(high, end)
            if first >= last or first < at:
                continue
            if first > at:
                found.append((text[at - offset : first - offset], style))
            found.append((text[first - offset : last - offset], f"{style} {also}".strip()))
            at = last
        if at < end:
            found.append((text[at - offset :], style))
        offset = end
    return tuple(found)
