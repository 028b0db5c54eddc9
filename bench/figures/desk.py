"""A desk of 100,000 items: opened, its own filters, the next item shown; and what is like an item, or like others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import cycle

from bench.generate import records
from bench.generate.people import LIAISONS
from bench.generate.records import Play
from bench.place import Place
from bench.row import Row, Target
from bench.sizes import SEED, Size
from bench.timing import in_turns, p95, seconds_of
from playbook.desk.filters import parse_filter
from playbook.desk.measured import measured
from playbook.queueing import alike_in, clusters_since, desk_of, learn_words
from playbook.workspace import Workspace

ITEMS = {"S": (1_000,), "M": (10_000, 100_000), "L": (300_000,)}
PAGE = 60
"""Items that a screen shows at first."""
TIMES = 40
FILTERS = {
    "a word": "price",
    "words that most say": "the -portal",
    "a kind": "kind:idea is:open",
    "an account": "account:account-0012",
}
FEW = 10_000
"""Items up to which what is alike is to be there within a sixtieth of a second."""
_PLAY = Play("plays/connect/first-call", "First call", "b" * 40, ("open", "ask", "close"))


def desk(place: Place, size: Size) -> Iterator[Row]:
    """Measure what the desk asks of the index: counts and first page, filters, the item under the cursor, the like."""
    for number in ITEMS[size.name]:
        made = place.plays(number // 1_000 + 10)  # each in a playbook of its own
        place.say(f"writing {number:,} items of feedback")
        workspace = made.workspace(LIAISONS[0])
        records.write_feedback(workspace.folder, number, SEED, [_PLAY])
        workspace.index.refresh()
        yield from _asked(workspace, number)
        yield from _alike(workspace, number)


def _asked(workspace: Workspace, number: int) -> Iterator[Row]:
    yield _row("desk: words learnt, once", number, seconds_of(lambda: learn_words(workspace)))

    def opened() -> float:
        def work() -> None:
            queue = desk_of(workspace)
            assert queue.tabs
            queue.items(queue.ids("overdue", PAGE))

        return seconds_of(work)

    queue = desk_of(workspace)
    queue.saying("price")  # what pieces there are is read once
    ids = cycle(queue.ids("overdue", 200))

    def filtered(words: str) -> Callable[[], float]:
        wanted = parse_filter(words)
        return lambda: seconds_of(lambda: queue.items(queue.found(wanted, limit=PAGE)))

    def following() -> float:
        id_ = next(ids)
        return seconds_of(lambda: queue.items([id_]))

    wanted: dict[str, tuple[Callable[[], float], float]] = {
        "desk: opened, p95": (opened, 0.1),
        **{f"desk: filtered by {name}, p95": (filtered(words), 0.016) for name, words in FILTERS.items()},
        "desk: the next item, p95": (following, 0.016),
    }
    found = in_turns(TIMES, *(measure for measure, _ in wanted.values()))
    for (name, (_, limit)), times in zip(wanted.items(), found, strict=True):
        yield _row(name, number, p95(times), limit)

    def counting() -> None:
        measured(queue.counted(), queue.promise, queue.now)

    yield _row("desk: both sides' figures", number, seconds_of(counting))


def _alike(workspace: Workspace, number: int) -> Iterator[Row]:
    queue, alike = desk_of(workspace), alike_in(workspace)
    items = cycle(queue.items(queue.ids("overdue", 200)))

    def like() -> float:
        item = next(items)
        return seconds_of(lambda: alike.like(item, 8))

    def typed() -> float:
        text = next(items).text
        return seconds_of(lambda: alike.items_saying(text))

    limit = 0.016 if number <= FEW else 0.05
    names = ("desk: like an item, p95", "feedback: like what is typed, p95")
    for name, times in zip(names, in_turns(TIMES, like, typed), strict=True):
        yield _row(name, number, p95(times), limit)
    week = workspace.clock.now() - timedelta(days=7)
    yield _row(
        "desk: clusters of the week, once", number, seconds_of(lambda: clusters_since(workspace, week))
    )
    yield _row(
        "desk: clusters of the week, again", number, seconds_of(lambda: clusters_since(workspace, week))
    )


def _row(figure: str, number: int, measured: float, limit: float | None = None) -> Row:
    return Row(
        figure=figure, size=f"{number:,} items", measured=measured, unit="ms", target=Target(limit=limit)
    )
