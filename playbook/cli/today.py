"""`playbook today`: what is due today."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from typing import Any

from playbook.cli.common import my_clock, open_workspace
from playbook.cli.output import emit, narrate
from playbook.cli.parser import add_json
from playbook.clock import clock_face
from playbook.dates import said_from
from playbook.ids import shorten
from playbook.today.line import TodayLine
from playbook.today.reading import calendars_of, today_lines

COLUMNS = (
    ("kind", "WHAT"),
    ("when", "WHEN"),
    ("customer", "ACCOUNT"),
    ("what", "LINE"),
    ("title", "PLAY"),
    ("short", "ID"),
)
NOTHING = "Nothing is due. `playbook plays list` shows what there is to run."


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--calendar",
        metavar="FILE",
        action="append",
        help="an .ics file or a folder of them, in place of those in your settings; several are fine",
    )
    add_json(parser)
    parser.set_defaults(handler=_today)


def _today(options: argparse.Namespace) -> int:
    from playbook.preferences import load

    workspace = open_workspace(options)
    calendars = options.calendar
    if calendars is None:
        mine = load()
        calendars = calendars_of(workspace, mine.calendars)
        for problem in mine.problems:
            narrate(
                f"In your settings, line {problem.line}: {problem.message} `playbook settings` shows them."
            )
    found = today_lines(workspace, calendars)
    for line in found:
        if line.kind == "calendar":
            said = line.what.removesuffix(" in your settings") if options.calendar else line.what
            narrate(f"Calendar {said}")
    lines = [line for line in found if line.kind != "calendar"]
    rows = [row(line) for line in lines]
    if not options.json:
        clock = my_clock()
        rows = [
            one | _for_people(line, workspace.today, clock) for one, line in zip(rows, lines, strict=True)
        ]
    emit(rows, as_json=options.json, columns=COLUMNS, empty=NOTHING)
    return 0


def row(line: TodayLine) -> dict[str, Any]:
    """Return one object of `today`, with the keys of docs/commands.md."""
    return {
        "kind": line.kind,
        "due": line.due or None,
        "what": line.what,
        "play": line.play,
        "account": line.account,
        "account_name": line.customer,
        "run": line.run,
        "feedback": line.feedback,
        "start": line.start or None,
        "end": line.end or None,
    }


def _for_people(line: TodayLine, today: date, clock: str) -> dict[str, Any]:
    return {
        "customer": line.customer,
        "title": line.title,
        "short": _short(line),
        "when": _when(line, today, clock),
    }


def _when(line: TodayLine, today: date, clock: str) -> str:
    """Return `2 days late`, or of a meeting the hour on its day."""
    if not line.due:
        return ""
    day = said_from(date.fromisoformat(line.due[:10]), today)
    if line.kind != "meeting":
        return day
    if len(line.start) == len("2026-11-23"):
        return f"{day} all day"
    return f"{day} {clock_face(datetime.fromisoformat(line.start), clock)}"


def _short(line: TodayLine) -> str:
    if line.feedback:
        return shorten(line.feedback, letter="F")
    return shorten(line.run) if line.run else line.play
