"""Verbs that read runs: list, show, export, recap."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from playbook.cli.common import find_id, find_page, is_since, open_workspace, since
from playbook.cli.output import counted, emit, emit_json, narrate, say, to_line, to_lines, write_json
from playbook.errors import NotFoundError
from playbook.ids import shorten

if TYPE_CHECKING:
    from playbook.coaching.runs import RunRow
    from playbook.plays.model import Page
    from playbook.records.model import Run
    from playbook.runs.model import OpenRun
    from playbook.runs.views import RunView
    from playbook.workspace import Workspace

COLUMNS = (
    ("short", "RUN"),
    ("day", "STARTED"),
    ("rep", "REP"),
    ("title", "PLAY"),
    ("account", "ACCOUNT"),
    ("outcome", "RESULT"),
    ("steps_done", "DONE"),
    ("steps_skipped", "SKIPPED"),
    ("minutes", "MIN"),
)
STEPS = (
    ("state", "STATE"),
    ("id", "STEP"),
    ("clock", "TIME"),
    ("reason", "REASON"),
    ("said", "ANSWERS"),
)


# List


def list_(options: argparse.Namespace) -> int:
    """List finished runs, the latest first, or my open ones."""
    from playbook.coaching.rows import row

    workspace = open_workspace(options)
    if options.open:
        rows = [_open_row(workspace, run) for run in reversed(workspace.my_open_runs())]
        rows = [one for one in rows if not options.play or one["play"] == options.play]
        empty = "No run is open. Start one: `playbook runs start PLAY`."
    else:
        rows = [row(one) for one in reversed(_chosen(workspace, options))]
        empty = "No run yet. Start one: `playbook runs start PLAY`."
    among = [one["id"] for one in rows]
    shown = rows if options.json else [one | _for_people(one, among) for one in rows]
    emit(shown, as_json=options.json, columns=COLUMNS, empty=empty)
    return 0


def _for_people(one: dict[str, Any], among: list[str]) -> dict[str, Any]:
    outcome = one["result"] or one["connect"] or "open"
    return {
        "short": shorten(one["id"], among),
        "day": one["started"][:16].replace("T", " "),
        "outcome": "redacted" if one["redacted"] else outcome,
        "minutes": round(one["seconds"] / 60),
    }


def _chosen(workspace: Workspace, options: argparse.Namespace) -> list[RunRow]:
    """Return the finished runs that the filters leave, oldest first; raises for an unknown rep or play."""
    rows = list(workspace.runs().values())
    earliest = since(options)
    if options.rep:
        from playbook.cli.common import find_person

        options.rep = find_person(workspace, options.rep, {one.rep for one in rows})
    if options.play:
        options.play = _play(workspace, options.play, {one.run.play for one in rows})
    return [
        one
        for one in rows
        if (not options.rep or one.rep == options.rep)
        and (not options.play or one.run.play == options.play)
        and is_since(one.run.started or one.at, earliest)
    ]


def _play(workspace: Workspace, typed: str, ran: set[str]) -> str:
    """Return the id of a play: of a page there is, or of one that was run and is gone."""
    if typed in ran:
        return typed
    try:
        return find_page(workspace, typed, play=True).page.id
    except NotFoundError as error:
        raise NotFoundError("play", typed, error.nearest) from None


# Open runs, as finished ones are shown


def _as_if_finished(workspace: Workspace, run: OpenRun) -> tuple[Page, RunView, RunRow]:
    """Return an open run as it would be recorded now."""
    from playbook.clock import stamp
    from playbook.coaching.runs import RunRow
    from playbook.runs.clock import wall_seconds
    from playbook.runs.review import review
    from playbook.runs.view import view

    page = workspace.page_of_run(run)
    seconds = wall_seconds(run, workspace.clock)
    now = stamp(workspace.clock.now())
    shown = view(page, run, seconds)
    made = review(page, run, seconds, now).record
    return page, shown, RunRow(made, run.rep, now, (0, "", 0), private=shown.ending.private)


def _open_row(workspace: Workspace, run: OpenRun) -> dict[str, Any]:
    from playbook.coaching.rows import row

    _, shown, as_row = _as_if_finished(workspace, run)
    return row(as_row) | {"ended": "", "connect": shown.connect}


def _open_details(workspace: Workspace, run: OpenRun) -> dict[str, Any]:
    """Return what `runs show` shows of an open run: its steps are `open` until something became of them."""
    from playbook.coaching.rows import details

    _, shown, as_row = _as_if_finished(workspace, run)
    found = details(as_row)
    states = {step.id: step for step in shown.steps}
    for step in found["steps"]:
        step |= {"state": states[step["id"]].state, "reason": states[step["id"]].reason}
        step["outcome"] = step["state"]
    trace = [entry for entry in found["trace"] if entry[2] != "finish"]
    return found | {"ended": "", "connect": shown.connect, "trace": trace, "open": True, "at": shown.at}


# Show


def show(options: argparse.Namespace) -> int:
    """Show one run, open or finished."""
    from playbook.coaching.rows import details

    workspace = open_workspace(options)
    rows = workspace.runs()
    opened = {run.id: run for run in workspace.my_open_runs()}
    id_ = find_id(options.run, [*opened, *rows], "run", listing="playbook runs list")
    run = opened.get(id_)
    found = _open_details(workspace, run) if run else details(rows[id_]) | {"open": False, "at": ""}
    if options.json:
        emit_json(found)
    else:
        _say(found)
    return 0


def _say(found: dict[str, Any]) -> None:
    facts = {
        "run": shorten(found["id"]),
        "play": f"{found['title']} ({found['play']} @ {found['blob'][:10]})" if found["play"] else "",
        "rep": found["rep"],
        "account": found["account"],
        "started": found["started"],
        "minutes": round(found["seconds"] / 60, 1),
        "reached": found["connect"],
        "result": " until ".join(filter(None, (found["result"], found["result_until"]))),
        "commitment": " by ".join(filter(None, (found["commitment"], found["commitment_by"]))),
        "exit proof": found["exit_proof"],
        "next": ", ".join(filter(None, (found["next"], found["next_date"]))),
        "flags": ", ".join(
            name.replace("_", " ")
            for name in ("open", "private", "cut_short", "wrong_play", "corrected", "redacted")
            if found[name]
        ),
    }
    for name, value in facts.items():
        if value:
            say(f"{name:<12}{to_line(value)}")
    for note in found["notes"]:
        say(f"{'note':<12}{clock(note['seconds'])} {to_line(note['text'])}")
    if found["steps"]:
        say("")
        rows = [
            step
            | {
                "clock": clock(step["seconds"]) if step["seconds"] else "",
                "said": "; ".join(", ".join(one["values"]) for one in step["answers"] if "values" in one),
            }
            for step in found["steps"]
        ]
        emit(rows, as_json=False, columns=STEPS, empty="")


def clock(seconds: float) -> str:
    """Return minutes and seconds, `4:10`."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


# Export


def export(options: argparse.Namespace) -> int:
    """Write finished runs, oldest first: whole as JSON lines, or the keys of `runs list` as CSV."""
    from playbook.coaching.rows import details, row

    workspace = open_workspace(options)
    chosen = _chosen(workspace, options)
    if options.format == "jsonl":
        for one in chosen:
            write_json(to_lines(details(one)))
    else:
        _write_csv([row(one) for one in chosen])
    narrate(f"{counted(len(chosen), 'run')}.")
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
    from playbook.runs.recap import CRM, MAIL, crm_summary, customer_mail

    workspace = open_workspace(options)
    rows = workspace.runs()
    opened = {run.id: run for run in workspace.my_open_runs()}
    id_ = find_id(options.run, [*opened, *rows], "run", listing="playbook runs list")
    page: Page | None
    if id_ in opened:
        page, _, as_row = _as_if_finished(workspace, opened[id_])
    else:
        as_row = rows[id_]
        page = _page(workspace, as_row.run)
    fields = workspace.fields(as_row.run.account) | {
        "rep.name": workspace.name_of(as_row.rep),
    }
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
    """Return the playbook's own template, read as text and never followed out of the playbook."""
    from playbook.library.reading import read_regular
    from playbook.plays.decode import decode

    data = read_regular(workspace.root / "templates" / f"{name}.md", 200_000)
    return decode(data)[0] if data else default
