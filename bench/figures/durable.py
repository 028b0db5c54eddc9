"""Saying "saved": a record made durable, beside the same bytes appended and synced bare."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from bench.generate import records
from bench.generate.people import ME
from bench.generate.records import NOW, Play
from bench.place import Place
from bench.row import Row, Target
from bench.sizes import SEED, Size
from bench.timing import in_turns, p95, seconds_of
from playbook.clock import FixedClock
from playbook.records.model import Feedback
from playbook.records.store import Store

TIMES = 800
BEFORE = (0, 100_000, 1_000_000)
"""How many records there are already: the time must not grow with them."""
_PLAY = Play("plays/connect/first-call", "First call", "b" * 40, ("open", "ask", "close"))


def durable(place: Place, size: Size) -> Iterator[Row]:
    """Append feedback through the store and bare, in turns, to folders of three sizes."""
    for before in BEFORE:
        if before > max(size.records, 1_000):
            continue
        folder = place.folder / f"durable-{before}"
        place.say(f"writing {before:,} records to append to")
        records.write(folder, before, SEED, [_PLAY])
        times, floors = _measure(folder)
        yield Row(
            figure="record made durable, p95",
            size=f"after {before:,} records, {TIMES} appends",
            measured=p95(times),
            unit="ms",
            floor=p95(floors),
            floor_of="append + fsync of the same bytes",
            target=Target(ratio=1.5, hard=True),
        )


def _measure(folder: Path) -> tuple[list[float], list[float]]:
    store = Store(folder, ME, FixedClock(NOW))
    bodies = list(_bodies(2 * TIMES + 2))
    store.append(bodies.pop())
    journal = folder / "records" / store.journals()[0].rsplit("/", 1)[0] / "team" / f"{NOW:%Y-%m}.jsonl"
    line = journal.read_bytes().splitlines(keepends=True)[-1]
    bare = os.open(folder / "bare.jsonl", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    try:
        times, floors = in_turns(
            TIMES, _appending(store, bodies), lambda: seconds_of(lambda: _bare(bare, line))
        )
    finally:
        os.close(bare)
        store.close()
    return times, floors


def _appending(store: Store, bodies: list[Feedback]) -> Callable[[], float]:
    def measure() -> float:
        body = bodies.pop()
        return seconds_of(lambda: store.append(body))

    return measure


def _bare(descriptor: int, line: bytes) -> None:
    os.write(descriptor, line)
    os.fsync(descriptor)


def _bodies(count: int) -> Iterator[Feedback]:
    random = Random("durable")
    for _ in range(count):
        yield records.feedback(random, _PLAY)
