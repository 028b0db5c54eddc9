"""Importing a log from elsewhere, with a disk to read: what is understood of it, and the import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from playbook.accounts.importing.cells import Cells
from playbook.accounts.importing.errors import CannotImportError, RowError
from playbook.accounts.importing.failures import Failures
from playbook.accounts.importing.headings import bare
from playbook.accounts.importing.mapping import mapping_path
from playbook.accounts.importing.table import Row, Table
from playbook.accounts.importing.values import DayOrder
from playbook.elsewhere.came import Taken
from playbook.elsewhere.cases import Happened, Words, by_case, case_id, imported
from playbook.elsewhere.mapping import (
    LogMapping,
    check_steps,
    guess,
    guess_columns,
    read_mapping,
    write_mapping,
)
from playbook.elsewhere.times import order_of, parse_time, zone_of
from playbook.errors import PlaybookError
from playbook.progress import Progress, WasStoppedError
from playbook.records.model import Imported

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.plays.model import Page
    from playbook.plays.settings_model import Person
    from playbook.workspace import Workspace

BATCH = 2_000
"""Cases that are made durable together."""
_MOST_WORDS = 200
"""Different activities or results that a new mapping lists; more are no vocabulary, but a column of texts."""


class NoPlayError(PlaybookError):
    """A new mapping needs a play."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is no {path} yet. Say with --play which play the log is to be read as; then it is written, to be "
            "looked through."
        )


@dataclass(frozen=True)
class Understood:
    """A log, and what is understood of it before anything is taken in."""

    table: Table
    mapping: LogMapping
    file: Path
    """The mapping's."""
    written: bool
    """The mapping was made just now, and is to be looked through before anything is imported."""
    page: Page
    """The play that cases are read as."""
    blob: str
    """Its revision."""
    order: DayOrder = ""
    zone: tzinfo | None = None
    notes: tuple[str, ...] = ()

    def told(self) -> list[str]:
        """Return in sentences what was understood."""
        columns = ", ".join(
            f"{name} = {heading}" for name, heading in self.mapping.columns.items() if heading
        )
        first = f"{self.table.path.name}: a log read as “{self.page.title}”, {self.table.encoding.upper()}."
        return [first, f"  understood: {columns}", *(f"  {note}" for note in self.notes)]


def understand(
    workspace: Workspace, path: Path, mapping: str, play: str = "", *, dry_run: bool = False
) -> Understood:
    """Return what is understood of the log at `path` by the mapping named.

    One that is not there yet is guessed for the play named, and written unless it is a dry run; nothing is to be
    imported by it before somebody looked through it. Raises CannotImportError, MappingError, NoPlayError.
    """
    file = mapping_path(mapping, workspace.data)
    if file.suffix == ".json":
        raise PlaybookError("The mapping of a log is TOML: name a file that ends in .toml.")
    saved = read_mapping(file)
    table = Table(path)
    written = saved is None
    if saved is None:
        if not play:
            raise NoPlayError(file)
        entry = _play(workspace, play)
        columns = guess_columns(table.headings)
        saved = guess(
            path.stem, entry.page, table.headings,
            _words(table, columns.get("activity", "")), _words(table, columns.get("result", "")),
        )  # fmt: skip
        if not dry_run:
            write_mapping(file, saved, entry.page)
    else:
        entry = _play(workspace, play or saved.play)
        check_steps(file, saved, entry.page)
    return understood(table, saved, file, entry.page, entry.blob, written=written)


def understood(
    table: Table, saved: LogMapping, file: Path, page: Page, blob: str, *, written: bool = False
) -> Understood:
    """Return what is understood of a table by a mapping, as runs of `page`; raises CannotImportError.

    Raises PlaybookError for a time zone that is none.
    """
    columns = _columns(table, saved)
    missing = [heading for heading in saved.columns.values() if heading and _place(table, heading) is None]
    notes = [f"The mapping's column “{heading}” is not in the file." for heading in missing]
    needed = [name for name in ("case", "activity", "time") if name not in columns]
    if needed and not written:
        raise CannotImportError(table.path, f"It has no column for {' and '.join(needed)}, by {file}.")
    order = saved.time.dates
    if "time" in columns and not saved.time.format and not order:
        place = columns["time"]
        cells = (row.cells[place] for row in table.rows() if not row.error and place < len(row.cells))
        order, either = order_of(cells, table.delimiter)
        if either and order:
            notes.append(
                f"Dates such as {either} are read with the day first; dates in the mapping says otherwise."
            )
        elif either:
            notes.append(
                f"Dates such as {either} could be two days: those rows fail. Say dates in the mapping."
            )
    return Understood(table, saved, file, written, page, blob, order, zone_of(saved.time.zone), tuple(notes))


def _play(workspace: Workspace, typed: str) -> Entry:
    entry = workspace.page(typed)
    if not entry.page.runnable:
        raise PlaybookError(f"“{entry.page.title}” is no play: it has no steps that a case could go through.")
    return entry


def _place(table: Table, heading: str) -> int | None:
    names = [bare(one) for one in table.headings]
    return names.index(bare(heading)) if bare(heading) in names else None


def _columns(table: Table, mapping: LogMapping) -> dict[str, int]:
    found = {name: _place(table, heading) for name, heading in mapping.columns.items() if heading}
    return {name: place for name, place in found.items() if place is not None}


def _words(table: Table, heading: str) -> list[str]:
    """Return the different words of a column, the most frequent first; none of a column of texts."""
    place = _place(table, heading) if heading else None
    if place is None:
        return []
    counted = Counter(
        " ".join(row.cells[place].split()) for row in table.rows() if not row.error and place < len(row.cells)
    )
    counted.pop("", None)
    return [word for word, _ in counted.most_common()] if len(counted) <= _MOST_WORDS else []


# Taking in


@dataclass
class _Reading:
    """Rows on their way to cases."""

    found: Understood
    taken: Taken
    events: list[Happened] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    """Cases of which a row failed: none of them is imported half."""
    failed: list[tuple[Row, str]] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    """Rows of each case, for the file of failures."""

    def whole(self, progress: Progress) -> dict[str, list[Happened]]:
        """Read the file; return the rows of each case that can be read whole. Raises WasStoppedError."""
        table, columns = self.found.table, _columns(self.found.table, self.found.mapping)
        with progress.over(f"Reading {table.path.name}", unit="rows") as under_way:
            for row in table.rows():
                self.take(row, columns)
                under_way.step(share=table.read / max(table.size, 1))
        return {name: rows for name, rows in by_case(self.events).items() if name not in self.refused}

    def take(self, row: Row, columns: Mapping[str, int]) -> None:
        """Read one row; one that fails takes its case with it."""
        self.taken.rows += 1
        case = ""
        try:
            if row.error:
                raise RowError(row.error)
            cells = Cells(row.cells, columns)
            case = cells("case")
            if not case:
                raise RowError("It names no case.")
            self.rows.setdefault(case, []).append(row)
            activity = cells("activity")
            if not activity:
                raise RowError("It names no activity.")
            times, found = self.found.mapping.time, self.found
            at = parse_time(cells("time"), times.format, found.order, found.zone or zone_of(times.zone))
            self.events.append(
                Happened(case, at, activity, cells("person"), cells("result"), cells("account"), row.line)
            )
        except RowError as error:
            self.refused |= {case} - {""}
            self.failed.append((row, str(error)))


def take_in(
    workspace: Workspace, found: Understood, *, dry_run: bool = False, progress: Progress | None = None
) -> Taken:
    """Take the cases of a log in; a dry run only says what would be.

    A case of which a row fails waits whole: all its rows go to a file beside the log, to be mended and imported. A
    case that is here already and says the same is left as it is. What was taken in when `progress` was stopped
    stands. Raises CannotImportError, and what the disk refuses.
    """
    taken = Taken()
    reading = _Reading(found, taken)
    words = _words_of(found, workspace.people)
    known = _known(workspace, found.mapping.log)
    try:
        cases = reading.whole(progress or Progress())
        fresh = _fresh(cases.values(), words, found, known, taken)
        _tell_words(cases.values(), words, taken)
        if not dry_run:
            for start in range(0, len(fresh), BATCH):
                _keep(workspace, fresh[start : start + BATCH])
    except WasStoppedError:
        taken.stopped = True
        return taken
    _fail(reading, keep=not dry_run)
    return taken


def cases_in(found: Understood, people: Mapping[str, Person]) -> list[Imported]:
    """Return every case of a log that can be read whole, as it would be imported; raises CannotImportError."""
    words = _words_of(found, people)
    cases = _Reading(found, Taken()).whole(Progress())
    return [imported(rows, words, found.page, found.blob) for rows in cases.values()]


def _words_of(found: Understood, people: Mapping[str, Person]) -> Words:
    mapping = found.mapping
    by_activity = "result" not in _columns(found.table, mapping)
    return Words(mapping.log, mapping.activities, mapping.results, _people(people, mapping), by_activity)


def _fresh(
    cases: Iterable[list[Happened]],
    words: Words,
    found: Understood,
    known: Mapping[str, Imported],
    taken: Taken,
) -> list[Imported]:
    fresh = []
    for rows in cases:
        taken.cases += 1
        before = known.get(case_id(words.log, rows[0].case))
        case = imported(rows, words, found.page, found.blob)
        taken.results[case.label] = taken.results.get(case.label, 0) + 1
        if before is not None and msgspec.structs.replace(before, blob=case.blob) == case:
            taken.unchanged += 1
            continue
        taken.created += before is None
        taken.updated += before is not None
        fresh.append(case)
    return fresh


def _tell_words(cases: Iterable[list[Happened]], words: Words, taken: Taken) -> None:
    unknown = Counter(one.activity for rows in cases for one in rows if one.activity not in words.activities)
    if words.by_activity:
        for result in words.results:
            unknown.pop(result, None)
    taken.activities = dict(unknown.most_common())
    taken.unknown = tuple(label for label in taken.results if label and label not in words.results)


def _keep(workspace: Workspace, cases: list[Imported]) -> None:
    from playbook.records.draft import Draft

    workspace.store.append_many([Draft(case) for case in cases])


def _fail(reading: _Reading, *, keep: bool) -> None:
    """Count what failed, and write the rows of the cases that wait into a file beside the log."""
    taken = reading.taken
    reasons = Counter(reason for _, reason in reading.failed)
    taken.failed = len(reading.failed)
    taken.reasons = dict(reasons.most_common())
    if not reading.failed or not keep:
        return
    own = {row.line: reason for row, reason in reading.failed}
    waiting = {row.line: row for row, _ in reading.failed}
    for case in reading.refused:
        waiting |= {row.line: row for row in reading.rows[case]}
    failures = Failures(reading.found.table)
    taken.failures = str(failures.path)
    for line, row in sorted(waiting.items()):
        failures.add(row, own.get(line, "Another row of this case failed."))
    failures.close()


def _known(workspace: Workspace, log: str) -> dict[str, Imported]:
    from playbook.imported_logs import logs_of  # with all of coaching: not to read a file

    found = logs_of(workspace).get(log)
    return {case.id: case for case in found.cases} if found else {}


def _people(people: Mapping[str, Person], mapping: LogMapping) -> Callable[[str], str]:
    known: dict[str, str] = {}
    for person in people.values():
        known |= {name.casefold(): person.id for name in (person.name, person.email, person.id) if name}
    known |= {name.casefold(): id_ for name, id_ in mapping.people.items() if id_}
    return lambda name: known.get(name.casefold(), name)
