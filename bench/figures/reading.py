"""Reading a large handbook: the first time, again, and after one page changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from statistics import median

from bench.generate.handbook import PAGES, handbook
from bench.place import Made, Place
from bench.row import Row, Target
from bench.sizes import SEED, Size
from bench.timing import in_turns, seconds_of

TIMES = 3


def reading(place: Place, size: Size) -> Iterator[Row]:
    """Measure the catalog of a generated handbook beside markdown-it-py parsing the same text."""
    count = min(PAGES, size.pages)
    place.say(f"laying a handbook of {count} pages")
    made = place.handbook(count)
    texts = [text for _, text in handbook(SEED, count)]
    edited = made.root / next(path for path, _ in handbook(SEED, 1))

    def first() -> float:
        shutil.rmtree(made.cache)
        return _list(made)

    def again() -> float:
        return _list(made)

    def changed() -> float:
        with edited.open("a", encoding="utf-8") as file:
            file.write("\nOne more line.\n")
        return _list(made)

    def bare() -> float:
        return seconds_of(lambda: _parse(texts))

    first_, again_, changed_, floor = (median(v) for v in in_turns(TIMES, first, again, changed, bare))
    on = f"{count} pages, {sum(map(len, texts)) / 1e6:.1f} million characters"
    for name, measured, ratio in (
        ("handbook read for the first time", first_, 1.3),
        ("handbook opened again", again_, None),
        ("handbook opened after one page changed", changed_, 0.05),
    ):
        yield Row(
            figure=name,
            size=on,
            measured=measured,
            unit="ms",
            floor=floor,
            floor_of="markdown-it-py parsing the same text",
            target=Target(ratio=ratio),
        )


def _list(made: Made) -> float:
    return seconds_of(lambda: made.workspace().catalog.summaries())


def _parse(texts: list[str]) -> None:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for text in texts:
        markdown.parse(text)
