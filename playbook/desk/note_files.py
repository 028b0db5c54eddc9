"""Feedback that a team kept elsewhere: plain text, a table, or JSON lines; and what failed of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from playbook.desk.notes import read_notes

Format = Literal["text", "csv", "json"]
ENDINGS: dict[Format, str] = {"text": ".txt", "csv": ".csv", "json": ".jsonl"}
KEYS = ("kind", "text", "severity", "play", "step", "quote", "account", "opportunity", "deal_stage", "tried")
"""What a row may say."""
WHY = "why"
"""The column, or key, of a file of failures that says what was wrong; passed over when it is imported again."""
_SIGNS = frozenset({"kind", "text", "quote"})
"""A table has at least one of these columns: else its first line is a sentence with commas in it."""
_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1_000_000
_HEADINGS = 10_000
"""Characters in which the headings of a table stand."""


@dataclass(frozen=True)
class NoteRow:
    """One item of a file, as it stands there."""

    line: int
    """Where it stands: of a table's row, where it ends."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Those of `KEYS` that it gives."""
    wrong: str = ""
    """Why it could not be read."""
    raw: Any = None
    """What stood there, for the file of failures: cells, an object, or a line of text."""


@dataclass(frozen=True)
class NoteFile:
    """A file that was read."""

    format: Format
    rows: tuple[NoteRow, ...]
    headings: tuple[str, ...] = ()
    """Of a table."""
    delimiter: str = ","


def read_note_file(text: str) -> NoteFile:
    """Return the items of a file's text; what it is, is seen from its first line. Never raises."""
    first = next((line for line in text.split("\n") if line.strip()), "")[:_HEADINGS]
    if first.lstrip().startswith("{"):
        return NoteFile("json", tuple(_objects(text)))
    delimiter = max(_DELIMITERS, key=first.count)
    headings = [cell.strip().casefold() for cell in next(csv.reader([first], delimiter=delimiter), [])]
    if _SIGNS & set(headings) and (len(headings) > 1 or headings == [first.strip().casefold()]):
        return _table(text, delimiter)
    rows = (
        NoteRow(
            one.line,
            _given({"kind": one.kind or "", "text": one.text, "tried": one.tried}),
            raw=f"{one.kind or ''}{f' ({one.tried})' if one.tried else ''}: {one.text}"
            if one.kind
            else one.text,
        )
        for one in read_notes(text)
    )
    return NoteFile("text", tuple(rows))


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: values[key] for key in KEYS if values.get(key) not in (None, "")}


def _objects(text: str) -> Iterable[NoteRow]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield NoteRow(number, wrong=f"It is not JSON ({error}).", raw=line)
            continue
        if isinstance(row, dict):
            yield NoteRow(number, _given(row), raw=row)
        else:
            yield NoteRow(number, wrong="It is not an object.", raw=line)


def _table(text: str, delimiter: str) -> NoteFile:
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text.lstrip("\n"), newline=""), delimiter=delimiter)
        headings = tuple(cell.strip().casefold() for cell in next(reader, []))
        rows = []
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                rows.append(NoteRow(reader.line_num, wrong=f"It cannot be read as a row ({error}).", raw=[]))
                continue
            if cells is None:
                return NoteFile("csv", tuple(rows), headings, delimiter)
            if any(cell.strip() for cell in cells):
                values = dict(zip(headings, cells, strict=False))
                rows.append(NoteRow(reader.line_num, _given(values), raw=cells))
    finally:
        csv.field_size_limit(before)


# What failed


def failed_text(file: NoteFile, failed: Iterable[tuple[NoteRow, str]]) -> str:
    """Return the items that failed as a file of the same form, each with why: mend it and import it."""
    if file.format == "csv":
        return _failed_table(file, failed)
    if file.format == "text":
        parts = (f"# Line {row.line}: {why}\n\n{row.raw}\n" for row, why in failed)
        return "\n".join(parts)
    lines = []
    for row, why in failed:
        known = row.raw if isinstance(row.raw, dict) else {"text": row.raw}
        lines.append(json.dumps({WHY: why, **known}, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


def _failed_table(file: NoteFile, failed: Iterable[tuple[NoteRow, str]]) -> str:
    kept = [place for place, heading in enumerate(file.headings) if heading != WHY]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=file.delimiter, lineterminator="\r\n")
    writer.writerow([WHY, *(file.headings[place] for place in kept)])
    for row, why in failed:
        cells = row.raw
        writer.writerow([why, *(cells[place] for place in kept if place < len(cells))])
    return out.getvalue()
