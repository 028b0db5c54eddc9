"""Taking a CRM's export in, with a disk to read: what is understood of it, the import, and both in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.accounts.importing.columns import Style, style_of
from playbook.accounts.importing.errors import CannotImportError
from playbook.accounts.importing.headings import Kind, Reading, columns_of, read_headings
from playbook.accounts.importing.mapping import mapping_path, read_mapping, write_mapping
from playbook.accounts.importing.run import Import, Keeper, Nothing, Report
from playbook.accounts.importing.table import Table
from playbook.accounts.importing.values import DayOrder
from playbook.text import count_of

if TYPE_CHECKING:
    from playbook.accounts.rows import ContactRow
    from playbook.progress import Progress
    from playbook.records.model import Body
    from playbook.workspace import Workspace


@dataclass(frozen=True)
class Understood:
    """A file, and what is understood of it before anything is taken in."""

    table: Table
    reading: Reading
    style: Style
    currency: str
    """Of amounts that have none."""
    notes: tuple[str, ...] = ()
    """What is to be said of the mapping."""

    def told(self) -> list[str]:
        """Return in sentences what was understood."""
        table, reading = self.table, self.reading
        written = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
        source = f"{reading.source}'s export of " if reading.source else ""
        parted = written.get(table.delimiter, table.delimiter)
        told = [f"{table.path.name}: {source}{reading.kind}, {table.encoding.upper()}, parted by {parted}."]
        columns = sorted(reading.columns.items(), key=lambda pair: pair[1])
        found = (f"{field.replace('_', ' ')} = {table.headings[place]}" for field, place in columns)
        told.append(f"  understood: {', '.join(found)}")
        if over := reading.passed_over:
            more = f" and {len(over) - 12} more" if len(over) > 12 else ""
            told.append(f"  passed over: {', '.join(over[:12])}{more}")
        return [*told, *(f"  {note}" for note in self.notes), *self._dates()]

    def _dates(self) -> list[str]:
        style = self.style
        if not style.ambiguous:
            return []
        if style.days:
            day = "the day" if style.days == "day-first" else "the month"
            return [f"  Dates such as {style.ambiguous} are read with {day} first; --dates says otherwise."]
        why = "some are written day first, some month first" if style.both else "no row shows which"
        return [f"  Dates such as {style.ambiguous} could be two days ({why}): those rows fail. Say --dates."]


def understand(
    workspace: Workspace,
    path: Path,
    *,
    kind: Kind | None = None,
    mapping: str = "",
    dates: DayOrder = "",
    currency: str = "",
    dry_run: bool = False,
) -> Understood:
    """Return what is understood of the file at `path`, by a saved mapping where one is named.

    A mapping that is not there yet is written, unless it is a dry run. Raises CannotImportError and MappingError.
    """
    table = Table(path)
    file = mapping_path(mapping, workspace.data) if mapping else None
    saved = read_mapping(file) if file else None
    notes: list[str] = []
    if saved is not None:
        reading, missing = columns_of(table.headings, saved.columns, saved.kind)
        notes.append(f"Columns by {file}.")
        notes += [f"The mapping's column “{heading}” is not in the file." for heading in missing]
    else:
        reading = read_headings(table.headings, kind)
    if not reading.columns:
        raise CannotImportError(path, _nothing_known(table, by_mapping=file is not None))
    if file and saved is None and not dry_run:
        saved = write_mapping(file, reading, table.headings, currency)
        notes.append(f"The mapping was written to {file}; put right what is wrong there.")
    rows = (row.cells for row in table.rows() if not row.error)
    style = style_of(rows, reading, dates or (saved.dates if saved else ""), table.delimiter)
    money = (currency or (saved.currency if saved else "")).strip().upper()
    return Understood(table, reading, style, money, tuple(notes))


def _nothing_known(table: Table, *, by_mapping: bool) -> str:
    if by_mapping:
        return "None of the mapping's columns is in it."
    first = ", ".join(table.headings[:6])
    return f"None of its columns is known ({first} …). Write a mapping: --mapping NAME makes one to be filled in."


def take_in(
    workspace: Workspace,
    found: Understood,
    *,
    dry_run: bool = False,
    keep_failures: bool = True,
    progress: Progress | None = None,
) -> Report:
    """Take the rows of a file in, until `progress` is stopped; a dry run only says what would be.

    What was taken in by then is durable; rows that fail go into a file beside it where they are kept. Raises
    CannotImportError, and what the disk refuses.
    """
    keeper: Keeper = Nothing() if dry_run else _Kept(workspace)
    work = Import(
        found.table, found.reading, found.style, workspace.accounts, keeper,
        currency=found.currency, owner_id=_people(workspace), keep_failures=keep_failures,
    )  # fmt: skip
    return work.run(progress)


def came_of(report: Report, *, dry_run: bool = False) -> list[str]:
    """Return in sentences what became of the rows."""
    would = "would be " if dry_run else ""
    counts = ("created", "updated", "unchanged", "skipped", "failed")
    parts = [f"{getattr(report, name):,} {would if name == 'created' else ''}{name}" for name in counts]
    told = [f"{count_of(report.rows, 'row')}: {', '.join(parts)}"]
    if report.accounts_created:
        made = count_of(report.accounts_created, "account")
        told.append(f"{made} {would}created, because opportunities name them.")
    return told


class _Kept:
    """Writes what comes in: records for the team, people for the address book."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def records(self, bodies: list[Body]) -> None:
        """Write records for the team, durably."""
        from playbook.records.draft import Draft

        self._workspace.store.append_many([Draft(body) for body in bodies])

    def contacts(self, rows: list[ContactRow]) -> None:
        """Put people into the address book, durably."""
        self._workspace.address_book.merge(rows)


def _people(workspace: Workspace) -> Callable[[str], str]:
    """Return what turns an owner's e-mail or name into a person's id; somebody unknown stays as written."""
    known: dict[str, str] = {}
    for person in workspace.people.values():
        known |= {name.casefold(): person.id for name in (person.name, person.email, person.id) if name}
    return lambda owner: known.get(owner.casefold(), owner)
