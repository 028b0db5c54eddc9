"""`playbook accounts import`: says what it understood, what it did, and what became of every row."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.cli.common import open_workspace
from playbook.cli.output import emit_json, narrate, say

if TYPE_CHECKING:
    from playbook.accounts.importing.run import Report
    from playbook.taking_in import Understood

STOPPED = 130


def import_(options: argparse.Namespace) -> int:
    """Take a file in; 0 where every row could be, 1 where some failed."""
    from playbook.cli.progress_line import watched
    from playbook.taking_in import take_in, understand

    workspace = open_workspace(options)
    found = understand(
        workspace,
        Path(options.file),
        kind=options.kind,
        mapping=options.mapping,
        dates=options.dates,
        currency=options.currency,
        dry_run=options.dry_run,
    )
    for line in found.told():
        narrate(line)
    with watched() as progress:
        report = take_in(workspace, found, dry_run=options.dry_run, progress=progress)
    _say_what_came(options, found, report)
    if report.stopped:
        return STOPPED
    return 1 if report.failed else 0


def _say_what_came(options: argparse.Namespace, found: Understood, report: Report) -> None:
    from playbook.taking_in import came_of

    if options.json:
        emit_json(_row(found, report, dry_run=options.dry_run))
    else:
        for line in came_of(report, dry_run=options.dry_run):
            say(line)
    for reason, times in sorted(report.reasons.items(), key=lambda pair: -pair[1])[:5]:
        narrate(f"  {times:,} × {reason}")
    if report.failures:
        narrate(f"The rows that failed are in {report.failures}: mend them there and import that file.")
    if options.dry_run:
        narrate("Nothing was changed: this was a dry run.")
    if report.stopped:
        narrate("Stopped. What was taken in stands; import the file again to go on.")


def _row(found: Understood, report: Report, *, dry_run: bool) -> dict[str, object]:
    """Return the import as one object, with the keys of docs/commands.md."""
    table, reading = found.table, found.reading
    return {
        "file": str(table.path),
        "kind": reading.kind,
        "source": reading.source,
        "dry_run": dry_run,
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
