"""`python -m bench`: measure, and print one table; nothing fails on a clock."""

from __future__ import annotations

import argparse
import compileall
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import playbook
import tui
from bench import machine, table
from bench.figures import (
    aligning,
    call,
    coaching,
    commands,
    database,
    desk,
    durable,
    finding,
    held,
    history,
    linting,
    long_page,
    opening,
    reading,
    screen,
    sharing,
    widgets,
)
from bench.place import Place
from bench.row import Row
from bench.sizes import SIZES, Size

FIGURES: dict[str, Callable[[Place, Size], Iterator[Row]]] = {
    "version": commands.version,
    "plays-list": commands.plays_list,
    "content": screen.content,
    "memory": screen.memory,
    "keys": call.keys,
    "idle": call.idle,
    "widgets": widgets.widgets,
    "find": finding.find,
    "page": long_page.long_page,
    "held": held.held,
    "durable": durable.durable,
    "store": opening.opening,
    "desk": desk.desk,
    "handbook": reading.reading,
    "align": aligning.aligning,
    "coach": coaching.team_view,
    "report": coaching.report,
    "history": history.history,
    "lint": linting.linting,
    "sharing": sharing.sharing,
    "database": database.database,
}
"""Name on the command line to what measures it; one after the other, never two at once."""


def _compile() -> None:
    """Compile the program, as an installation does; where nothing may be written, each start would do it again."""
    for package in (playbook, tui):
        for folder in package.__path__:
            compileall.compile_dir(folder, quiet=1)


def main() -> None:
    """Measure what was asked for, and print it."""
    options = _options()
    _compile()
    size = SIZES[options.size]
    about = machine.describe()
    _say(machine.in_words(about))
    rows: list[Row] = []
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="playbook-bench-") as folder:
        place = Place(Path(folder), _say)
        for name in options.only or FIGURES:
            _say(f"measuring {name}")
            try:
                for row in FIGURES[name](place, size):
                    rows.append(row)
                    _say("   ".join(table.cells(row)))
            except Exception:  # the other figures are still worth having
                failed.append(name)
                traceback.print_exc()
    if options.json:
        print(table.as_json(rows, about))
    else:
        print(
            machine.in_words(about),
            table.as_markdown(rows) if options.markdown else table.as_text(rows),
            sep="\n\n",
        )

    if failed:
        sys.exit(f"Could not be measured: {', '.join(failed)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="for comparing runs: seconds, bytes, pieces")
    parser.add_argument("--markdown", action="store_true", help="the table for a document")
    parser.add_argument(
        "--only", nargs="+", choices=FIGURES, metavar="NAME", help=f"some of: {', '.join(FIGURES)}"
    )
    parser.add_argument("--size", choices=SIZES, default="M", help="; ".join(map(str, SIZES.values())))
    return parser.parse_args()


def _say(text: str) -> None:
    print(f"… {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
