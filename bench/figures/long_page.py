"""A page of 2,000 lines: opened, and scrolled by a page, beside the line API showing the same strips."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from statistics import median

from bench.generate.pages import LONG_PAGE, LONG_PAGE_LINES
from bench.meter import Meter
from bench.place import Made, Place
from bench.row import Row, Target
from bench.sizes import Size
from bench.timing import in_turns, p95

TIMES = 7
PAGES = 20
FLOOR = "the line API showing the same strips"
_TARGET = Target(ratio=1.3)


def long_page(place: Place, size: Size) -> Iterator[Row]:
    """Open it by its name, then page down."""
    made = place.playbook(size, with_records=False)
    env = {**os.environ, **made.env}
    ours = made.command("open", LONG_PAGE)
    floor = [sys.executable, "-m", "bench.strips_app", str(_strips(made))]

    def opened(command: list[str]) -> float:
        with Meter(command, env) as meter:
            return meter.seconds_until("Line 0001")

    # What is only made once is made, the colours that are kept after a while too.
    with Meter(ours, env) as meter:
        meter.seconds_until("Line 0001")
        meter.rest()
    found, floors = (median(times) for times in in_turns(TIMES, lambda: opened(ours), lambda: opened(floor)))
    on = f"{LONG_PAGE_LINES:,} lines, 120 × 40"
    yield Row(
        figure="long page: opened by its name", size=f"{on}, median of {TIMES}", measured=found, unit="ms",
        floor=floors, floor_of=FLOOR, target=_TARGET,
    )  # fmt: skip
    with Meter(ours, env) as meter, Meter(floor, env) as bare:
        paged = [_paging(one) for one in (meter, bare)]
    yield Row(
        figure="long page: scrolled by a page, p95", size=f"{on}, {PAGES} keys", measured=paged[0], unit="ms",
        floor=paged[1], floor_of=FLOOR, target=_TARGET,
    )  # fmt: skip


def _paging(meter: Meter) -> float:
    meter.seconds_until("Line 0001")
    meter.rest()
    meter.press("pagedown")  # where there is a cursor, it goes to the end of the screen first
    meter.rest()
    times = []
    for _ in range(PAGES):
        first = _first_line(meter.text)
        times.append(meter.key("pagedown", lambda screen, first=first: _first_line(screen) > first).seconds)  # type: ignore[misc]
    return p95(times)


def _first_line(screen: str) -> int:
    numbers = [int(found) for found in re.findall(r"Line (\d{4})", screen)]
    return min(numbers, default=0)


def _strips(made: Made) -> str:
    """Return a file with the rows that the page has on the screen, as plain text."""
    from tui.page_text import page_rows

    workspace = made.workspace()
    rows = [row.text for row in page_rows(workspace.page(LONG_PAGE), 112, workspace)]
    file = made.root.parent / "strips.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    return str(file)
