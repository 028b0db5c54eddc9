"""Lines of a terminal: text with named styles, folded to a width; knows no Textual."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size, split_graphemes

from playbook.text import plain

Span = tuple[str, str]
"""Text, and the names of its styles (`talk strong`), space between."""


class Row(NamedTuple):
    """One line on the screen."""

    spans: tuple[Span, ...]
    line: int = 0
    """1-based line of the file it came from, or 0."""
    anchor: str = ""
    """Id of the heading that starts here."""

    @property
    def text(self) -> str:
        """What it says, without styles."""
        return "".join(text for text, _ in self.spans)


# A break may fall at white space, and on either side of a character of a script that has none.
_ATOM = re.compile(
    r"\s+|[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]+"
)


def width_of(text: str) -> int:
    """Return how many cells `text` takes."""
    return len(text) if text.isascii() else cell_len(text)


def harmless(text: str) -> str:
    """Return text that cannot steer the terminal, whoever made the row."""
    return text if text.isprintable() else plain(text).replace("\n", " ").replace("\t", " ")


def fit(text: str, width: int) -> str:
    """Return `text` as one harmless line of exactly `width` cells, cut with `…` where it is longer."""
    text = plain(text.replace("\n", " ").replace("\t", " "))
    if width <= 0:
        return ""
    if width_of(text) <= width:
        return text + " " * (width - width_of(text))
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)


def short(text: str, width: int) -> str:
    """Return `text` as one harmless line of at most `width` cells."""
    return fit(text, width).rstrip()


_EVEN = re.compile(r"[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027]+")
"""Letters and signs that take a cell each, with no break between them but at a space."""


def _cuts(text: str, width: int) -> list[tuple[int, int]]:
    """Return the (start, end) of each line that `text` folds to."""
    return _even_cuts(text, width) or _any_cuts(text, width)


def _even_cuts(text: str, width: int) -> list[tuple[int, int]]:
    """Return the cuts of words with one space between two, where each letter takes a cell and each word has room.

    Nothing for any other text. Most lines of a page are so, and need not be looked at word by word.
    """
    if "  " in text or text[:1] in ("", " ") or text[-1] == " " or not _EVEN.fullmatch(text):
        return []
    cuts: list[tuple[int, int]] = []
    start, whole = 0, len(text)
    while whole - start > width:
        end = text.rfind(" ", start, start + width + 1)
        if end < 0:
            return []
        cuts.append((start, end))
        start = end + 1
    cuts.append((start, whole))
    return cuts


def _any_cuts(text: str, width: int) -> list[tuple[int, int]]:
    """Return the cuts of any text."""
    cuts: list[tuple[int, int]] = []
    start = end = used = 0
    for match in _ATOM.finditer(text):
        atom, size = match[0], width_of(match[0])
        if atom.isspace():
            if used + size <= width:
                used += size
            elif end > start:
                used = width + 1  # the next word starts a line
            else:  # too much to stand before the first word of a line
                start = end = match.end()
                used = 0
            continue
        if used + size > width and end > start:
            cuts.append((start, end))
            start, used = match.start(), 0
        if end <= start and used + min(size, 2) > width:  # nothing but space before it
            start, used = match.start(), 0
        if size > width:
            for position, cells in _graphemes(atom, match.start()):
                if used + cells > width and position > start:
                    cuts.append((start, position))
                    start, used = position, 0
                used += cells
        else:
            if used + size > width:
                start, used = match.start(), 0
            used += size
        end = match.end()
    if end > start or not cuts:
        cuts.append((start, end))
    return cuts


def _graphemes(word: str, offset: int) -> list[tuple[int, int]]:
    """Return where each character that a reader sees begins, counted from `offset`, and its cells."""
    if word.isascii():
        return [(position, 1) for position in range(offset, offset + len(word))]
    return [(offset + first, cells) for first, _, cells in split_graphemes(word)[0]]


def _slice(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return the part of `spans` between two offsets of their joined text."""
    found: list[Span] = []
    offset = 0
    for text, style in spans:
        low, high = max(start - offset, 0), min(end - offset, len(text))
        if low < high:
            found.append((text[low:high], style))
        offset += len(text)
        if offset >= end:
            break
    return tuple(found)


def fold(spans: Iterable[Span], width: int) -> list[tuple[Span, ...]]:
    """Return `spans` folded to lines of at most `width` cells; a newline in the text starts a line."""
    lines: list[tuple[Span, ...]] = []
    for paragraph in _split_lines(spans):
        whole = "".join(text for text, _ in paragraph)
        if width_of(whole) <= width:
            lines.append(tuple(paragraph))
        else:
            lines.extend(_slice(paragraph, start, end) for start, end in _cuts(whole, max(width, 1)))
    return lines


def _split_lines(spans: Iterable[Span]) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for text, style in spans:
        head, *rest = plain(text).replace("\t", "    ").split("\n")
        if head:
            lines[-1].append((head, style))
        lines.extend([(part, style)] if part else [] for part in rest)
    return lines
