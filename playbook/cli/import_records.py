"""`playbook import-records FILE`: JSON lines of another Playbook, or a log from elsewhere; the way in."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from playbook.cli.common import open_workspace
from playbook.cli.output import narrate
from playbook.cli.parser import add_json
from playbook.cli.progress_line import counted, watched
from playbook.errors import PlaybookError


def register(parser: argparse.ArgumentParser) -> None:
    """Add the argument."""
    parser.add_argument("file", metavar="FILE", help="what `export-records` wrote; - for stdin")
    parser.add_argument(
        "--mapping", metavar="FILE", default="", help="it is a CSV log: what its columns mean"
    )
    parser.add_argument(
        "--play", metavar="ID", default="", help="which play a log is read as; for a new mapping"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what a log would bring, and change nothing"
    )
    add_json(parser)
    parser.set_defaults(handler=_import)


def _import(options: argparse.Namespace) -> int:
    if options.mapping:
        from playbook.cli.import_log import import_log

        return import_log(options)
    if options.play or options.dry_run or options.json:
        raise PlaybookError(
            "--play, --dry-run and --json belong to a log from elsewhere: name its --mapping."
        )
    from playbook.accounts.carrying import Carried
    from playbook.records.exchange import import_records

    workspace = open_workspace(options)
    store, carried = workspace.store, Carried()
    with watched() as progress, progress.over("Reading records in", unit="lines"):
        if options.file == "-":
            report = import_records(store, carried.others(counted(sys.stdin.buffer, 0, progress)), "stdin")
        else:
            path = Path(options.file)
            try:
                with path.open("rb") as lines:
                    size = path.stat().st_size
                    report = import_records(store, carried.others(counted(lines, size, progress)), path.name)
            except OSError as error:
                raise PlaybookError(f"{path} cannot be read: {error.strerror or error}.") from error
    narrate(f"{report.new} new, {report.already} here already, {report.quarantined} set aside.")
    if people := carried.take_in(workspace.folder):
        narrate(f"{people} in the address book.")
    for journal in report.parted:
        narrate(f"A copy of this data folder writes {journal} too; this device goes on under a new name.")
    if report.quarantined:
        narrate("`playbook doctor` says why lines were set aside; nothing of them is lost.")
        return 1
    return 0
