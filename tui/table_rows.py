"""A table laid out for a width: in columns, or where those would be too narrow to read, cell below cell."""

from __future__ import annotations

from collections.abc import Sequence

from tui.rows import Span, fold, width_of

Cell = Sequence[Span]
Line = tuple[Span, ...]

BETWEEN = " │ "
LEGIBLE = 6
"""Cells that a column keeps at least, if its text wants more."""


def table_lines(grid: Sequence[Sequence[Cell]], width: int) -> list[list[Line]]:
    """Return the lines of each row of `grid`, the first of which is the head, at most `width` cells wide."""
    wanted = _wanted(grid)
    room = width - len(BETWEEN) * (len(wanted) - 1)
    widths = shared(wanted, room)
    if any(got < min(want, LEGIBLE) for got, want in zip(widths, wanted, strict=True)):
        return _stacked(grid, width)
    rows = [_columns(cells, widths, "strong" if number == 0 else "") for number, cells in enumerate(grid)]
    if rows:
        rows[0].append((("─┼─".join("─" * got for got in widths), "dim"),))
    return rows


def shared(wanted: Sequence[int], room: int) -> list[int]:
    """Return what of `room` each column gets: what it wants, unless it is one of the widest, which give way."""
    if sum(wanted) <= room:
        return list(wanted)
    low, high = 0, max(wanted)
    while high - low > 1:
        middle = (low + high) // 2
        if sum(min(want, middle) for want in wanted) <= room:
            low = middle
        else:
            high = middle
    widths = [min(want, low) for want in wanted]
    left = max(room - sum(widths), 0)
    for place, want in enumerate(wanted):
        if left and want > low:
            widths[place] += 1
            left -= 1
    return widths


def _wanted(grid: Sequence[Sequence[Cell]]) -> list[int]:
    wanted: list[int] = []
    for cells in grid:
        wanted += [1] * (len(cells) - len(wanted))
        for place, cell in enumerate(cells):
            widest = max(_size(line) for line in fold(cell, 1_000_000))
            wanted[place] = max(wanted[place], widest)
    return wanted


def _size(line: Line) -> int:
    return sum(width_of(text) for text, _ in line)


def _columns(cells: Sequence[Cell], widths: Sequence[int], style: str) -> list[Line]:
    folded = [fold(cell, width) for cell, width in zip(cells, widths, strict=False)]
    found = []
    for height in range(max((len(lines) for lines in folded), default=0)):
        spans: list[Span] = []
        for place, lines in enumerate(folded):
            line = lines[height] if height < len(lines) else ()
            spans += [(text, f"{style} {own}".strip()) for text, own in line]
            if place < len(folded) - 1:
                spans += [(" " * max(widths[place] - _size(line), 0), ""), (BETWEEN, "dim")]
        found.append(tuple(spans))
    return found


def _stacked(grid: Sequence[Sequence[Cell]], width: int) -> list[list[Line]]:
    """Return each row as `head: cell` below each other, an empty line after each row."""
    head = grid[0]
    if len(grid) == 1:
        return [[line for cell in head for line in fold([(text, f"strong {s}") for text, s in cell], width)]]
    rows: list[list[Line]] = [[]]
    for cells in grid[1:]:
        found: list[Line] = []
        for place, cell in enumerate(cells):
            if not any(text.strip() for text, _ in cell):
                continue
            name = (
                [(text, f"strong {style}".strip()) for text, style in head[place]]
                if place < len(head)
                else []
            )
            found += fold([*name, (": ", "dim"), *cell] if name else cell, width)
        rows.append([*found, ()])
    return rows
