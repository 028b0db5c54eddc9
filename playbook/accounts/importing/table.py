"""A table out of a CSV file as programs really write them: read in passing, never held whole."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from playbook.accounts.importing.errors import CannotImportError

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 1_000_000
"""Characters; more than that is a quotation mark that is never closed."""
_BLOCK = 1 << 20
_LONGEST_LINE = 4 << 20
"""Characters that are read at once, where there is no end of line to be seen."""
_HEAD = 1 << 16
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Row(NamedTuple):
    """One row below the headings."""

    line: int
    """1-based line of the file on which it ends."""
    cells: list[str]
    error: str = ""
    """Why it could not be read; then there are no cells."""


class Table:
    """A file that was looked at: its encoding, delimiter and headings."""

    def __init__(self, path: Path, delimiter: str = "") -> None:
        """Look at `path`; `delimiter` where it is known. Raises CannotImportError."""
        self.path = path
        try:
            self.size = path.stat().st_size
            with path.open("rb") as file:
                head = file.read(_HEAD)
            self.encoding = _encoding(path, head)
        except OSError as error:
            raise CannotImportError(path, f"It cannot be read: {error.strerror or error}.") from error
        text = codecs.getincrementaldecoder(self.encoding)("replace").decode(head)
        first, _, rest = text.lstrip("\ufeff").partition("\n")
        self._skipped = first.strip().casefold().startswith("sep=")
        if self._skipped:  # Excel's way of saying it
            delimiter = delimiter or first.strip()[4:5]
            text = rest
        self.delimiter = delimiter or _delimiter(text)
        self.headings = self._headings()
        self.read = 0
        """Bytes read so far by `rows`, of `size`."""

    def _headings(self) -> list[str]:
        for row in self._all():
            if row.error:
                break
            if any(cell.strip() for cell in row.cells):
                return [" ".join(cell.split()) for cell in row.cells]
        raise CannotImportError(self.path, "It has no headings: the first row has to name the columns.")

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the headings, without those that are empty."""
        headed = False
        for row in self._all():
            if row.error:
                yield row
            elif any(cell and not cell.isspace() for cell in row.cells):
                if headed:
                    yield row
                headed = True

    def _all(self) -> Iterator[Row]:
        try:
            with self.path.open("rb") as raw, _big_cells():
                yield from self._parsed(raw)
        except OSError as error:
            raise CannotImportError(self.path, f"It cannot be read: {error.strerror or error}.") from error

    def _parsed(self, raw: IO[bytes]) -> Iterator[Row]:
        reader = csv.reader(self._lines(raw), delimiter=self.delimiter)
        if self._skipped:
            next(reader, None)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Row(
                    reader.line_num, [], f"It cannot be read ({error}): is a quotation mark not closed?"
                )
                continue
            yield Row(reader.line_num, cells)

    def _lines(self, raw: IO[bytes]) -> Iterator[str]:
        """Yield lines with their ends as they are: a quoted cell may hold some."""
        text = io.TextIOWrapper(raw, self.encoding, "replace", newline="")
        first = True
        while line := text.readline(_LONGEST_LINE):
            self.read = raw.tell()
            if first:
                line, first = line.removeprefix("\ufeff"), False
            yield line.replace("\0", "\ufffd") if "\0" in line else line


def _encoding(path: Path, head: bytes) -> str:
    """Return how the file is written: what its mark says, UTF-8 where all of it is, else Windows' Western letters."""
    if head.startswith(_UTF16):
        return "utf-16"
    if head[:400].count(b"\0") > len(head[:400]) // 4:  # UTF-16 without a mark
        return "utf-16-le" if head[1:400:2].count(b"\0") > head[:400:2].count(b"\0") else "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _delimiter(text: str) -> str:
    """Return what parts the cells: what stands most often in the first row with anything in it, outside quotes."""
    for line in text.splitlines():
        if line.strip():
            outside = "".join(line.split('"')[::2])
            return max(DELIMITERS, key=outside.count)
    return ","


@contextmanager
def _big_cells() -> Iterator[None]:
    """Let cells be long: notes of a CRM are."""
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)
