"""Finding while typing: from the key to the hits."""

from __future__ import annotations

from collections.abc import Iterator

from bench.generate.pages import pages
from bench.generate.queries import presses
from bench.place import Place
from bench.row import Row, Target
from bench.sizes import SEED, SIZES, Size
from bench.timing import p95, seconds_of
from playbook.library.search import SearchIndex
from playbook.plays.parse import parse_page

_AT_M = Target(limit=0.016, hard=True)
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
    yield Row(figure="find: index built from read pages", size=on, measured=building, unit="ms")
