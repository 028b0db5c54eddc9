"""The rows that failed, as a file that can be mended and imported."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from playbook.accounts.importing.cells import quoted
from playbook.accounts.importing.headings import OWN
from playbook.accounts.importing.table import Row, Table
from playbook.files import new_beside


class Failures:
    """The rows that failed, as a file like the one they came from: mend it and import it."""

    def __init__(self, table: Table) -> None:
        """Make a new file beside the one imported, else in the folder where one is; raises CannotSaveError."""
        self._file = new_beside(table.path, "-failed", ".csv")
        self.path = Path(self._file.name)
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
