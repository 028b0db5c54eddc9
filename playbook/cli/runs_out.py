"""Verbs that hand runs to other programs and people: export, recap."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.cli.common import open_workspace
from playbook.cli.output import narrate, say, to_lines, write_json
from playbook.cli.runs_choose import as_if_finished, chosen, find_any
from playbook.named import named
from playbook.text import count_of

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
            write_json(to_lines(named(workspace, details(one))))
    else:
        _write_csv([named(workspace, row(one)) for one in rows])
    narrate(f"{count_of(len(rows), 'run')}.")
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
    """Print a run in words by a template, or write it to a file that is not there yet."""
    from playbook.recapping import in_words, recap_fields, write_new
    from playbook.runs.model import OpenRun
    from playbook.runs.recap_templates import template, templates

    workspace = open_workspace(options)
    run = find_any(workspace, options.run)
    known: dict[str, str] = {}
    page: Page | None
    if isinstance(run, OpenRun):
        page, view, as_row = as_if_finished(workspace, run)
        known = dict(view.fields)
    else:
        page, as_row = _page(workspace, run.run), run
    chosen_one = template(templates(workspace.root), options.template, mail=options.mail)
    fields = recap_fields(workspace, as_row.run, as_row.rep, known)
    text = in_words(as_row.run, page, fields, chosen_one)
    for problem in chosen_one.problems:
        narrate(problem)
    if options.file:
        narrate(f"Written to {write_new(Path(options.file), text)}.")
    else:
        say(text.rstrip("\n"))
    return 0


def _page(workspace: Workspace, run: Run) -> Page | None:
    """Return the revision that was run, where this machine still has it."""
    from playbook.errors import PlaybookError

    try:
        return workspace.page_at(run.play, run.blob)
    except PlaybookError:
        return None
