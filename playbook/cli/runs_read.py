"""Verbs that read runs: list, show."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from playbook.cli.common import my_clock, open_workspace, shown_at
from playbook.cli.output import emit, emit_json, narrate, say, to_line
from playbook.cli.runs_choose import as_if_finished, chosen, find_any, play_that_ran
from playbook.ids import shorten
from playbook.named import named

if TYPE_CHECKING:
    from playbook.coaching.runs import RunRow
    from playbook.runs.model import OpenRun
    from playbook.workspace import Workspace

COLUMNS = (
    ("short", "RUN"),
    ("day", "STARTED"),
    ("rep", "REP"),
    ("title", "PLAY"),
    ("account_name", "ACCOUNT"),
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
    """List finished runs, the latest first, or my open or discarded ones."""
    from playbook.coaching.rows import row
    from playbook.leaving import discarded

    workspace = open_workspace(options)
    if options.open or options.discarded:
        runs = discarded(workspace) if options.discarded else workspace.my_open_runs()
        for what in () if options.discarded else workspace.open_runs.unread():
            narrate(f"{what}.")
        rows = [_open_row(workspace, run) for run in reversed(runs)]
        if options.play:
            plays = play_that_ran(workspace, options.play, {one["play"] for one in rows})
            rows = [one for one in rows if one["play"] in plays]
        empty = "No run is open. Start one: `playbook runs start PLAY`."
        if options.discarded:
            empty = "No run was discarded in the last two days."
    else:
        rows = [named(workspace, row(one)) for one in reversed(chosen(workspace, options))]
        empty = "No run yet. Start one: `playbook runs start PLAY`."
    among = [one["id"] for one in rows]
    clock = my_clock()
    shown = rows if options.json else [one | _for_people(one, among, clock) for one in rows]
    emit(shown, as_json=options.json, columns=COLUMNS, empty=empty)
    return 0


def _for_people(one: dict[str, Any], among: list[str], clock: str) -> dict[str, Any]:
    outcome = one["result"] or one["connect"] or "open"
    return {
        "short": shorten(one["id"], among),
        "day": shown_at(one["started"], clock),
        "outcome": "redacted" if one["redacted"] else outcome,
        "minutes": round(one["seconds"] / 60),
    }


def _open_row(workspace: Workspace, run: OpenRun) -> dict[str, Any]:
    from playbook.coaching.rows import row

    _, shown, as_row = as_if_finished(workspace, run)
    return named(workspace, row(as_row)) | {"ended": "", "connect": shown.connect}


def _details(workspace: Workspace, run: RunRow | OpenRun) -> dict[str, Any]:
    """Return what `runs show` shows; the steps of an open run are `open` until something became of them."""
    from playbook.coaching.rows import details
    from playbook.runs.model import OpenRun

    if not isinstance(run, OpenRun):
        return named(workspace, details(run)) | {"open": False, "at": ""}
    _, shown, as_row = as_if_finished(workspace, run)
    found = named(workspace, details(as_row))
    states = {step.id: step for step in shown.steps}
    for step in found["steps"]:
        step |= {"state": states[step["id"]].state, "reason": states[step["id"]].reason}
        step["outcome"] = step["state"]
    trace = [entry for entry in found["trace"] if entry[2] != "finish"]
    return found | {"ended": "", "connect": shown.connect, "trace": trace, "open": True, "at": shown.at}


# Show


def show(options: argparse.Namespace) -> int:
    """Show one run, open or finished."""
    workspace = open_workspace(options)
    found = _details(workspace, find_any(workspace, options.run))
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
        "account": found["account_name"],
        "started": shown_at(found["started"], my_clock()),
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
