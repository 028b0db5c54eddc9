"""The cells of one row by field, cleaned; what is too long or not of its kind fails the row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playbook.accounts.importing.errors import RowError
from playbook.accounts.importing.values import is_empty

LONGEST = 2_000
"""Characters of one value."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take a cell for a formula by."""


class Cells:
    """One row."""

    def __init__(self, cells: Sequence[str], columns: Mapping[str, int]) -> None:
        self._cells, self._columns = cells, columns

    def __call__(self, field: str) -> str:
        """Return a field's value on one line, empty where there is none; raises RowError where it is too long."""
        place = self._columns.get(field)
        raw = self._cells[place] if place is not None and place < len(self._cells) else ""
        if len(raw) > LONGEST:
            raise RowError(
                f"{field.replace('_', ' ')} has {len(raw):,} characters; {LONGEST:,} are the most."
            )
        text = " ".join(unquoted(raw).split())
        return "" if is_empty(text) else text

    @property
    def says_nothing(self) -> bool:
        """No column that is understood has anything in it."""
        return not any(
            place < len(self._cells) and self._cells[place].strip() for place in self._columns.values()
        )


def unquoted(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell


def quoted(cell: str) -> str:
    """Return a cell that no spreadsheet runs: an apostrophe before what begins like a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def first_id(ids: str) -> str:
    """Return the first of several ids in a cell, the primary one."""
    return ids.replace(",", ";").split(";")[0].strip()
