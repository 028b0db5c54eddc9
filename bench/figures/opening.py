"""Opening what happened: the first look at all records of a device, and what Today needs of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

import msgspec

from bench.place import Place
from bench.row import Row, Target
from bench.sizes import Size
from bench.timing import in_turns, seconds_of
from playbook.today.reading import today_lines

TIMES = 5


def opening(place: Place, size: Size) -> Iterator[Row]:
    """Measure the first read of everything, a second one, and Today's lines."""
    made = place.playbook(size)
    count = f"{size.records:,} records"

    def first() -> float:
        return seconds_of(made.workspace().store.records)

    def second() -> float:
        workspace = made.workspace()
        workspace.store.records()
        return seconds_of(workspace.store.records)

    def today() -> float:
        workspace = made.workspace()
        return seconds_of(lambda: today_lines(workspace))

    def bare() -> float:
        return seconds_of(lambda: _decode(made.data))

    *found, floors = (median(values) for values in in_turns(TIMES, first, second, today, bare))
    names = ("store opened: every record read", "store: the same read again", "Today's lines, from nothing")
    targets = (Target(limit=0.05), Target(), Target())
    for name, measured, target in zip(names, found, targets, strict=True):
        yield Row(
            figure=name,
            size=count,
            measured=measured,
            unit="ms",
            floor=floors,
            floor_of="the same lines decoded by msgspec",
            target=target,
        )


def _decode(data: Path) -> None:
    decode = msgspec.json.Decoder(msgspec.Raw).decode
    for file in data.rglob("*.jsonl"):
        for line in file.read_bytes().split(b"\n"):
            if line:
                decode(line)
