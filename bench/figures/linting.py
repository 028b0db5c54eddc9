"""The linter over a whole playbook, as a command: nothing known of its pages, and everything."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from statistics import median

from bench.place import Place
from bench.row import Row, Target
from bench.sizes import Size
from bench.timing import run

PAGES = 300
TIMES = 5


def linting(place: Place, size: Size) -> Iterator[Row]:
    """Measure `playbook plays lint` with an empty cache, and again with what the first one kept."""
    made = place.playbook(Size(f"lint-{PAGES}", PAGES, 0), with_records=False)
    command = made.command("plays", "lint", "--format", "json")
    lint = run(command, {**os.environ, **made.env}, codes=(0, 1))

    def cold() -> float:
        shutil.rmtree(made.cache)
        made.cache.mkdir()
        return lint()

    first, again = [], []
    for _ in range(TIMES):
        first.append(cold())
        again.append(lint())
    for figure, measured, limit in (
        ("plays lint, nothing known", first, 2.0),
        ("plays lint, warm", again, 0.3),
    ):
        yield Row(
            figure=figure,
            size=f"{PAGES:,} pages, median of {TIMES}",
            measured=median(measured),
            unit="ms",
            target=Target(limit=limit),
        )
