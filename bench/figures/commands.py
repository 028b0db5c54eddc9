"""The command line: how long a person waits for the prompt."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from bench.place import Place, program
from bench.row import Row, Target
from bench.sizes import Size
from bench.timing import medians, run

TIMES = 15
FLOOR = "python -c pass"


def version(place: Place, size: Size) -> Iterator[Row]:
    """Measure `playbook --version`."""
    yield _row("playbook --version", "", [*program(), "--version"], Target(ratio=3), dict(os.environ))


def plays_list(place: Place, size: Size) -> Iterator[Row]:
    """Measure `playbook plays list --json`, the pages read before."""
    made = place.playbook(size, with_records=False)
    command = made.command("plays", "list", "--json")
    env = {**os.environ, **made.env}
    run(command, env)()
    yield _row("playbook plays list --json, warm", f"{size.pages:,} pages", command, Target(ratio=8), env)


def _row(figure: str, on: str, command: Sequence[str], target: Target, env: dict[str, str]) -> Row:
    measured, floor = medians(TIMES, run(command, env), run([sys.executable, "-c", "pass"], env))
    return Row(
        figure=figure,
        size=f"{on}, median of {TIMES}".lstrip(", "),
        measured=measured,
        unit="ms",
        floor=floor,
        floor_of=FLOOR,
        target=target,
    )
