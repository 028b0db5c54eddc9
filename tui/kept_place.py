"""Where one stands in a page that has changed: in the same section, at the same words."""

from __future__ import annotations

from collections.abc import Sequence

from tui.rows import Row


def place_in(before: Sequence[Row], cursor: int, after: Sequence[Row]) -> int:
    """Return the row of `after` where somebody stands who stood on row `cursor` of `before`.

    At the same words in the same section; where they are gone at the same line of it, else as far below what is
    still there above them. Where the section is gone, the same is tried with the whole page.
    """
    if not after or not 0 <= cursor < len(before):
        return max(min(cursor, len(after) - 1), 0)
    start, anchor = _section(before, cursor)
    found = next((n for n, row in enumerate(after) if anchor and row.anchor == anchor), None)
    if found is not None or not anchor:
        first = found or 0
        last = next((n for n in range(first + 1, len(after)) if after[n].anchor), len(after))
        place = _within(before, start, cursor, after, first, last)
        if place is not None:
            return place
    place = _within(before, 0, cursor, after, 0, len(after))
    return min(cursor, len(after) - 1) if place is None else place


def _section(rows: Sequence[Row], index: int) -> tuple[int, str]:
    """Return where the section of a row begins, and its anchor; the top of the page has none."""
    return next(((n, rows[n].anchor) for n in range(index, -1, -1) if rows[n].anchor), (0, ""))


def _within(
    before: Sequence[Row], start: int, cursor: int, after: Sequence[Row], first: int, last: int
) -> int | None:
    """Return the place between rows `first` and `last` of `after`; None where nothing of it is there."""
    where: dict[str, list[int]] = {}
    for number in range(first, last):
        where.setdefault(after[number].text.strip(), []).append(number)
    for row in range(cursor, start - 1, -1):
        text = before[row].text.strip()
        if text and text in where:
            near = min(where[text], key=lambda number: abs((number - first) - (row - start)))
            return min(near + cursor - row, last - 1)
        if row == cursor and text and (place := _same_line(before, start, cursor, after, first, last)):
            return place
    return None


def _same_line(
    before: Sequence[Row], start: int, cursor: int, after: Sequence[Row], first: int, last: int
) -> int:
    """Return the row of the same line, counted from the section's first; 0 where there is none."""
    line = before[cursor].line
    if not line:
        return 0
    offset = next(cursor - n for n in range(cursor + 1) if before[n].line == line)
    wanted = line - before[start].line + after[first].line
    rows = [number for number in range(first, last) if after[number].line == wanted]
    return rows[min(offset, len(rows) - 1)] if rows else 0
