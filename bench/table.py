"""The table, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import msgspec

from bench.row import UNITS, Row

HEADINGS = ("figure", "on", "measured", "floor", "ratio", "target", "met")
_RIGHT = ("measured", "floor", "ratio")


def cells(row: Row) -> tuple[str, ...]:
    """Return a row as texts, one for each of `HEADINGS`."""
    return (
        row.figure,
        row.size,
        amount(row.measured, row.unit),
        amount(row.floor, row.unit) if row.floor is not None else "",
        f"{row.ratio:.2f}×" if row.ratio is not None else "",
        _target(row),
        {True: "yes", False: "NO", None: ""}[row.met],
    )


def amount(value: float, unit: str) -> str:
    """Return a value in seconds, bytes or pieces as it is shown in `unit`."""
    shown = value * UNITS[unit]
    digits = 0 if unit in ("B", "") or abs(shown) >= 100 else 1 if abs(shown) >= 10 else 2
    return f"{shown:,.{digits}f} {unit}".rstrip()


def _target(row: Row) -> str:
    asked = [f"≤ {row.target.ratio:g}×"] if row.target.ratio is not None else []
    asked += (
        [f"≤ {row.target.limit * UNITS[row.unit]:,.0f} {row.unit}".rstrip()]
        if row.target.limit is not None
        else []
    )
    return " and ".join(asked) + (" (hard)" if asked and row.target.hard else "")


def as_text(rows: Sequence[Row]) -> str:
    """Return the rows in aligned columns."""
    lines = [HEADINGS, *(cells(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(
            text.rjust(width) if name in _RIGHT else text.ljust(width)
            for name, text, width in zip(HEADINGS, line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def as_markdown(rows: Sequence[Row]) -> str:
    """Return the rows as a table for a document."""
    rule = ["--:" if name in _RIGHT else "---" for name in HEADINGS]
    lines = [HEADINGS, rule, *(cells(row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def as_json(rows: Sequence[Row], machine: dict[str, Any]) -> str:
    """Return the rows with what they were measured on, in seconds, bytes and pieces, for comparing runs."""
    found = [{**msgspec.to_builtins(row), "ratio": row.ratio, "met": row.met} for row in rows]
    return json.dumps({"machine": machine, "rows": found}, indent=2, ensure_ascii=False)
