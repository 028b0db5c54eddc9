"""`playbook import-records FILE --mapping MAPPING`: a log from elsewhere, read as runs of a play and kept apart."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.cli.common import find_page, open_workspace
from playbook.cli.output import emit_json, narrate, say

if TYPE_CHECKING:
    from playbook.elsewhere.came import Taken
    from playbook.importing_logs import Understood

STOPPED = 130


def import_log(options: argparse.Namespace) -> int:
    """Take a log in; 0 where every row could be, 1 where some failed."""
    from playbook.cli.progress_line import watched
    from playbook.elsewhere.came import Taken, came_of, notes_of
    from playbook.importing_logs import take_in, understand

    workspace = open_workspace(options)
    play = find_page(workspace, options.play, play=True).page.id if options.play else ""
    found = understand(workspace, Path(options.file), options.mapping, play, dry_run=options.dry_run)
    for line in found.told():
        narrate(line)
    if found.written and not options.dry_run:
        narrate(
            f"The mapping was written to {found.file}: look through it, which activity is which step and what each "
            "result means; then import again. Nothing was imported."
        )
        if options.json:
            emit_json(_row(options, found, Taken()))
        return 0
    with watched() as progress:
        taken = take_in(workspace, found, dry_run=options.dry_run, progress=progress)
    if options.json:
        emit_json(_row(options, found, taken))
    else:
        for line in came_of(taken, dry_run=options.dry_run):
            say(line)
    for line in notes_of(taken):
        narrate(line)
    if options.dry_run:
        narrate("Nothing was changed: this was a dry run.")
    elif taken.created or taken.updated:
        narrate(f"`playbook coach log '{found.mapping.log}'` shows what it says.")
    if taken.stopped:
        narrate("Stopped. What was taken in stands; import the file again to go on.")
        return STOPPED
    return 1 if taken.failed else 0


def _row(options: argparse.Namespace, found: Understood, taken: Taken) -> dict[str, object]:
    return {
        "file": str(found.table.path),
        "mapping": str(found.file),
        "written": found.written and not options.dry_run,
        "log": found.mapping.log,
        "play": found.page.id,
        "dry_run": options.dry_run,
        "rows": taken.rows,
        "cases": taken.cases,
        "created": taken.created,
        "updated": taken.updated,
        "unchanged": taken.unchanged,
        "failed": taken.failed,
        "failures": taken.failures,
        "results": taken.results,
        "passed_over": taken.activities,
        "unknown_results": list(taken.unknown),
        "reasons": taken.reasons,
        "stopped": taken.stopped,
    }
