"""`playbook today`: what is due today."""

from __future__ import annotations

import argparse

from playbook.cli.common import open_workspace
from playbook.cli.output import emit
from playbook.cli.parser import add_json
from playbook.ids import shorten
from playbook.today import TodayLine, today_lines

COLUMNS = (
    ("kind", "WHAT"),
    ("due", "DUE"),
    ("account", "ACCOUNT"),
    ("what", "LINE"),
    ("title", "PLAY"),
    ("short", "ID"),
)
NOTHING = "Nothing is due. `playbook plays list` shows what there is to run."


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_json(parser)
    parser.set_defaults(handler=_today)


def _today(options: argparse.Namespace) -> int:
    lines = today_lines(open_workspace(options))
    rows = [row(line) for line in lines]
    if not options.json:
        rows = [
            one | {"title": line.title, "short": _short(line)} for one, line in zip(rows, lines, strict=True)
        ]
    emit(rows, as_json=options.json, columns=COLUMNS, empty=NOTHING)
    return 0


def row(line: TodayLine) -> dict[str, str | None]:
    """Return one object of `today`, with the keys of cli.md."""
    return {
        "kind": line.kind,
        "due": line.due or None,
        "what": line.what,
        "play": line.play,
        "account": line.account,
        "run": line.run,
        "feedback": line.feedback,
    }


def _short(line: TodayLine) -> str:
    if line.feedback:
        return shorten(line.feedback, letter="F")
    return shorten(line.run) if line.run else line.play
