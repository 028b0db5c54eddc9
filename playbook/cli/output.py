"""Data on stdout: JSON for programs, a table for people; narration on stderr."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

# Valid inside JSON's strings as they are; escaped, because a terminal may act on them.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
GAP = "  "
_LETTERS_A_CELL = 4
"""More letters than that are in no cell, but in text that is made to take none."""


# JSON


def to_json(value: Any, *, indent: int = 2) -> str:
    """Return `value` as JSON that no terminal can take for a command; indented by `indent`, 0 for one line."""
    import msgspec

    try:
        data = msgspec.json.encode(value)
        text = (msgspec.json.format(data, indent=indent) if indent else data).decode()
    except UnicodeEncodeError:  # half of a surrogate pair, out of a file's name
        import json

        text = json.dumps(msgspec.to_builtins(value), indent=indent or None)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def to_lines(value: Any) -> str:
    """Return `value` as JSON on one line."""
    return to_json(value, indent=0)


def emit_json(value: Any) -> None:
    """Print `value` as JSON."""
    write_json(to_json(value))


def write_json(text: str) -> None:
    """Print JSON; where stdout cannot write a character, its escape stands for it."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        import json

        text = json.dumps(json.loads(text), indent=2 if "\n" in text else None)
    sys.stdout.write(text + "\n")


# Tables


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
    sys.stdout.write(_encodable(table(rows, columns, width=_terminal_width())) + "\n")


def table(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[tuple[str, str]], *, width: int | None = None
) -> str:
    """Return rows as aligned columns; empty ones are left out, the widest give way to fit into `width`."""
    cells = [[cell(row.get(key)) for key, _ in columns] for row in rows]
    filled = [place for place in range(len(columns)) if any(row[place] for row in cells)]
    # What no line could hold is not measured, letter by letter.
    longest = None if width is None else _LETTERS_A_CELL * width
    cells = [[row[place][:longest] for place in filled] for row in cells]
    headings = [columns[place][1] for place in filled]
    widths = [max(cells_in(text) for text in column) for column in zip(headings, *cells, strict=True)]
    if width is not None:
        _narrow(widths, width)
    lines = [_line(headings, widths)] + [_line(row, widths) for row in cells]
    return "\n".join(lines)


def _narrow(widths: list[int], width: int) -> None:
    over = sum(widths) + len(GAP) * (len(widths) - 1) - width
    while over > 0 and max(widths) > 8:
        widest = widths.index(max(widths))
        # Down to the next widest at once, so that a cell of a million letters takes no million turns.
        others = [one for place, one in enumerate(widths) if place != widest]
        step = max(1, min(over, widths[widest] - max([8, *others])))
        widths[widest] -= step
        over -= step


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return GAP.join(pad(text, width) for text, width in zip(row, widths, strict=True)).rstrip()


def cell(value: Any) -> str:
    """Return a value as one harmless line of text for people."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{cell(v)} {to_line(k)}".strip() for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(cell(item) for item in value)
    return to_line(value)


def to_line(value: Any) -> str:
    """Return `value` as one harmless line."""
    from playbook.text import one_line

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


def csv_cell(value: Any) -> str:
    """Return a value for a spreadsheet, which must not take it for a formula."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    from playbook.accounts.importing.cells import quoted

    return quoted(cell(value))


# Words


def narrate(text: str) -> None:
    """Say something to the person, on stderr."""
    from playbook.text import plain

    sys.stderr.write(plain(text) + "\n")


def say(text: str) -> None:
    """Print text for people on stdout, harmlessly."""
    from playbook.text import plain

    sys.stdout.write(_encodable(plain(text)) + "\n")


def _encodable(text: str) -> str:
    """Return `text` with what stdout cannot write replaced: a terminal without UTF-8, a broken file name."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def _terminal_width() -> int | None:
    import os

    if not sys.stdout.isatty():
        return None
    return os.get_terminal_size().columns or None
