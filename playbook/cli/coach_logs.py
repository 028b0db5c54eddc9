"""`playbook coach logs|log|log-forget`: what logs from elsewhere say, kept apart from every run."""

from __future__ import annotations

import argparse

from playbook.cli.common import open_workspace
from playbook.cli.output import emit, emit_json, narrate, say
from playbook.cli.parser import Verbs, add_json, add_verb

COLUMNS = (
    ("name", "LOG"),
    ("cases", "CASES"),
    ("play", "READ AS"),
    ("results", "BY RESULT"),
    ("at", "IMPORTED"),
)
NONE = (
    "No log from elsewhere was imported. `playbook import-records FILE --mapping NEW.toml --play ID` begins."
)


def register(verbs: Verbs) -> None:
    """Add the verbs about logs."""
    listed = add_verb(verbs, "logs", "logs from elsewhere that were imported", _logs)
    shown = add_verb(verbs, "log", "one as runs of its play, each class of result apart", _log, ["LOG"])
    for verb in (listed, shown):
        add_json(verb)
    add_verb(verbs, "log-forget", "take back what I imported of one", _forget, ["LOG"])


def _logs(options: argparse.Namespace) -> int:
    from playbook.clock import shown_day
    from playbook.imported_logs import logs_of

    workspace = open_workspace(options)
    rows = [
        {
            "name": log.name,
            "cases": len(log.cases),
            "play": " ".join(log.plays),
            "results": log.labels
            if options.json
            else ", ".join(f"{one} {n}" for one, n in log.labels.items()),
            "by": list(log.by),
            "at": log.at if options.json else shown_day(log.at),
        }
        for log in logs_of(workspace).values()
    ]
    emit(rows, as_json=options.json, columns=COLUMNS, empty=NONE)
    return 0


def _log(options: argparse.Namespace) -> int:
    from playbook.cli.coach_told import print_report
    from playbook.imported_logs import log_of, report_of, rows_of

    workspace = open_workspace(options)
    if options.json:
        emit_json(rows_of(workspace, log_of(workspace, options.log)))
    else:
        print_report(report_of(workspace, options.log))
    return 0


def _forget(options: argparse.Namespace) -> int:
    from playbook.imported_logs import forget

    left = forget(open_workspace(options), options.log)
    narrate(f"Taken back; {left:,} cases stay that others imported." if left else "Taken back.")
    say(options.log)
    return 0
