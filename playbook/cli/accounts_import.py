"""`playbook accounts import`: says what it understood, what it did, and what became of every row."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.cli.common import open_workspace
from playbook.cli.output import counted, emit_json, narrate, say

if TYPE_CHECKING:
    from playbook.accounts.importing.columns import Style
    from playbook.accounts.importing.headings import Reading
    from playbook.accounts.importing.mapping import Mapping
    from playbook.accounts.importing.run import Import, Keeper, Report
    from playbook.accounts.importing.table import Table
    from playbook.accounts.rows import ContactRow
    from playbook.records.model import Body
    from playbook.workspace import Workspace

EVERY = 0.2
"""Seconds between two words of progress on a terminal; elsewhere they are rare."""
RARELY = 5.0
STOPPED = 130


class _Kept:
    """Writes what comes in: records for the team, people for the address book."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def records(self, bodies: list[Body]) -> None:
        from playbook.records.draft import Draft

        self._workspace.store.append_many([Draft(body) for body in bodies])

    def contacts(self, rows: list[ContactRow]) -> None:
        self._workspace.address_book.merge(rows)


class _Progress:
    """Says how far it has come, on one line of a terminal."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._next = time.monotonic() + (EVERY if self._shows else RARELY)
        self._width = 0

    def __call__(self, work: Import) -> None:
        if work.report.rows % 50 or time.monotonic() < self._next:
            return
        share = min(99, 100 * work.table.read // max(work.table.size, 1))
        text = f"{counted(work.report.rows, 'row')} · {share} % · Ctrl+C stops"
        if self._shows:
            sys.stderr.write("\r" + text.ljust(self._width))
            self._width = len(text)
        else:
            sys.stderr.write(text + "\n")
        sys.stderr.flush()
        self._next = time.monotonic() + (EVERY if self._shows else RARELY)

    def over(self) -> None:
        """Clear the line."""
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")


def import_(options: argparse.Namespace) -> int:
    """Take a file in; 0 where every row could be, 1 where some failed."""
    from playbook.accounts.importing.columns import style_of
    from playbook.accounts.importing.table import Table

    workspace = open_workspace(options)
    table = Table(Path(options.file))
    reading, mapping, notes = _understood(options, workspace, table)
    told = options.dates or (mapping.dates if mapping else "")
    rows = (row.cells for row in table.rows() if not row.error)
    style = style_of(rows, reading, told, table.delimiter)
    _tell(table, reading, style, notes)
    report = _run(options, workspace, table, reading, style, mapping)
    _say_what_came(options, table, reading, report)
    if report.stopped:
        return STOPPED
    return 1 if report.failed else 0


def _understood(
    options: argparse.Namespace, workspace: Workspace, table: Table
) -> tuple[Reading, Mapping | None, list[str]]:
    """Return which column is which, by the mapping where there is one; and what is to be said of it."""
    from playbook.accounts.importing.errors import CannotImportError
    from playbook.accounts.importing.headings import columns_of, read_headings
    from playbook.accounts.importing.mapping import mapping_path, read_mapping, write_mapping

    notes: list[str] = []
    path = mapping_path(options.mapping, workspace.data) if options.mapping else None
    mapping = read_mapping(path) if path else None
    if mapping is not None:
        reading, missing = columns_of(table.headings, mapping.columns, mapping.kind)
        notes.append(f"Columns by {path}.")
        notes += [f"The mapping's column “{heading}” is not in the file." for heading in missing]
    else:
        reading = read_headings(table.headings, options.kind)
    if not reading.columns:
        raise CannotImportError(
            table.path,
            f"None of its columns is known ({', '.join(table.headings[:6])} …). Write a mapping: --mapping NAME makes "
            "one to be filled in."
            if not path
            else "None of the mapping's columns is in it.",
        )
    if path and mapping is None and not options.dry_run:
        mapping = write_mapping(path, reading, table.headings, options.currency)
        notes.append(f"The mapping was written to {path}; put right what is wrong there.")
    return reading, mapping, notes


def _tell(table: Table, reading: Reading, style: Style, notes: list[str]) -> None:
    written = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}.get(
        table.delimiter, table.delimiter
    )
    source = f"{reading.source}'s export of " if reading.source else ""
    narrate(f"{table.path.name}: {source}{reading.kind}, {table.encoding.upper()}, parted by {written}.")
    found = ", ".join(
        f"{field.replace('_', ' ')} = {table.headings[place]}"
        for field, place in sorted(reading.columns.items(), key=lambda pair: pair[1])
    )
    narrate(f"  understood: {found}")
    if reading.passed_over:
        more = len(reading.passed_over) - 12
        narrate(
            f"  passed over: {', '.join(reading.passed_over[:12])}{f' and {more} more' if more > 0 else ''}"
        )
    for note in notes:
        narrate(f"  {note}")
    if style.ambiguous and style.days:
        day = "the day" if style.days == "day-first" else "the month"
        narrate(f"  Dates such as {style.ambiguous} are read with {day} first; --dates says otherwise.")
    elif style.ambiguous:
        why = "some are written day first, some month first" if style.both else "no row shows which"
        narrate(f"  Dates such as {style.ambiguous} could be two days ({why}): those rows fail. Say --dates.")


def _run(
    options: argparse.Namespace,
    workspace: Workspace,
    table: Table,
    reading: Reading,
    style: Style,
    mapping: Mapping | None,
) -> Report:
    from playbook.accounts.importing.run import Import, Nothing

    keeper: Keeper = Nothing() if options.dry_run else _Kept(workspace)
    currency = (options.currency or (mapping.currency if mapping else "")).strip().upper()
    work = Import(
        table, reading, style, workspace.accounts, keeper, currency=currency, owner_id=_people(workspace)
    )
    progress = _Progress()
    with _interruptible() as stopped:
        try:
            return work.run(lambda: bool(stopped), progress)
        finally:
            progress.over()


def _people(workspace: Workspace) -> Any:
    """Return what turns an owner's e-mail or name into a person's id; somebody unknown stays as written."""
    known: dict[str, str] = {}
    for person in workspace.people.values():
        known |= {name.casefold(): person.id for name in (person.name, person.email, person.id) if name}

    def _id_of(owner: str) -> str:
        return known.get(owner.casefold(), owner)

    return _id_of


@contextmanager
def _interruptible() -> Iterator[list[int]]:
    """Let Ctrl+C end the import between two rows; a second one ends it at once."""
    stopped: list[int] = []

    def _stop(number: int, _: object) -> None:
        if stopped:
            raise KeyboardInterrupt
        stopped.append(number)

    try:
        before = signal.signal(signal.SIGINT, _stop)
    except ValueError:  # not in the main thread: nobody can interrupt
        yield stopped
        return
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _say_what_came(options: argparse.Namespace, table: Table, reading: Reading, report: Report) -> None:
    if options.json:
        emit_json(
            {
                "file": str(table.path),
                "kind": reading.kind,
                "source": reading.source,
                "dry_run": options.dry_run,
                "columns": {field: table.headings[place] for field, place in reading.columns.items()},
                "passed_over": list(reading.passed_over),
                "rows": report.rows,
                "created": report.created,
                "updated": report.updated,
                "unchanged": report.unchanged,
                "skipped": report.skipped,
                "failed": report.failed,
                "accounts_created": report.accounts_created,
                "stopped": report.stopped,
                "failures": report.failures,
                "reasons": report.reasons,
            }
        )
    else:
        counts = ("created", "updated", "unchanged", "skipped", "failed")
        head = "would be " if options.dry_run else ""
        say(
            f"{counted(report.rows, 'row')}: "
            + ", ".join(f"{getattr(report, n):,} {head if n == 'created' else ''}{n}" for n in counts)
        )
        if report.accounts_created:
            say(
                f"{counted(report.accounts_created, 'account')} {head}created, because opportunities name them."
            )
    for reason, times in sorted(report.reasons.items(), key=lambda pair: -pair[1])[:5]:
        narrate(f"  {times:,} × {reason}")
    if report.failures:
        narrate(f"The rows that failed are in {report.failures}: mend them there and import that file.")
    if options.dry_run:
        narrate("Nothing was changed: this was a dry run.")
    if report.stopped:
        narrate("Stopped. What was taken in stands; import the file again to go on.")
