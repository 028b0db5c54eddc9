"""`playbook export-records`: everything that happened, as JSON lines; the way out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from playbook.cli.common import find_person, open_workspace, since
from playbook.cli.output import narrate
from playbook.cli.progress_line import counted, watched
from playbook.errors import PlaybookError
from playbook.text import count_of

if TYPE_CHECKING:
    from playbook.workspace import Workspace


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("file", metavar="FILE", nargs="?", default="-", help="a new file; else stdout")
    parser.add_argument("--person", metavar="P", help="only this person's journals")
    parser.add_argument("--since", metavar="D", help="only records made since a date or time")
    parser.add_argument("--force", action="store_true", help="overwrite FILE")
    parser.set_defaults(handler=_export)


def _export(options: argparse.Namespace) -> int:
    from playbook.records.exchange import exported
    from playbook.records.layout import files_of

    workspace = open_workspace(options)
    journals = workspace.store.journals()
    person = None
    if options.person:
        person = find_person(workspace, options.person, {name.split("/")[0] for name in journals})
    wanted = [name for name in journals if person in (None, name.split("/")[0])]
    mine = [name for name in wanted if workspace.may_read(name)]
    own = _addresses(workspace) if person in (None, *workspace.names) and not options.since else []
    lines = chain(exported(workspace.store, mine, since(options)), own)
    size = sum(
        path.stat().st_size for name in mine for path in files_of(workspace.store.records_folder / name)
    )
    with watched() as progress, progress.over("Writing records", unit="lines"):
        count = _write_to(options, counted(lines, size, progress)) - len(own)
    people = f" and {count_of(len(own), 'line')} of your address book" if own else ""
    narrate(f"{count_of(count, 'record')}{people}. `playbook import-records FILE` reads them in, anywhere.")
    if len(mine) < len(wanted):
        narrate(f"{count_of(len(wanted) - len(mine), 'journal')} of others, not yours to read, stayed here.")
    return 0


def _addresses(workspace: Workspace) -> list[bytes]:
    """Return my address book as lines that `import-records` understands."""
    from playbook.accounts.carrying import lines_of

    return [line for name in sorted(workspace.names) for line in lines_of(workspace.folder, name)]


def _write_to(options: argparse.Namespace, lines: Iterable[bytes]) -> int:
    """Write `lines` to the file named, or to stdout; return how many there were."""
    if options.file == "-":
        count = _copy(lines, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return count
    path = Path(options.file)
    if path.exists() and not options.force:
        raise PlaybookError(f"{path} is there already. Name another file, or overwrite it with --force.")
    part = path.with_name(f"{path.name}.part")  # an export that was stopped never looks like a whole one
    try:
        if path.exists() and not path.is_file():  # a device or a pipe is written to, never replaced
            with path.open("wb") as out:
                return _copy(lines, out)
        try:
            with part.open("wb") as out:
                count = _copy(lines, out)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise PlaybookError(f"{path} cannot be written: {error.strerror or error}.") from error
    return count


def _copy(lines: Iterable[bytes], out: BinaryIO) -> int:
    count = 0
    for line in lines:
        out.write(line)
        count += 1
    return count
