"""The rows that failed, as a file that can be mended and imported."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from playbook.accounts.importing.cells import quoted
from playbook.accounts.importing.headings import OWN
from playbook.accounts.importing.table import Row, Table
from playbook.files import CannotSaveError


class Failures:
    """The rows that failed, as a file like the one they came from: mend it and import it."""

    def __init__(self, table: Table) -> None:
        """Make a new file beside the one imported, else in the folder where one is; raises CannotSaveError."""
        self.path, self._file = _new_file(table.path)
        self._writer = csv.writer(
            self._file, delimiter=table.delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n"
        )
        own = [place for place, heading in enumerate(table.headings) if heading.casefold() in OWN]
        self._own = frozenset(own)
        self._writer.writerow([*OWN, *self._others(table.headings)])

    def add(self, row: Row, reason: str) -> None:
        """Write a row with why it failed."""
        self._writer.writerow([quoted(reason), row.line, *map(quoted, self._others(row.cells))])

    def _others(self, cells: Iterable[str]) -> Iterator[str]:
        """Yield the cells but those that an earlier file of failures had added."""
        return (cell for place, cell in enumerate(cells) if place not in self._own)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _new_file(path: Path) -> tuple[Path, IO[str]]:
    """Return a file that was not there before, beside `path` or where one is; raises CannotSaveError."""
    folders = [path.parent, Path.cwd()]
    stem = path.stem.removesuffix("-failed")
    for folder in folders:
        for number in range(1, 10_000):
            name = f"{stem}-failed.csv" if number == 1 else f"{stem}-failed-{number}.csv"
            try:
                return folder / name, (folder / name).open("x", encoding="utf-8-sig", newline="")
            except FileExistsError:
                continue
            except OSError as error:
                refused = error
                break
    raise CannotSaveError(path.parent, refused)
