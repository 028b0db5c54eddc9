"""Data on stdout: JSON for programs, a table for people; narration on stderr."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

_C1 = re.compile("[\x7f-\x9f]")
GAP = "  "
WIDEST = 60
"""Cells; a wider cell of a table is cut where the terminal is narrow."""


def to_json(value: Any) -> str:
    """Return `value` as indented JSON that no terminal can take for a command."""
    import msgspec

    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    return _C1.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def emit_json(value: Any) -> None:
    """Print `value` as JSON."""
    sys.stdout.write(to_json(value) + "\n")


def emit(
    rows: Sequence[Mapping[str, Any]],
    *,
    as_json: bool,
    columns: Sequence[tuple[str, str]],
    empty: str,
) -> None:
    """Print rows: as a JSON array with all their keys, or as a table of `columns` (key, heading).

    Where there is nothing, a table says `empty` on stderr.
    """
    if as_json:
        emit_json(list(rows))
        return
    if not rows:
        narrate(empty)
        return
    sys.stdout.write(table(rows, columns, width=_terminal_width()) + "\n")


def table(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[tuple[str, str]], *, width: int | None = None
) -> str:
    """Return rows as aligned columns; the widest give way where they do not fit into `width` cells."""
    cells = [[cell(row.get(key)) for key, _ in columns] for row in rows]
    headings = [heading for _, heading in columns]
    widths = [max(cells_in(text) for text in column) for column in zip(headings, *cells, strict=True)]
    if width is not None:
        while sum(widths) + len(GAP) * (len(widths) - 1) > width and max(widths) > 8:
            widths[widths.index(max(widths))] -= 1
    lines = [_line(headings, widths)] + [_line(row, widths) for row in cells]
    return "\n".join(lines)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return GAP.join(pad(text, width) for text, width in zip(row, widths, strict=True)).rstrip()


def cell(value: Any) -> str:
    """Return a value as one harmless line of text for people."""
    from playbook.text import one_line

    if value is None:
        return ""
    if value is True:
        return "yes"
    if value is False:
        return "no"
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1e6 else f"{value:,.0f}"
    if isinstance(value, Mapping):
        return ", ".join(f"{one_line(str(k))} {cell(v)}" for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(cell(item) for item in value)
    return one_line(str(value))


def cells_in(text: str) -> int:
    """Return how many cells of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def pad(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells, cut with `…` where it is longer."""
    used = cells_in(text)
    if used <= width:
        return text + " " * (width - used)
    if text.isascii():
        return text[: width - 1] + "…"
    from rich.cells import set_cell_size

    return set_cell_size(text, width - 1) + "…"


def narrate(text: str) -> None:
    """Say something to the person, on stderr."""
    from playbook.text import plain

    sys.stderr.write(plain(text) + "\n")


def say(text: str) -> None:
    """Print text for people on stdout, harmlessly."""
    from playbook.text import plain

    sys.stdout.write(plain(text) + "\n")


def _terminal_width() -> int | None:
    import os

    if not sys.stdout.isatty():
        return None
    return os.get_terminal_size().columns
