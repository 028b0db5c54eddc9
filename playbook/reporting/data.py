"""The tables of a report for other programs: CSV and JSON."""

from __future__ import annotations

import csv
import io
from typing import Any

from playbook.reporting.model import Cell, Grid, Report


def grid_rows(grid: Grid) -> list[dict[str, Cell]]:
    """Return a table as objects, every column with its key."""
    keys = [column.key for column in grid.columns]
    return [dict(zip(keys, row, strict=True)) for row in grid.rows]


def report_data(report: Report) -> dict[str, Any]:
    """Return all tables of a report by name; of two with one name the rows follow each other."""
    found: dict[str, Any] = {"title": report.title, "about": report.about}
    tables: dict[str, list[dict[str, Cell]]] = {}
    for grid in report.grids:
        tables.setdefault(grid.name, []).extend(grid_rows(grid))
    return found | {"tables": tables}


def grid_csv(grid: Grid) -> str:
    """Return a table as CSV with its keys on top; no cell is a formula to a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.key for column in grid.columns)
    writer.writerows([_cell(value) for value in row] for row in grid.rows)
    return out.getvalue()


def _cell(value: Cell) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value
