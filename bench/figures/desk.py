"""A desk of 100,000 items: opened, its own filters, and the next item shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle

from bench.generate import records
from bench.generate.people import LIAISONS
from bench.generate.records import Play
from bench.place import Place
from bench.row import Row, Target
from bench.sizes import SEED, Size
from bench.timing import in_turns, p95, seconds_of
from playbook.desk.filters import parse_filter
from playbook.queueing import desk_of

ITEMS = {"S": 1_000, "M": 100_000, "L": 300_000}
PAGE = 60
"""Items that a screen shows at first."""
TIMES = 40
FILTERS = {"a word": "price", "a kind": "kind:idea is:open", "an account": "account:account-0012"}
_PLAY = Play("plays/connect/first-call", "First call", "b" * 40, ("open", "ask", "close"))


def desk(place: Place, size: Size) -> Iterator[Row]:
    """Measure what the desk asks of the index: counts and first page, filters, the item under the cursor."""
    number = ITEMS[size.name]
    made = place.plays(10)
    place.say(f"writing {number:,} items of feedback")
    workspace = made.workspace(LIAISONS[0])
    records.write_feedback(workspace.folder, number, SEED, [_PLAY])
    workspace.index.refresh()

    def opened() -> float:
        def work() -> None:
            queue = desk_of(workspace)
            assert queue.tabs
            queue.items(queue.ids("overdue", PAGE))

        return seconds_of(work)

    queue = desk_of(workspace)
    queue.saying("")  # the words are read once, when the first is looked for
    ids = cycle(queue.ids("overdue", 200))

    def filtered(words: str) -> Callable[[], float]:
        wanted = parse_filter(words)
        return lambda: seconds_of(lambda: queue.items(queue.found(wanted, limit=PAGE)))

    def following() -> float:
        id_ = next(ids)
        return seconds_of(lambda: queue.items([id_]))

    measured: dict[str, tuple[Callable[[], float], float]] = {
        "desk: opened, p95": (opened, 0.1),
        **{f"desk: filtered by {name}, p95": (filtered(words), 0.016) for name, words in FILTERS.items()},
        "desk: the next item, p95": (following, 0.016),
    }
    found = in_turns(TIMES, *(measure for measure, _ in measured.values()))
    for (name, (_, limit)), times in zip(measured.items(), found, strict=True):
        yield Row(
            figure=name, size=f"{number:,} items", measured=p95(times), unit="ms", target=Target(limit=limit)
        )
