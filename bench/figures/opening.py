"""Opening what happened: the index made anew, opened warm, brought up to date; and what Today needs of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from bench.place import Made, Place
from bench.row import Row, Target
from bench.sizes import Size
from bench.timing import in_turns, seconds_of
from playbook.records.model import Feedback
from playbook.records.parse import DECODERS
from playbook.today.reading import today_lines
from playbook.workspace import Workspace

TIMES = 5
OPENED = {"M": 0.05, "L": 0.15}
"""Seconds that opening may take; a smaller store has as much as M."""
MADE = 4.0
"""Times the floor that making the index anew may take."""


def opening(place: Place, size: Size) -> Iterator[Row]:
    """Measure the index from nothing, warm and after one more record; Today's lines; every record read without it."""
    made = place.playbook(size)
    count = f"{size.records:,} records"
    measured: dict[str, Callable[[], float]] = {
        "index made anew": lambda: _made_anew(made),
        "store opened: the index, warm": lambda: _opened(made),
        "store: looked at again, nothing new": lambda: _again(made),
        "store: looked at again, one record more": lambda: _one_more(made),
        "Today's lines, the index warm": lambda: _today(made),
        "store: every record read, without the index": lambda: seconds_of(made.workspace().store.records),
    }
    *found, floors = (
        median(times) for times in in_turns(TIMES, *measured.values(), lambda: _decoded(made.data))
    )
    targets = {
        "index made anew": Target(ratio=MADE),
        "store opened: the index, warm": Target(limit=OPENED.get(size.name, OPENED["M"])),
    }
    for name, seconds in zip(measured, found, strict=True):
        yield Row(
            figure=name,
            size=count,
            measured=seconds,
            unit="ms",
            floor=floors,
            floor_of="the same lines read into structs by msgspec",
            target=targets.get(name, Target()),
        )


def _made_anew(made: Made) -> float:
    workspace = made.workspace()
    shutil.rmtree(workspace.index.folder, ignore_errors=True)
    return seconds_of(workspace.index.refresh)


def _opened(made: Made) -> float:
    workspace = made.workspace()
    assert workspace.settings
    return seconds_of(lambda: workspace.feedback_index.counts(workspace.viewer))


def _looked_at(made: Made) -> Workspace:
    workspace = made.workspace()
    workspace.index.refresh()
    return workspace


def _again(made: Made) -> float:
    return seconds_of(_looked_at(made).index.refresh)


def _one_more(made: Made) -> float:
    workspace = _looked_at(made)
    workspace.append(Feedback(id="bench", kind="idea"))
    return seconds_of(workspace.index.refresh)


def _today(made: Made) -> float:
    workspace = _looked_at(made)
    return seconds_of(lambda: today_lines(workspace))


def _decoded(data: Path) -> float:
    """Read the lines as msgspec does at its best: each into its struct, nothing checked and nothing kept."""
    mark = b',"kind":"'

    def work() -> None:
        for file in data.rglob("*.jsonl"):
            for line in file.read_bytes().split(b"\n"):
                if line:
                    begin = line.find(mark) + len(mark)
                    DECODERS[line[begin : line.find(b'"', begin)].decode()](line)

    return seconds_of(work)
