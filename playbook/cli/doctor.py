"""`playbook doctor`: what is set up, what is not, what to do; and who sees what."""

from __future__ import annotations

import argparse

from playbook.cli.common import open_workspace
from playbook.cli.output import emit, emit_json, say
from playbook.cli.parser import add_json
from playbook.doctor import FAULT, examine, without_playbook

COLUMNS = (("state", "STATE"), ("check", "CHECK"), ("message", "MESSAGE"))


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--privacy", action="store_true", help="what would leave this machine, to whom")
    parser.epilog = "Exit code 1 where there is a fault."
    add_json(parser)
    parser.set_defaults(handler=_doctor)


def _doctor(options: argparse.Namespace) -> int:
    if options.privacy:
        return _privacy(options)
    from playbook.device import NoPlaybookError

    try:
        lines = examine(open_workspace(options))
    except NoPlaybookError as error:
        lines = without_playbook(str(error), options.data)
    rows = [{"check": line.check, "state": line.state, "message": line.message} for line in lines]
    emit(rows, as_json=options.json, columns=COLUMNS, empty="")
    return 1 if any(line.state == FAULT for line in lines) else 0


def _privacy(options: argparse.Namespace) -> int:
    from playbook.preferences import load
    from playbook.privacy import who_sees_what

    workspace = open_workspace(options)
    lines = who_sees_what(workspace.settings, workspace.me, load().run_finished)
    if options.json:
        emit_json([{"check": "privacy", "state": "ok", "message": line.strip()} for line in lines])
    else:
        say("\n".join(lines))
    return 0
