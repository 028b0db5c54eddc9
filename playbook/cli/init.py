"""`playbook init DIR`: a new playbook under git."""

from __future__ import annotations

import argparse
from pathlib import Path

from playbook.cli.output import narrate, say


def register(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("dir", metavar="DIR", help="a new or empty folder")
    parser.add_argument(
        "--from",
        dest="source",
        choices=("starter", "empty"),
        default="starter",
        help="starter: eight plays of an invented company, to be made yours; empty: one stage, no play",
    )
    parser.set_defaults(handler=_init)


def _init(options: argparse.Namespace) -> int:
    from playbook.starting import begin

    folder = Path(options.dir).absolute()
    begin(folder, options.source)
    say(str(folder))
    narrate(f"Open it: playbook -C {folder}")
    if options.source == "starter":
        narrate(f"Make it yours in an hour: {folder / 'README.md'} says how.")
    return 0
