"""Verbs that hand runs to other programs and people: export, recap."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from playbook.cli.common import open_workspace
from playbook.cli.output import counted, narrate, say, to_lines, write_json
from playbook.cli.runs_choose import as_if_finished, chosen, find_any

if TYPE_CHECKING:
    from playbook.plays.model import Page
    from playbook.records.model import Run
    from playbook.workspace import Workspace


def export(options: argparse.Namespace) -> int:
    """Write finished runs, oldest first: whole as JSON lines, or the keys of `runs list` as CSV."""
    from playbook.coaching.rows import details, row

    workspace = open_workspace(options)
    rows = chosen(workspace, options)
    if options.format == "jsonl":
        for one in rows:
            write_json(to_lines(details(one)))
    else:
        _write_csv([row(one) for one in rows])
    narrate(f"{counted(len(rows), 'run')}.")
    return 0


def _write_csv(rows: list[dict[str, Any]]) -> None:
    import csv

    from playbook.cli.output import csv_cell

    if rows:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(rows[0])
        writer.writerows([csv_cell(value) for value in one.values()] for one in rows)


# Recap


def recap(options: argparse.Namespace) -> int:
    """Print a run in words, from the playbook's own template where it has one."""
    from playbook.runs.model import OpenRun
    from playbook.runs.recap import CRM, MAIL, crm_summary, customer_mail

    workspace = open_workspace(options)
    run = find_any(workspace, options.run)
    page: Page | None
    if isinstance(run, OpenRun):
        page, _, as_row = as_if_finished(workspace, run)
    else:
        page, as_row = _page(workspace, run.run), run
    fields = workspace.fields(as_row.run.account) | {"rep.name": workspace.name_of(as_row.rep)}
    if options.mail:
        mail = customer_mail(as_row.run, page, fields, _template(workspace, "mail", MAIL))
        text = f"Subject: {mail.subject}\n\n{mail.body}" if mail.subject else mail.body
    else:
        text = crm_summary(as_row.run, page, fields, _template(workspace, "recap", CRM))
    say(text.rstrip("\n"))
    return 0


def _page(workspace: Workspace, run: Run) -> Page | None:
    """Return the revision that was run, where this machine still has it."""
    from playbook.errors import PlaybookError

    try:
        return workspace.page_at(run.play, run.blob)
    except PlaybookError:
        return None


def _template(workspace: Workspace, name: str, default: str) -> str:
    """Return the playbook's own template; no link is followed out of the playbook to find one."""
    from playbook.library.reading import read_regular
    from playbook.plays.decode import decode

    folder = workspace.root / "templates"
    data = None if folder.is_symlink() else read_regular(folder / f"{name}.md", 200_000)
    return decode(data)[0] if data else default
