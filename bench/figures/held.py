"""↓ held down in a list of 10,000 plays: the screen keeps up with the key's repeats, or it does not."""

from __future__ import annotations

import os
from collections.abc import Iterator

from bench.meter import Meter
from bench.place import Place
from bench.row import Row, Target
from bench.sizes import Size

PLAYS = 10_000
REPEATS = 300
RATE = 30
"""Repeats a second, as keyboards send them."""


def held(place: Place, size: Size) -> Iterator[Row]:
    """Hold ↓ for ten seconds; measure from the last repeat to the screen that shows where it led."""
    count = PLAYS if size.pages > 100 else 500
    made = place.plays(count)
    made.workspace().catalog.summaries()
    with Meter(made.command(), {**os.environ, **made.env}) as meter:
        meter.seconds_until("Nothing is due")
        meter.rest()
        meter.key("2", lambda screen: "Play 00001" in screen, limit=60)
        meter.rest()
        meter.key("right", lambda screen: True)
        meter.rest()
        behind, written = meter.hold("down", REPEATS, RATE, lambda screen: f"Play {REPEATS + 1:05}" in screen)
    on = f"{count:,} plays, {REPEATS} repeats at {RATE} a second"
    yield Row(
        figure="↓ held: behind the last repeat", size=on, measured=behind, unit="ms", target=Target(limit=0.1)
    )
    yield Row(
        figure="↓ held: bytes written for each repeat", size=on, measured=written / REPEATS, unit="B",
        target=Target(limit=16_000, hard=True),
    )  # fmt: skip
