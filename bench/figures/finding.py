"""Finding while typing: from the key to the hits."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from bench.generate.pages import pages
from bench.generate.queries import presses
from bench.meter import Meter
from bench.place import Place
from bench.row import Row, Target
from bench.sizes import SEED, SIZES, Size
from bench.timing import p95, seconds_of
from playbook.library import index_file
from playbook.library.search import SearchIndex
from playbook.plays.parse import parse_page

_AT_M = Target(limit=0.016, hard=True)
ON_SCREEN = ("expensive", "boss", "spreadsheets", "next quarter")
"""What is typed into the finder on a terminal."""
LIMIT = 30
"""Hits that the finder asks for."""


def find(place: Place, size: Size) -> Iterator[Row]:
    """Measure every key press of the realistic queries, at M and L (at S only there)."""
    if size.pages < SIZES["M"].pages:
        yield from _at(place, size, _AT_M)
    else:
        yield from _at(place, SIZES["M"], _AT_M)
        yield from _at(place, SIZES["L"], Target(limit=0.033))


def _at(place: Place, size: Size, target: Target) -> Iterator[Row]:
    place.say(f"reading {size.pages:,} pages to search in")
    read = [parse_page(text, path) for path, text in pages(size.pages, SEED)]
    index: list[SearchIndex] = []
    building = seconds_of(lambda: index.append(SearchIndex.build(read)))
    times = [
        seconds_of(lambda typed=typed, kinds=kinds: index[0].find(typed, kinds, LIMIT))  # type: ignore[misc]
        for typed, kinds in presses()
    ]
    on = f"{size.pages:,} pages, {len(times)} keys"
    yield Row(figure="find: key to hits, p95", size=on, measured=p95(times), unit="ms", target=target)
    yield Row(figure="find: key to hits, slowest", size=on, measured=max(times), unit="ms")
    pages_ = f"{size.pages:,} pages"
    yield Row(figure="find: index built from read pages", size=pages_, measured=building, unit="ms")
    file = place.folder / f"index-{size.name}"
    index_file.save(file, "bench", {}, index[0])
    opened = seconds_of(lambda: index_file.load(file, "bench"))
    yield Row(
        figure="find: index opened at a start",
        size=pages_,
        measured=opened,
        unit="ms",
        target=Target(limit=0.3),
    )
    yield from _on_screen(place, size)


def _on_screen(place: Place, size: Size) -> Iterator[Row]:
    """Measure from the key in the finder until its answer is on the terminal."""
    made = place.playbook(size, with_records=False)
    times: list[float] = []
    with Meter(made.command(), {**os.environ, **made.env}) as meter:
        meter.seconds_until("1 Today")
        meter.rest()
        meter.key("f2", lambda screen: "Objection" in screen)
        meter.rest()
        for query in ON_SCREEN:
            for end in range(1, len(query) + 1):
                meter.settle(0.15)
                times.append(meter.key(query[end - 1], _typed(query[:end])).seconds)
            for _ in query:
                meter.press("backspace")
            meter.settle(0.3)
    yield Row(
        figure="find: key to answer on the terminal, p95",
        size=f"{size.pages:,} pages, {len(times)} keys",
        measured=p95(times),
        unit="ms",
    )


def _typed(words: str) -> Callable[[str], bool]:
    return lambda screen: f"┃  {words} " in screen
