"""A report as lines for a terminal: words folded, tables aligned, charts drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from playbook.reporting.canvas import Run
from playbook.reporting.cells import HEIGHT, chart_lines
from playbook.reporting.model import TEXTS, Block, Cell, Column, Grid, Report, Words, cell_text
from playbook.text import one_line

Line = tuple[Run, ...]
Fold = Callable[[str, int], list[str]]
"""Folds a text to lines of so many cells."""
GAP = 2
LEAST = 12
"""Cells that the first column of a table keeps before it gets a line of its own."""
ROOM = 34
"""Cells of the first column, for which columns of a higher rank give way."""
INDENT = 2
"""Cells that a line is set in whose first column stands on the line above."""
TRUNCATES = 40
"""Cells of a text column that is not the first."""


def wrapped(text: str, width: int) -> list[str]:
    """Return a text folded at its spaces, for where nobody measures letters."""
    from textwrap import wrap

    return wrap(text, max(width, 8)) or [""]


def report_lines(report: Report, width: int, fold: Fold = wrapped, height: int = HEIGHT) -> list[Line]:
    """Return a report as lines of at most `width` cells, each a row of (text, look)."""
    lines: list[Line] = _folded(report.title, "h1", width, fold)
    if report.about:
        lines += _folded(report.about, "dim", width, fold)
    for section in report.sections:
        lines.append(())
        if section.title:
            lines += _folded(section.title, "h2", width, fold)
        for place, block in enumerate(section.blocks):
            drawn = block_lines(block, width, fold, height)
            # What stands right below its heading needs no line that parts it from what was before.
            lines += drawn[1:] if place == 0 and isinstance(block, Words) and drawn[0] == () else drawn
    return [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]


def block_lines(block: Block, width: int, fold: Fold = wrapped, height: int = HEIGHT) -> list[Line]:
    """Return one part of a report; charts and tables have an empty line before and after."""
    if isinstance(block, Words):
        lead: list[Line] = [()] if block.tone == "strong" else []
        return [*lead, *_folded(block.text, block.tone, width, fold)]
    if isinstance(block, Grid):
        return [(), *grid_lines(block, width), ()]
    return [(), *chart_lines(block, width, height), ()]


def grid_lines(grid: Grid, width: int) -> list[Line]:
    """Return a table: figures to the right, the first column in the room that is left, or on a line of its own."""
    if not grid.rows:
        return [(("Nothing yet.", "dim"),)]
    first, *rest = grid.shown
    name_room = max(_cells(_text(row[first], grid.columns[first])) for row in grid.rows)
    rest = _kept(grid, rest, width - max(min(name_room, ROOM), LEAST))
    cells = [[_text(row[place], grid.columns[place]) for place in rest] for row in grid.rows]
    heads = [grid.columns[place].heading for place in rest]
    widths = [max(len(head), *(_cells(row[at]) for row in cells)) for at, head in enumerate(heads)]
    room = width - sum(widths) - GAP * len(widths)
    names = [_text(row[first], grid.columns[first]) for row in grid.rows]
    wide = max(map(_cells, (grid.columns[first].heading, *names)))
    left = min(room, wide) if room >= LEAST else 0
    kinds = [grid.columns[place].kind in TEXTS for place in rest]
    heading = grid.columns[first].heading
    lines = (
        [_row(heading, heads, left, widths, kinds, "dim")]
        if left
        else [((_fit(heading, width).rstrip(), "dim"),), _row("", heads, INDENT, widths, kinds, "dim")]
    )
    for name, row in zip(names, cells, strict=True):
        if left:
            lines.append(_row(name, row, left, widths, kinds, ""))
        else:
            lines += [((_fit(name, width).rstrip(), ""),), _row("", row, INDENT, widths, kinds, "")]
    return lines


def _kept(grid: Grid, places: Sequence[int], room: int) -> list[int]:
    """Return the columns for which there is room; those of the highest rank give way first."""
    kept = list(places)

    def used() -> int:
        return sum(GAP + _wide(grid, place) for place in kept)

    while used() > room:
        last = max(kept, key=lambda place: (grid.columns[place].rank, place), default=None)
        if last is None or not grid.columns[last].rank:
            break
        kept.remove(last)
    return kept


def _wide(grid: Grid, place: int) -> int:
    column = grid.columns[place]
    return max(len(column.heading), *(_cells(_text(row[place], column)) for row in grid.rows))


def _text(value: Cell, column: Column) -> str:
    text = one_line(cell_text(value, column.kind))
    return (
        _fit(text, TRUNCATES).rstrip()
        if _cells(text) > TRUNCATES and column.kind == "text" and column.rank
        else text
    )


def _row(
    name: str, cells: Sequence[str], left: int, widths: Sequence[int], kinds: Sequence[bool], look: str
) -> Line:
    parts = [
        " " * GAP + (_fit(cell, wide) if is_text else " " * (wide - _cells(cell)) + cell)
        for cell, wide, is_text in zip(cells, widths, kinds, strict=True)
    ]
    return ((f"{_fit(name, left)}{''.join(parts)}".rstrip(), look),)


def _folded(text: str, look: str, width: int, fold: Fold) -> list[Line]:
    return [((line, look),) for line in fold(one_line(text), width)]


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _fit(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells."""
    if _cells(text) > width:
        from rich.cells import set_cell_size

        text = set_cell_size(text, max(width - 1, 0)).rstrip() + "…"
    return text + " " * (width - _cells(text))
